"""Receipts: what an outside service says of a message, when it took it and afterwards. It may repeat itself and contradict itself."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from open315.core.outbox import declare_events, emit
from open315.core.text import whole_number
from open315.notify import channels, leaving
from open315.notify.channel import Asker, Seen
from open315.notify.models import Message, Receipt
from open315.notify.types import Failure, MessageState, Outcome

UNDELIVERED = "notify.undelivered"
"""{"channel", "kind", "key", "template", "why" (a Failure)}: this message has not arrived and never will."""
declare_events(UNDELIVERED)

ASKED_FOR = timedelta(days=3)
"""How long after the sending a service is asked what became of it."""
PIECE = 100
NEWS = (Outcome.BOUNCED, Outcome.DELIVERED)
log = logging.getLogger("open315.notify")


@dataclass(frozen=True, slots=True)
class Taken:
    """What is known of a message once the service has it."""

    provider_id: str
    rung: str = ""
    """The address where it rang; "" where it lies until she looks."""
    parts: int | None = None
    price: Decimal | None = None
    """Of one part, in yuan."""

    @property
    def cost(self) -> Decimal | None:
        """Of all its parts; None where either is not known."""
        return None if self.price is None or self.parts is None else self.price * self.parts


def note_sent(row: Message, taken: Taken, at: datetime) -> None:
    """The service took it, under its own id: what it cost is kept with it, and that the address was sent one more today."""
    with transaction.atomic():
        waiting = Message.objects.filter(pk=row.pk, state=MessageState.WAITING.value)
        waiting.update(state=MessageState.SENT.value, sent_at=at, last_error="")
        tried = Message.objects.filter(pk=row.pk)
        tried.update(attempts=F("attempts") + 1, parts=taken.parts, cost=taken.cost)
        Receipt.objects.create(message=row, outcome=Outcome.SENT.value, at=at, provider_id=taken.provider_id[:120])
        if taken.rung:
            leaving.count(row.channel, taken.rung, at)


def note_refused(row: Message, why: Failure, words: str, at: datetime) -> None:
    """It will not be tried again; whoever asked for the message hears of it, unless a later one says the same."""
    with transaction.atomic():
        Message.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
        _lost(row, Outcome.REFUSED, why, words, at)


def note_seen(channel: str, seen: Seen, *, at: datetime) -> bool:
    """What the service says afterwards; whether it was news.

    The same again, an id that nobody gave out, and anything but BOUNCED and DELIVERED change nothing. A bounce counts even after
    "delivered", so that a person is told another way; "delivered" after a bounce takes nothing back.
    """
    if seen.outcome not in NEWS or not seen.provider_id:
        return False
    with transaction.atomic():
        sent = Message.objects.filter(channel=channel, receipts__provider_id=seen.provider_id)
        row = sent.filter(receipts__outcome=Outcome.SENT.value).select_for_update(of=("self",)).first()
        if row is None or row.receipts.filter(outcome=seen.outcome.value).exists():
            return False
        if seen.outcome is Outcome.BOUNCED:
            _lost(row, Outcome.BOUNCED, Failure.BOUNCED, seen.words, at)
        else:
            Receipt.objects.create(message=row, outcome=seen.outcome.value, at=at, provider_id=seen.provider_id)
    return True


def note_told(channel: str, key: str, outcome: Outcome, words: str, *, at: datetime) -> bool:
    """What a service tells by itself of the message that was handed to it under this key (`Outgoing.key`); whether it was news.

    It may come before the service's own answer to the handing over was noted: then what it says stands, and the answer changes nothing.
    """
    number = whole_number(key.removeprefix("message-").removesuffix("@open315"))
    if outcome not in NEWS or number is None:
        return False
    with transaction.atomic():
        row = Message.objects.select_for_update().filter(pk=number, channel=channel).first()
        if row is None or row.receipts.filter(outcome=outcome.value).exists():
            return False
        if outcome is Outcome.BOUNCED:
            _lost(row, Outcome.BOUNCED, Failure.BOUNCED, words, at)
        else:
            Receipt.objects.create(message=row, outcome=outcome.value, at=at)
    return True


def _lost(row: Message, outcome: Outcome, why: Failure, words: str, at: datetime) -> None:
    Message.objects.filter(pk=row.pk).update(state=MessageState.FAILED.value, last_error=words[:300])
    Receipt.objects.create(message=row, outcome=outcome.value, at=at)
    if why is Failure.OVERTAKEN:
        return
    emit(UNDELIVERED, {
        "channel": row.channel, "kind": row.recipient_kind, "key": row.recipient_key, "template": row.template, "why": why.value,
    }, at=at)  # fmt: skip


def ask_services(at: datetime) -> int:
    """Ask every service that knows more what became of the messages of the last days; how much news there was.

    A service that is away or answers nonsense is asked again next time; the others are asked all the same.
    """
    return sum(_asked(name, each.ask, each.seconds, at) for name, each in channels.every().items() if each.ask)


def _asked(name: str, ask: Asker, seconds: float, at: datetime) -> int:
    news = 0
    try:
        for piece in _open_ids(name, at):
            known = set(piece)
            for seen in ask(piece, seconds):
                news += seen.provider_id in known and note_seen(name, seen, at=at)
    except Exception as problem:
        log.warning("no receipts", extra={"fields": {"channel": name, "error": type(problem).__name__}})
    return news


def _open_ids(name: str, at: datetime) -> Iterator[list[str]]:
    """The services' ids of what was sent and of which nothing more is known, in pieces."""
    final = Receipt.objects.filter(message=OuterRef("message"), outcome__in=[each.value for each in NEWS])
    found = Receipt.objects.filter(
        ~Exists(final), message__channel=name, outcome=Outcome.SENT.value, at__gt=at - ASKED_FOR
    ).exclude(provider_id="")
    ids = list(found.order_by("id").values_list("provider_id", flat=True))
    yield from (ids[start : start + PIECE] for start in range(0, len(ids), PIECE))
