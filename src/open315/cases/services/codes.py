"""A query code that was lost: the next one, after somebody was seen to be who she says; the one before is void at once (ADR 0153)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.actors import CONSUMER
from open315.cases.policies import owner_or_consumer
from open315.cases.queries import letters
from open315.cases.query_codes import hash_of_own, query_code
from open315.cases.services.identity import REASON, need_reason
from open315.cases.services.verb import CASE
from open315.cases.types import Renewed, State
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.verbs import Face, Letter, Verb
from open315.core.verbs.questions import Line
from open315.core.verbs.step import step


def _has_persons(page: Any) -> bool:
    """Who stayed anonymous cannot be told from anybody else."""
    return any(each.is_sealed for each in page.parties)


def _renewed(data: Mapping[str, Any]) -> Any:
    return _("New query code sent to the address of the consumer") if data.get("by") else _("New query code issued")


CHECKED = Line(
    name=REASON.name,
    label=_("How the identity was checked"),
    shortest=REASON.shortest,
    help=_("It stands in the timeline of the case with your name; the audit log records the step."),
)

RENEW_CODE = Verb(
    "renew_code",
    CASE,
    event="cases.code_renewed",
    permission="cases:unmask",
    who=owner_or_consumer,
    before=frozenset(State),
    label=_("Issue a new query code"),
    help=_(
        "For somebody who lost hers. Compare what she tells with the personal data first: whoever has the code sees the case. "
        "The code she had opens nothing any more. The new one is shown once on the next page. She is told at the address she left that there is one."
    ),
    entry=_renewed,
    face=Face(place=215, questions=(CHECKED,)),
    letter=Letter(
        _("A new query code for your case %(number)s was issued"),
        "cases/mail/code_issued",
        letters.code_issued,
        _("notice of a new query code"),
    ),
    offered=_has_persons,
)


@RENEW_CODE
def renew_code(
    case_id: int, *, reason: str, by: str = "", actor: Actor, at: datetime, version: int | None = None
) -> Renewed:
    """Issue the next query code. The timeline tells how the identity was checked, and that there is a new code, never the code.

    `by` is the channel by which it is sent, where its consumer asked for it herself. Browsers in which the code before opened the case
    are asked for the new one.
    """
    with step(RENEW_CODE, case_id, actor=actor, at=at) as done:
        if actor.kind != CONSUMER:
            need_reason(reason)
        case = done.row
        case.code_generation = (case.code_generation or 0) + 1
        code = query_code(case.pk, case.code_generation)
        case.query_code_hash = hash_of_own(code)
        done.say(reason=said(case, reason), generation=case.code_generation, by=by, public=bool(by))
        return Renewed(case.number, code)
