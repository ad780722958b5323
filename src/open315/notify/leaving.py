"""When a waiting message may leave by a channel that rings, and when it need not any more (ADR 0174).

Who is told: a consumer, on her own telephone, by a council that wants neither to wake her nor to let somebody else fill her telephone
with receipts of complaints she never made. So what can wait waits for the morning; one address is sent so many a day; what waited too
long, or was overtaken, is not sent; what was meant for one person leaves in the order it was meant. While the outside service is
away a few messages try the door, and the others wait until it opens.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet

from open315.core.clock import local_day, midnight
from open315.core.outbox import Later, given_up
from open315.core.outbox.rules import MAX_ATTEMPTS
from open315.notify.channel import Refused
from open315.notify.models import Message, Tally
from open315.notify.opting_out import index_of
from open315.notify.types import Failure, Manner, MessageState

PATIENCE = timedelta(days=3)
"""How long a message is offered again while its service is away; afterwards a person decides."""
A_DAY = timedelta(days=1)
BEHIND = timedelta(seconds=20)
"""How long a message waits for an earlier one of the same person."""
DOOR_SHUT = timedelta(minutes=1)
FEW_TRIES = 2
KEPT = timedelta(days=35)


def check(row: Message, manner: Manner, address: str, at: datetime) -> None:
    """Return if the message may leave now. `Later` for what must wait, `Refused` for what need not leave any more."""
    _still_of_use(row, manner, at)
    if not manner.at_once:
        _not_at_night(at)
        _behind_earlier_ones(row, at)
    _not_too_many(row, address, at)
    _not_while_it_is_away(row, at)


def _still_of_use(row: Message, manner: Manner, at: datetime) -> None:
    if manner.good_for is not None and at - row.created_at > manner.good_for:
        raise Refused(Failure.STALE, Failure.STALE.value)
    if manner.last_says_all and _others(row).filter(template=row.template, pk__gt=row.pk).exists():
        raise Refused(Failure.OVERTAKEN, Failure.OVERTAKEN.value)


def _not_at_night(at: datetime) -> None:
    morning = settings.QUIET_HOURS.end_after(at) if settings.QUIET_HOURS else None
    if morning is not None:
        raise Later(morning, "quiet hours")


def _behind_earlier_ones(row: Message, at: datetime) -> None:
    """One that nobody offers any more, because it was tried too often or too long ago, holds up no other."""
    earlier = _others(row).filter(pk__lt=row.pk, attempts__lt=MAX_ATTEMPTS, created_at__gt=at - PATIENCE)
    if earlier.exists():
        raise Later(at + BEHIND, "an earlier message to the same person waits")


def _others(row: Message) -> QuerySet[Message]:
    """What else waits for the same person on the same channel."""
    same = Message.objects.filter(recipient_kind=row.recipient_kind, recipient_key=row.recipient_key)
    return same.filter(channel=row.channel, state=MessageState.WAITING.value).exclude(pk=row.pk)


def _not_too_many(row: Message, address: str, at: datetime) -> None:
    """By address, not by person: whoever files for others with a number that is not theirs fills one telephone."""
    today = Tally.objects.filter(day=local_day(at), channel=row.channel, address_index=index_of(row.channel, address))
    if today.filter(sent__gte=settings.RINGS_PER_DAY).exists():
        if at - row.created_at >= A_DAY:
            raise Refused(Failure.TOO_MANY, Failure.TOO_MANY.value)
        raise Later(midnight(local_day(at) + A_DAY), "enough was sent to this address today")


def _not_while_it_is_away(row: Message, at: datetime) -> None:
    """Others have just tried in vain, more than once: this one waits for what they find."""
    tried = Message.objects.filter(channel=row.channel, state=MessageState.WAITING.value).exclude(pk=row.pk)
    if tried.filter(tried_at__gt=at - DOOR_SHUT, tried_at__lte=at, attempts__gte=FEW_TRIES).exists():
        raise Later(at + DOOR_SHUT, "the service does not answer")


def count(channel: str, address: str, at: datetime) -> None:
    """One more was sent to this address today; in the transaction that notes it."""
    row, _is_new = Tally.objects.get_or_create(
        day=local_day(at), channel=channel, address_index=index_of(channel, address)
    )
    Tally.objects.filter(pk=row.pk).update(sent=F("sent") + 1)


def sweep(at: datetime) -> int:
    """Forget the counts of days long past; returns how many."""
    return Tally.objects.filter(day__lt=local_day(at - KEPT)).delete()[0]


def offer_again(event: str, at: datetime) -> int:
    """Offer again what was given up while its service was away, oldest first; returns how many.

    Not what is older than `PATIENCE`: that waits for a person, as everything did that was given up.
    """
    wanted = {pk: said.get("message") for pk, said in given_up.given_up(event, since=at - PATIENCE).items()}
    waiting = Message.objects.filter(pk__in=set(wanted.values()), state=MessageState.WAITING.value)
    still = set(waiting.values_list("pk", flat=True))
    return given_up.offer_again([pk for pk, message in wanted.items() if message in still], at)
