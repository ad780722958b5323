"""A system check: every kind of job names a permission that exists and has words for each of its states."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from open315.core.access import known_permissions
from open315.core.jobs.kinds import JobKind, kinds
from open315.core.jobs.models import JobState


@register()
def check_jobs(**_: Any) -> list[CheckMessage]:
    """E010: a permission nobody declared; E011: a state without words; E012: a notice for what is no end; E013: no name."""
    return [Error(f"job {kind.name}: {words}", id=code) for kind in kinds().values() for code, words in _faults(kind)]


def _faults(kind: JobKind) -> Iterator[tuple[str, str]]:
    if kind.permission not in known_permissions():
        yield "open315.E010", f"permission {kind.permission} unknown"
    for state in JobState:
        if state not in kind.states:
            yield "open315.E011", f"no words for {state.value}"
    if not kind.label:
        yield "open315.E013", "no words for what it is called"
    for name in kind.notices:
        if name not in (JobState.DONE, JobState.FAILED, JobState.CANCELLED):
            yield "open315.E012", f"a notice at {name}, which is no end"
