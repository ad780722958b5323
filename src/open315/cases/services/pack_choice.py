"""Choosing another rule pack for a case than its day of receipt chose: clocks are made anew, and everything says so."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.policies import owner
from open315.cases.queries import choices
from open315.cases.services import clocks
from open315.cases.services.verb import CASE
from open315.cases.types import OPEN_STATES
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs import Face, Verb
from open315.core.verbs.questions import Choice, Text
from open315.core.verbs.step import step

CHOOSE_PACK = Verb(
    "choose_pack",
    CASE,
    event="cases.pack_chosen",
    permission="cases:choose_pack",
    who=owner,
    before=OPEN_STATES,
    label=_("Choose other rules"),
    help=_("Where more than one text may govern the case; the deadlines are counted again."),
    entry=_("Other rules chosen: %(pack_words)s"),
    face=Face(
        place=205,
        questions=(
            Choice(name="pack", label=_("Rules"), choices=choices.packs_to_choose),
            Text(name="reason", label=_("Why these rules govern the case")),
        ),
    ),
    offered=lambda page: len(choices.packs_of(page.case)) > 1,
)


@CHOOSE_PACK
def choose_pack(
    case_id: int, *, pack: str, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Let another pack in force on the day of receipt govern the case.

    Its clocks are counted again from their beginnings: those that run get a new last day, those that ended are judged anew,
    and whether the case was late follows. InvalidInput for a pack that is not offered, and without a reason.
    """
    outcome = {"pack": pack}
    with step(CHOOSE_PACK, case_id, actor=actor, at=at, version=version, outcome=outcome) as done:
        case = done.row
        if pack not in {each.code for each in choices.packs_of(case)} - {case.pack}:
            raise InvalidInput(_("Choose one of the other rules offered."), field="pack")
        if not reason.strip():
            raise InvalidInput(_("Say why these rules govern the case."), field="reason")
        earlier, before = case.pack, case.next_due_on
        case.pack = pack
        clocks.govern_anew(case, earlier)
        done.say(
            pack=pack,
            earlier=earlier,
            reason=said(done.row, reason),
            due_before=before.isoformat() if before else "",
            due=case.next_due_on.isoformat() if case.next_due_on else "",
        )
        return done.row
