"""The register of kinds of jobs. A room declares its own at import (by its AppConfig); `checks` looks them over at start-up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import pgettext_lazy

from open315.core.jobs.held import Held
from open315.core.jobs.models import Job, JobState


class SeenBy(StrEnum):
    """Who, of those with the permission, sees a job and may cancel it."""

    ACTING_BODY = "acting_body"
    BODIES_BELOW = "bodies_below"
    EVERYBODY = "everybody"
    ASKER = "asker"
    """Nobody but who asked for it."""


STATE_WORDS: Mapping[str, Any] = {
    JobState.WAITING: pgettext_lazy("job", "Waiting"),
    JobState.RUNNING: pgettext_lazy("job", "Running"),
    JobState.DONE: pgettext_lazy("job", "Done"),
    JobState.FAILED: pgettext_lazy("job", "Stopped"),
    JobState.CANCELLED: pgettext_lazy("job", "Cancelled"),
}


def _nothing(job: Job) -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True)
class JobKind:
    """What a room says of its long work.

    `label` is what such work is called. `work` does it, or what is left of it. `page` is the address where a person follows it. `stages` and `states` are words;
    `notices` names the message whoever asked gets at an end, with the data of `notice_data`. `kept` says when the job and its
    files are dropped, counted from the asking; None keeps them. `repeats_rows`: its files say again what stands in rows, so when words
    are erased there, they go too (`services.forget_files`).
    """

    name: str
    permission: str
    work: Callable[[Held], None]
    page: Callable[[Job], str]
    label: Any = ""
    stages: Mapping[str, Any] = field(default_factory=dict)
    states: Mapping[str, Any] = field(default_factory=lambda: STATE_WORDS)
    notices: Mapping[str, str] = field(default_factory=dict)
    notice_data: Callable[[Job], dict[str, Any]] = _nothing
    seen_by: SeenBy = SeenBy.BODIES_BELOW
    kept: timedelta | None = None
    can_be_cancelled: bool = False
    repeats_rows: bool = False


_KINDS: dict[str, JobKind] = {}
_HEARERS: list[Callable[[Job, JobKind], None]] = []


def declare_job(kind: JobKind) -> JobKind:
    """Add a kind; returns it. The same name again takes its place (a module read twice)."""
    _KINDS[kind.name] = kind
    return kind


def kinds() -> Mapping[str, JobKind]:
    """Every declared kind by name."""
    return dict(_KINDS)


def kind_of(job: Job) -> JobKind:
    """The kind of a job; LookupError when no room declares it any more."""
    return _KINDS[job.kind]


def when_ended(hear: Callable[[Job, JobKind], None]) -> Callable[[Job, JobKind], None]:
    """Let a function hear of every job that ends, in the transaction that ends it."""
    if hear not in _HEARERS:
        _HEARERS.append(hear)
    return hear


def tell_hearers(job: Job) -> None:
    """Call all of them. Nobody hears of a job whose kind no room declares any more."""
    kind = _KINDS.get(job.kind)
    if kind is None:
        return
    for hear in _HEARERS:
        hear(job, kind)
