"""The clock of the body that holds a case: it stops on the grounds of that body's own rules, and runs again.

A department that mediates sends goods to be appraised like a council does; its sixty days stand meanwhile (Implementing Regulation
Art 46 (3): 鑒定、檢測的時間不計算在內). What the council waits for, an answer, goes on: the council's own time is not the department's.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.policies import holder
from open315.cases.queries import choices, recipients
from open315.cases.services import clocks
from open315.cases.services.pausing import EVIDENCE, NO_CLOCK, NONE_PAUSED, needed
from open315.cases.services.referral import open_handoff
from open315.cases.services.verb import CASE
from open315.cases.types import State
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import Face, Tell, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.questions import Choice
from open315.core.verbs.step import step
from open315.law.types import ClockState


def _runs_there(page: Any) -> bool:
    theirs = [each for each in page.clocks if each.pack != page.case.pack]
    return any(each.state == ClockState.RUNNING and each.may_pause for each in theirs)


def _stands_there(page: Any) -> bool:
    return any(each.state == ClockState.PAUSED and each.pack != page.case.pack for each in page.clocks)


PAUSE_REFERRAL = Verb(
    "pause_referral",
    CASE,
    event="cases.referral_paused",
    permission="cases:answer_referral",
    who=holder,
    before={State.REFERRED},
    label=_("Pause our time"),
    help=_("Only on the grounds that the rules for your body name, such as an appraisal."),
    entry=_("The body's time stands still: %(ground_words)s"),
    inward=True,
    face=Face(
        place=155,
        questions=(
            Choice(name="ground", label=_("Ground in the rules"), choices=choices.grounds_of_pause_at_department),
            EVIDENCE,
        ),
    ),
    tells=Tell(
        _("Case %(number)s: the body's time stands still on a ground of its rules."),
        recipients.officer_or_supervisors,
    ),
    offered=_runs_there,
)


@PAUSE_REFERRAL
def pause_referral(
    case_id: int, *, ground: str, evidence: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Stop the time of the body that holds the case on this legal ground. InvalidInput when its rules name none, or nothing shows it."""
    with step(PAUSE_REFERRAL, case_id, actor=actor, at=at, version=version) as done:
        needed(evidence)
        paused = clocks.pause_at_department(done.row, ground, at=at)
        if not paused:
            raise InvalidInput(NO_CLOCK, field="ground")
        kept = said(done.row, evidence)
        done.say(ground=ground, evidence=kept, clocks=paused, by=_bring_up_to_date(done), public=True)
        return done.row


RESUME_REFERRAL = Verb(
    "resume_referral",
    CASE,
    event="cases.referral_resumed",
    permission="cases:answer_referral",
    who=holder,
    before={State.REFERRED},
    label=_("Resume our time"),
    help=_("The days of the pause are not counted."),
    entry=_("The body's time runs again"),
    face=Face(place=157),
    offered=_stands_there,
)


@RESUME_REFERRAL
def resume_referral(case_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Let the time of the body that holds the case run again; the days of the pause are not counted."""
    with step(RESUME_REFERRAL, case_id, actor=actor, at=at, version=version) as done:
        resumed = clocks.resume_at_department(done.row, at=at)
        if not resumed:
            raise Conflict(NONE_PAUSED)
        done.say(clocks=resumed, by=_bring_up_to_date(done), public=True)
        return done.row


def _bring_up_to_date(done: Step[Case]) -> int:
    """Copy the last days to where lists look for them; the body whose time it is."""
    clocks.refresh(done.row)
    handoff = open_handoff(done)
    handoff.reply_due_on = clocks.due_at_department(done.row)
    handoff.save()
    return handoff.to_organisation_id
