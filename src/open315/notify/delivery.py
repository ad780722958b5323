"""Handing one waiting message to its channel. What is refused for good is told to the room that asked; anything else is tried again."""

from datetime import datetime

from django.db.models import F

from open315.core.outbox import Later
from open315.core.redaction import redact
from open315.notify import channels, leaving, receipts
from open315.notify.channel import Channel, NoSender, NotNow, Outgoing, Refused
from open315.notify.models import Message
from open315.notify.opting_out import has_opted_out
from open315.notify.receipts import Taken
from open315.notify.recipients import address_of
from open315.notify.types import Failure, MessageState


def send_waiting(message_id: int, *, at: datetime) -> None:
    """Send the message if it still waits. Raises `Later` while it must wait, and DeliveryFailed so that the outbox tries again, in the
    end for a person.

    It may go out twice when the process breaks between the service's taking it and our noting it. Both attempts bear the same
    key; lost would be worse.
    """
    row = Message.objects.filter(pk=message_id, state=MessageState.WAITING.value).first()
    if row is None:
        return
    address = ""
    try:
        address = address_of(row.recipient, row.channel)
        taken = _hand_over(row, address, at)
    except Later:
        raise
    except Refused as refusal:
        receipts.note_refused(row, refusal.why, _words(refusal, address), at)
    except Exception as problem:
        again = {"attempts": F("attempts") + 1, "tried_at": at, "last_error": _words(problem, address)}
        Message.objects.filter(pk=row.pk).update(**again)
        raise DeliveryFailed(problem.kind if isinstance(problem, NotNow) else type(problem).__name__) from None
    else:
        receipts.note_sent(row, taken, at)


def _hand_over(row: Message, address: str, at: datetime) -> Taken:
    channel = channels.find(row.channel)
    if channel is None or isinstance(channel.send, NoSender):
        raise NotNow(f"no sender for {row.channel}", "the channel is not installed")
    if not address:
        raise Refused(Failure.NO_ADDRESS, Failure.NO_ADDRESS.value)
    if has_opted_out(row.channel, address):
        raise Refused(Failure.STOPPED, Failure.STOPPED.value)
    if channel.manner is not None:
        leaving.check(row, channel.manner(row.template), address, at)
    outgoing = _outgoing(row, channel, address)
    # Before it leaves: what goes wrong afterwards would send it twice.
    parts = channel.parts(outgoing) if channel.parts else None
    rung = address if channel.manner is not None else ""
    return Taken(channel.send(outgoing), rung, parts, channel.price())


def _outgoing(row: Message, channel: Channel, address: str) -> Outgoing:
    return Outgoing(
        key=f"message-{row.pk}@open315",
        address=address,
        template=row.template,
        data=row.data,
        language=row.language,
        seconds=channel.seconds,
    )


def _words(problem: Exception, address: str) -> str:
    """What went wrong, without the address."""
    said = str(problem) if isinstance(problem, Refused | NotNow) else f"{type(problem).__name__}: {problem}"
    return redact(said.replace(address, "…") if address else said).text[:300]


class DeliveryFailed(Exception):
    """A message could not be handed over now. Says the kind of problem only: the service's words may hold the address."""
