"""The consumer objects to how her case ended; the council answers: the result stands, or the case goes on (ADR 0165).

Who does this, in which order: the consumer on her page, with words and files, within the period of her council. A supervisor who had no
part in that end reads words and case, and says why the result stands (`uphold`), or opens the case again (`reopen`, in `closing`). She is
told at both ends by her channel, and reads the reasons on her page.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, TimelineEntry
from open315.cases.policies import answers_objection, consumer, owner
from open315.cases.queries import letters, recipients
from open315.cases.queries.objections import Objecting, objecting
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.rules.objecting import LONGEST, OBJECT, OBJECTED_STATES, UPHOLD
from open315.cases.services.attaching import attach
from open315.cases.services.verb import CASE
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import Face, Letter, NoFace, Tell, Verb
from open315.core.verbs.step import step
from open315.phrases.offering import Worded
from open315.phrases.types import Use


def _objected(data: Mapping[str, Any]) -> Any:
    return _("The consumer objects (files: %(files)s)") if data.get("files") else _("The consumer objects")


OBJECTING = Verb(
    OBJECT,
    CASE,
    event="cases.objected",
    permission="cases:read",
    who=consumer,
    before=OBJECTED_STATES,
    label=_("Object"),
    help=_("Against how the case ended, once."),
    entry=_objected,
    face=NoFace("The consumer's own page of the case has the form."),
    tells=Tell(_("Case %(number)s: the consumer objects to how it ended."), recipients.officer_and_supervisors, "warn"),
    letter=Letter(
        _("Your objection in case %(number)s has arrived"),
        "cases/mail/objected",
        letters.written,
        _("receipt of the objection"),
    ),
)


@OBJECTING
def object_to_end(
    case_id: int,
    *,
    words: str,
    upload_ids: Sequence[UUID] = (),
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Object to how the case ended, once, within the period of the council's place. Words are needed; they are masked like all of hers. The same words
    again, before anything else was done, are the same objection.

    Conflict where the council takes no objections, the period is over, or she objected already.
    """
    with step(OBJECTING, case_id, actor=actor, at=at) as done:
        case, text = done.row, words.strip()
        if not text:
            raise InvalidInput(_("Say what is wrong with the result, in your own words."), field="words")
        if len(text) > LONGEST:
            raise InvalidInput(_("At most %(count)s signs, please.") % {"count": LONGEST}, field="words")
        masked, found = said(case, text), objecting(case, local_day(at))
        if found and found.standing.is_open and _words_of_last(case) == masked:
            done.leave()
        _require_open(found)
        attach(case, upload_ids, note=masked, actor=actor, at=at)
        done.say(files=len(upload_ids), note=masked, public=True)
        return case


def _words_of_last(case: Case) -> str:
    last = TimelineEntry.objects.filter(case=case).order_by("-id").first()
    return str(last.data.get("note", "")) if last and last.verb == OBJECT else ""


def _require_open(found: Objecting | None) -> None:
    if found is None or not found.is_offered:
        raise Conflict(_("The council takes no objections to this end. The other ways of the law remain open."))
    if found.standing.objected_on is not None:
        raise Conflict(_("You objected on %(day)s already.") % {"day": found.standing.objected_on.isoformat()})
    if not found.may:
        raise Conflict(_("One could object until %(day)s.") % {"day": found.until.isoformat() if found.until else ""})


UPHOLDING = Verb(
    UPHOLD,
    CASE,
    event="cases.upheld",
    permission="cases:reopen",
    who=owner,
    also=answers_objection,
    before=OBJECTED_STATES,
    label=_("The result stands"),
    help=_("Answers the objection; the consumer reads your reasons. To give way, reopen the case."),
    entry=_("Objection answered: the result stands"),
    offered=lambda file: file.objection.is_open,
    face=Face(
        place=15,
        main=True,
        tone="primary",
        questions=(
            Worded(
                name="reason",
                label=_("Why the result stands"),
                help=_("What was examined again, and why nothing changes. The consumer reads this."),
                use=Use.CONSUMER,
                values=phrase_values,
            ),
        ),
    ),
    letter=Letter(
        _("Your objection in case %(number)s was examined"),
        "cases/mail/upheld",
        letters.written,
        _("answer to the objection"),
    ),
)


@UPHOLDING
def uphold_result(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The objection was examined and the result stands, with reasons that the consumer reads. By another person than who ended the case."""
    with step(UPHOLDING, case_id, actor=actor, at=at, version=version, outcome={"news_from": None}) as done:
        if not reason.strip():
            raise InvalidInput(_("Say why the result stands."), field="reason")
        done.say(reason=said(done.row, reason), public=True)
        return done.row
