"""Reads of the notify room: a member of staff's own messages. There is no reading of anybody else's."""

from dataclasses import dataclass
from datetime import datetime

from open315.core.access import Actor
from open315.notify.models import Message
from open315.notify.types import Channel, MessageState
from open315.notify.wording import notice_tone, notice_words

PAGE = 50
COUNT_LIMIT = 99


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """One line of the list."""

    id: int
    at: datetime
    words: str
    tone: str
    url: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page, newest first; `before` is the id to go on from, None on the last page."""

    rows: list[NoticeShown]
    before: int | None


def notices_of(actor: Actor, *, before: int | None = None) -> NoticePage:
    """The person's own messages, newest first."""
    rows = Message.objects.filter(account_id=actor.account_id or 0, channel=Channel.IN_APP.value)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-id")[: PAGE + 1])
    shown = found[:PAGE]
    return NoticePage([_shown(each) for each in shown], shown[-1].pk if len(found) > PAGE else None)


def unread_count(actor: Actor) -> str:
    """How many are unread, "99+" when more, "" for none."""
    if actor.account_id is None:
        return ""
    rows = Message.objects.filter(account_id=actor.account_id, state=MessageState.SENT.value)
    found = len(rows.filter(channel=Channel.IN_APP.value).values_list("pk", flat=True)[: COUNT_LIMIT + 1])
    return f"{COUNT_LIMIT}+" if found > COUNT_LIMIT else str(found or "")


def _shown(row: Message) -> NoticeShown:
    return NoticeShown(
        id=row.pk,
        at=row.created_at,
        words=notice_words(row.template, row.data),
        tone=notice_tone(row.template),
        url=row.url,
        is_new=row.state == MessageState.SENT,
    )
