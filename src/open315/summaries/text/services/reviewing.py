"""Send a text for review, comment on its passages, answer, send it back."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.verbs import Verb
from open315.core.verbs.step import making, step
from open315.summaries.models import Comment, Passage, Text
from open315.summaries.text.counting import Counted, count, may_count
from open315.summaries.text.document import title_of
from open315.summaries.text.findings import findings
from open315.summaries.text.services.editing import NO_CHAPTERS
from open315.summaries.text.services.locking import (
    COMMENT,
    DRAFT,
    GONE,
    OWN_PAGE,
    REVIEW,
    SIGNERS,
    TEXT,
    WRITERS,
    locked_text,
    touched,
    while_open,
)
from open315.summaries.text.services.photos import require_released
from open315.summaries.text.services.versions import kept
from open315.summaries.types import PassageKind

NOT_UNDER_REVIEW = _("Comments are made while the text is under review.")
NO_COMMENT = _("Say what is to be changed, or asked.")
NO_ANSWER = _("Say what you changed, or why it stays as it is.")
NO_REASON = _("Say why it goes back: whoever worded it has to know what to change.")
UNWRITTEN = _("%(chapters)s: a paragraph is still empty. Write it, or take it out.")

SEND: Verb[Text] = Verb(
    "send_text_for_review",
    TEXT,
    event="summaries.text_sent",
    permission="summaries:write",
    who=WRITERS,
    before={DRAFT},
    to=REVIEW,
    face=OWN_PAGE,
)


@SEND
def send_for_review(
    text_id: int, *, actor: Actor, at: datetime, version: int | None = None, now: Counted | None = None
) -> Text:
    """Count, check what the words claim, and hand the text to a second person. InvalidInput while a paragraph is empty.

    `now` is what the worker has just counted of these words.
    """
    with step(SEND, text_id, actor=actor, at=at, version=version) as done:
        text = done.row
        passages = require_complete(text)
        if now is None:
            now = counted_for(text, actor, at)
        text.counted = now.kept()
        note_findings(text, passages, now, at)
        kept(text, str(_("Sent for review")), now, actor, at)
        text.reason = ""
        touched(text, actor)
        done.move()
        return text


def require_complete(text: Text) -> list[Passage]:
    """Its passages; InvalidInput while a paragraph is empty or a photo must not be published."""
    passages = list(text.passages.all())
    empty = [each.chapter for each in passages if each.kind != PassageKind.BLOCK and not each.words]
    if empty:
        chapters = "、".join(title_of(chapter) for chapter in dict.fromkeys(empty))
        raise InvalidInput(UNWRITTEN % {"chapters": chapters})
    require_released(text)
    return passages


def counted_for(text: Text, actor: Actor, at: datetime) -> Counted:
    """The figures of now, kept with the text. NotAllowed for whoever may not open their rows."""
    if not may_count(text, actor):
        raise NotAllowed(NO_CHAPTERS)
    now = count(text, actor, at)
    text.counted = now.kept()
    return now


def note_findings(text: Text, passages: Sequence[Passage], now: Counted, at: datetime) -> None:
    """Put down what does not hold, each once, and drop what holds again."""
    found = {_digest(pk, words): (pk, words) for pk, words in findings(text, passages, now)}
    text.comments.exclude(finding="").exclude(finding__in=found).delete()
    known = set(text.comments.exclude(finding="").values_list("finding", flat=True))
    Comment.objects.bulk_create(
        Comment(text=text, passage_id=pk, finding=digest, said=words, at=at)
        for digest, (pk, words) in found.items()
        if digest not in known
    )


def _digest(passage_id: int | None, words: str) -> str:
    return sha256(f"{passage_id} {words}".encode()).hexdigest()


SAY: Verb[Comment] = Verb(
    "comment_text",
    COMMENT,
    event="summaries.text_commented",
    permission="summaries:sign",
    who=SIGNERS,
    makes=True,
    face=OWN_PAGE,
)


@SAY
def comment_text(text_id: int, said: str, *, passage_id: int | None = None, actor: Actor, at: datetime) -> Comment:
    """Say something of a passage, or of the whole text, while it is under review."""
    with making(SAY, actor=actor, at=at) as done:
        text = locked_text(actor, text_id)
        if text.state != REVIEW:
            raise Conflict(NOT_UNDER_REVIEW)
        if passage_id is not None and not text.passages.filter(pk=passage_id).exists():
            raise NotFound(GONE)
        done.row = Comment.objects.create(
            text=text, passage_id=passage_id, said=_said(said, NO_COMMENT, "said"), by_id=actor.account_id, at=at
        )
        return done.row


ANSWER: Verb[Comment] = Verb(
    "answer_text_comment",
    COMMENT,
    event="summaries.comment_answered",
    permission="summaries:write",
    who=WRITERS,
    also=while_open,
    face=OWN_PAGE,
)


@ANSWER
def answer_comment(comment_id: int, answer: str, *, actor: Actor, at: datetime, version: int | None = None) -> Comment:
    """Answer what a reviewer said, or what the check found; may be done again until the text is signed."""
    with step(ANSWER, comment_id, actor=actor, at=at, version=version) as done:
        done.row.answer = _said(answer, NO_ANSWER, "answer")
        done.row.answered_at, done.row.answered_by_id = at, actor.account_id
        return done.row


BACK: Verb[Text] = Verb(
    "send_text_back",
    TEXT,
    event="summaries.text_sent_back",
    permission="summaries:sign",
    who=SIGNERS,
    before={REVIEW},
    to=DRAFT,
    face=OWN_PAGE,
)


@BACK
def send_back(text_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Text:
    """Send a text back to be worded again, with the reason; whoever sent it may take it back like that."""
    with step(BACK, text_id, actor=actor, at=at, version=version) as done:
        done.row.reason = _said(reason, NO_REASON, "reason")[:300]
        done.move()
        done.say(reason=done.row.reason)
        return done.row


def _said(words: str, otherwise: Any, field: str) -> str:
    if not words.strip():
        raise InvalidInput(otherwise, field=field)
    return words.strip()
