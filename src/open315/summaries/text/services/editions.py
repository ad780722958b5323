"""Sign a text: freeze it with values, definitions and periods under a digest; correct it by a new edition; publish one and withdraw it."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.documents.stored import as_data, digest_of
from open315.core.documents.tree import Note, Term
from open315.core.documents.tree import Text as Plain
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import YES, Decision, Verb
from open315.core.verbs.step import step
from open315.summaries.models import Edition, Text
from open315.summaries.text.counting import kept_of
from open315.summaries.text.document import document_of
from open315.summaries.text.services.locking import (
    DRAFT,
    EDITION,
    OWN_PAGE,
    REVIEW,
    SIGNED,
    SIGNERS,
    TEXT,
    WRITERS,
)
from open315.summaries.text.services.photos import require_released
from open315.summaries.text.services.versions import kept

OWN_HAND = _("You worded or sent this text yourself. A second person of your council signs it.")
UNANSWERED = _("%(n)s comments and findings are not answered yet. Answer them, or send the text back.")
NO_REASON = _("Say why: readers of the earlier one will ask.")
NOT_LAST = _("There is a later edition. Publish that one.")
NOT_A_COUNCIL = _("Only councils publish here. Give the DOCX or PDF to your council, or publish it on your own site.")
COUNCIL = "council"
IS_PUBLIC = _("This edition was published already.")
NOT_PUBLIC = _("This edition is not published.")


def _second(actor: Actor, text: Text) -> Decision:
    """Four eyes: nobody signs what he worded or sent."""
    return Decision(False, OWN_HAND) if actor.account_id in text.hands else YES


SIGN: Verb[Text] = Verb(
    "sign_text",
    TEXT,
    event="summaries.text_signed",
    permission="summaries:sign",
    who=SIGNERS,
    before={REVIEW},
    to=SIGNED,
    also=_second,
    face=OWN_PAGE,
)


@SIGN
def sign_text(text_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Edition:
    """Sign and freeze what was sent, with the figures of that moment. NotAllowed for whoever worded it, Conflict while something said or found is not answered."""
    with step(SIGN, text_id, actor=actor, at=at, version=version) as done:
        text, now = done.row, kept_of(done.row)
        if open_ones := text.comments.filter(answered_at=None).count():
            raise Conflict(UNANSWERED % {"n": open_ones})
        require_released(text)
        content = as_data(document_of(text, text.passages.all(), now, _answered(text), signed_at=at))
        edition = Edition.objects.create(
            text=text,
            number=_last(text) + 1,
            content=content,
            digest=digest_of(content),
            reason=text.correction_reason,
            signed_at=at,
            signed_by_id=actor.account_id,
        )
        kept(text, str(_("Signed")), now, actor, at)
        text.hands, text.correction_reason = [], ""
        done.move()
        done.say(number=edition.number, digest=edition.digest)
        return edition


def _last(text: Text) -> int:
    last = text.editions.first()
    return last.number if last else 0


def _answered(text: Text) -> list[Note]:
    """What the check found and what was answered, for every reader to see."""
    rows = text.comments.exclude(finding="")
    with translation.override(text.language):
        head = Plain(str(_("Contradiction: ")), strong=True)
    return [Note((head, Term(f"{row.said} — {row.answer}"))) for row in rows]


CORRECT: Verb[Text] = Verb(
    "correct_text",
    TEXT,
    event="summaries.text_opened",
    permission="summaries:write",
    who=WRITERS,
    before={SIGNED},
    to=DRAFT,
    face=OWN_PAGE,
)


@CORRECT
def correct_text(text_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Text:
    """Open a signed text again, with the reason; the edition stays as it is, the next signature makes a new one."""
    with step(CORRECT, text_id, actor=actor, at=at, version=version) as done:
        if not reason.strip():
            raise InvalidInput(NO_REASON, field="reason")
        done.row.correction_reason, done.row.hands = reason.strip()[:300], [actor.account_id]
        done.move()
        done.say(reason=done.row.correction_reason)
        return done.row


def _may_publish(_actor: Actor, edition: Edition) -> Decision:
    if edition.text.council.kind != COUNCIL:
        return Decision(False, NOT_A_COUNCIL)
    if edition.number != _last(edition.text):
        return Decision(False, NOT_LAST, by_state=True)
    return YES if edition.published_at is None else Decision(False, IS_PUBLIC, by_state=True)


PUBLISH: Verb[Edition] = Verb(
    "publish_edition",
    EDITION,
    event="summaries.edition_published",
    permission="summaries:sign",
    who=SIGNERS,
    also=_may_publish,
    face=OWN_PAGE,
)


@PUBLISH
def publish_edition(edition_id: int, *, actor: Actor, at: datetime) -> Edition:
    """Put the last edition on the web for everybody. Conflict for an earlier one, NotAllowed for that of a body that is no council."""
    with step(PUBLISH, edition_id, actor=actor, at=at) as done:
        done.row.published_at = at
        done.say(number=done.row.number)
        return done.row


def _is_public(_actor: Actor, edition: Edition) -> Decision:
    is_so = edition.published_at is not None and edition.withdrawn_at is None
    return YES if is_so else Decision(False, NOT_PUBLIC, by_state=True)


WITHDRAW: Verb[Edition] = Verb(
    "withdraw_edition",
    EDITION,
    event="summaries.edition_withdrawn",
    permission="summaries:sign",
    who=SIGNERS,
    also=_is_public,
    face=OWN_PAGE,
)


@WITHDRAW
def withdraw_edition(edition_id: int, *, reason: str, actor: Actor, at: datetime) -> Edition:
    """Take a published edition off the web, with the reason; it stays in the archive."""
    with step(WITHDRAW, edition_id, actor=actor, at=at) as done:
        if not reason.strip():
            raise InvalidInput(NO_REASON, field="reason")
        done.row.withdrawn_at, done.row.withdrawal_reason = at, reason.strip()[:300]
        done.say(number=done.row.number, reason=done.row.withdrawal_reason)
        return done.row
