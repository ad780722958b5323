"""Stopping the clocks of a case on legal grounds, and letting them run again."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.policies import owner
from open315.cases.queries import choices
from open315.cases.services import clocks
from open315.cases.services.verb import CASE
from open315.cases.types import State
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import Face, Verb
from open315.core.verbs.questions import Choice, Text
from open315.core.verbs.step import step
from open315.law.types import ClockState

NO_CLOCK = _("No running clock of this case pauses on this ground.")
NONE_PAUSED = _("No clock of this case is paused.")


def _runs(page: Any) -> bool:
    return any(each.state == ClockState.RUNNING for each in page.clocks)


def _is_paused(page: Any) -> bool:
    return any(each.state == ClockState.PAUSED for each in page.clocks)


EVIDENCE = Text(
    name="evidence",
    label=_("What shows it"),
    help=_("For example the letter that entrusts the appraisal, with its date."),
)


def needed(evidence: str) -> None:
    """InvalidInput where nothing is said that shows a ground."""
    if not evidence.strip():
        raise InvalidInput(
            _("Say what shows the ground, for example the letter that entrusts the appraisal."), field="evidence"
        )


PAUSE_CLOCK = Verb(
    "pause_clock",
    CASE,
    event="cases.clock_paused",
    permission="cases:pause_clock",
    who=owner,
    before={State.ACCEPTED},
    label=_("Pause the clock"),
    help=_("Only on the grounds the rules name."),
    entry=_("Clock paused: %(ground_words)s"),
    inward=True,
    face=Face(
        place=140,
        questions=(
            Choice(name="ground", label=_("Ground in the rules"), choices=choices.grounds_of_pause),
            EVIDENCE,
        ),
    ),
    offered=_runs,
)


@PAUSE_CLOCK
def pause_clock(
    case_id: int, *, ground: str, evidence: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Stop the clocks that may pause on this legal ground. InvalidInput when none may, or nothing shows the ground."""
    with step(PAUSE_CLOCK, case_id, actor=actor, at=at, version=version) as done:
        needed(evidence)
        paused = clocks.kept_by(done.row).pause(ground, local_day(at))
        if not paused:
            raise InvalidInput(NO_CLOCK, field="ground")
        clocks.refresh(done.row)
        done.say(ground=ground, evidence=said(done.row, evidence), clocks=paused, public=True)
        return done.row


RESUME_CLOCK = Verb(
    "resume_clock",
    CASE,
    event="cases.clock_resumed",
    permission="cases:pause_clock",
    who=owner,
    before={State.ACCEPTED},
    label=_("Resume the clock"),
    help=_("The days of the pause are not counted."),
    entry=_("Clock runs again"),
    face=Face(place=150),
    offered=_is_paused,
)


@RESUME_CLOCK
def resume_clock(case_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Let the paused clocks run again; the days of the pause are not counted."""
    with step(RESUME_CLOCK, case_id, actor=actor, at=at, version=version) as done:
        resumed = clocks.kept_by(done.row).resume(local_day(at))
        if not resumed:
            raise Conflict(NONE_PAUSED)
        clocks.refresh(done.row)
        done.say(clocks=resumed, public=True)
        return done.row
