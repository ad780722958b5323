"""When a message leaves by a channel that rings: not at night, not too often, not too late, in the order it was meant. All moments by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from open315.core.clock import SHANGHAI, Hours
from open315.core.outbox import Later
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.core.outbox.rules import MAX_ATTEMPTS
from open315.notify import channels, leaving, recipients, services, tasks
from open315.notify.channel import Channel, NotNow, Outgoing
from open315.notify.delivery import DeliveryFailed, send_waiting
from open315.notify.models import Message, Receipt, Tally
from open315.notify.types import Manner, Outcome, Recipient

NUMBER = "13900139000"
DAY = datetime(2026, 5, 12, 10, 0, tzinfo=SHANGHAI)
MANNERS = {
    "news": Manner(),
    "receipt": Manner(at_once=True),
    "look": Manner(last_says_all=True),
    "reminder": Manner(good_for=timedelta(hours=6)),
}
pytestmark = pytest.mark.django_db


class Ringing:
    """A channel that rings: what it handed over, and whether its service answers."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.tried = 0
        self.is_away = False
        self.price: Decimal | None = Decimal("0.045")

    def send(self, outgoing: Outgoing) -> str:
        self.tried += 1
        if self.is_away:
            raise NotNow("away", "nobody answers")
        self.sent.append(outgoing.template)
        return outgoing.key

    def as_channel(self) -> Channel:
        return Channel(
            label="Ringing",
            reaches=frozenset({"consumer"}),
            send=self.send,
            receipts=dict.fromkeys(Outcome, "said"),
            lacks_words=list,
            check_template=lambda _name: None,
            manner=lambda name: MANNERS[name],
            parts=lambda _outgoing: 2,
            price=lambda: self.price,
        )


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, str]:
    known: dict[UUID, str] = {}
    monkeypatch.setitem(recipients._books, ("consumer", "sms"), lambda key: known.get(UUID(key), ""))
    return known


@pytest.fixture
def ringing(book: dict[UUID, str], settings: Any) -> Iterator[Ringing]:
    settings.QUIET_HOURS, settings.RINGS_PER_DAY = Hours.of("21:00-08:00"), 3
    found = Ringing()
    with channels.also("sms", found.as_channel()):
        yield found


def ask(book: dict[UUID, str], template: str = "news", *, at: datetime = DAY, who: UUID | None = None) -> Message:
    who = who or uuid4()
    book.setdefault(who, NUMBER)
    return services.send(Recipient.consumer(who), channel="sms", template=template, data={}, body_id=7, at=at)


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.last_error


def held_until(message: Message, at: datetime) -> datetime:
    with pytest.raises(Later) as caught:
        send_waiting(message.pk, at=at)
    assert state(message)[0] == "waiting"
    return caught.value.until


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        ((12, 20, 59, 59), None),
        ((12, 21, 0, 0), (13, 8, 0)),
        ((12, 23, 59, 59), (13, 8, 0)),
        ((13, 0, 0, 0), (13, 8, 0)),
        ((13, 7, 59, 59), (13, 8, 0)),
        ((13, 8, 0, 0), None),
    ],
)
def test_nothing_that_can_wait_rings_at_night(
    ringing: Ringing, book: dict[UUID, str], clock: tuple[int, ...], until: tuple[int, ...] | None
) -> None:
    message, at = ask(book), datetime(2026, 5, *clock, tzinfo=SHANGHAI).astimezone(UTC)
    if until is None:
        send_waiting(message.pk, at=at)
        assert (ringing.sent, state(message)) == (["news"], ("sent", ""))
    else:
        assert held_until(message, at) == datetime(2026, 5, *until, tzinfo=SHANGHAI)
        assert ringing.tried == 0


def test_what_she_has_just_asked_for_comes_at_night_too(ringing: Ringing, book: dict[UUID, str]) -> None:
    message = ask(book, "receipt")
    send_waiting(message.pk, at=DAY.replace(hour=23))
    assert ringing.sent == ["receipt"]


def test_an_install_without_quiet_hours_has_none(ringing: Ringing, book: dict[UUID, str], settings: Any) -> None:
    settings.QUIET_HOURS = None
    send_waiting(ask(book).pk, at=DAY.replace(hour=3))
    assert ringing.sent == ["news"]


@given(st.times(), st.times(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_hours_end_ahead_of_us_within_a_day_and_never_end_inside_themselves(
    begin: object, end: object, when: datetime
) -> None:
    words = [each.strftime("%H:%M") for each in (begin, end)]  # type: ignore[attr-defined]
    if words[0] == words[1]:
        with pytest.raises(ValueError, match="-"):
            Hours.of("-".join(words))
        return
    hours, at = Hours.of("-".join(words)), when.replace(tzinfo=UTC)
    over = hours.end_after(at)
    if over is not None:
        assert timedelta(0) < over - at <= timedelta(days=1)
        assert over.astimezone(SHANGHAI).strftime("%H:%M") == words[1]
        assert hours.end_after(over) is None
        assert hours.end_after(over - timedelta(minutes=1)) == over


@pytest.mark.parametrize("words", ["", "21:00", "21-8", "25:00-08:00", "21:00-08:00-09:00", "08:00-08:00"])
def test_hours_that_are_none_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"^(?!None)"):
        Hours.of(words)


def test_one_address_is_sent_so_many_a_day_whoever_they_are_for(ringing: Ringing, book: dict[UUID, str]) -> None:
    for _turn in range(3):
        send_waiting(ask(book, "receipt").pk, at=DAY)
    fourth = ask(book, "receipt")
    assert held_until(fourth, DAY) == datetime(2026, 5, 13, 0, 0, tzinfo=SHANGHAI)
    other = ask(book, "receipt", who=(neighbour := uuid4()))
    book[neighbour] = "13900139001"
    send_waiting(other.pk, at=DAY)
    assert len(ringing.sent) == 4
    assert sorted(Tally.objects.values_list("sent", flat=True)) == [1, 3]
    assert not Tally.objects.filter(address_index__contains=NUMBER).exists()


def test_what_is_too_much_for_two_days_is_not_sent_and_its_room_hears_of_it(
    ringing: Ringing, book: dict[UUID, str]
) -> None:
    late = ask(book, "receipt")
    for day in (DAY, DAY + timedelta(days=1)):
        for _turn in range(3):
            send_waiting(ask(book, "receipt", at=day).pk, at=day)
    assert held_until(late, DAY + timedelta(hours=23, minutes=59)).day == 14
    send_waiting(late.pk, at=DAY + timedelta(days=1))
    assert state(late) == ("failed", "too_many")
    (told,) = OutboxEvent.objects.filter(name="notify.undelivered")
    assert told.payload["why"] == "too_many"


def test_a_reminder_that_comes_too_late_is_not_sent(ringing: Ringing, book: dict[UUID, str]) -> None:
    good, stale = ask(book, "reminder"), ask(book, "reminder")
    send_waiting(good.pk, at=DAY + timedelta(hours=6))
    send_waiting(stale.pk, at=DAY + timedelta(hours=6, seconds=1))
    assert ringing.sent == ["reminder"]
    assert state(stale) == ("failed", "stale")
    assert [each.outcome for each in Receipt.objects.filter(message=stale)] == ["refused"]


def test_that_there_is_something_to_read_is_said_once_and_nobody_is_alarmed(
    ringing: Ringing, book: dict[UUID, str]
) -> None:
    who = uuid4()
    first, second = ask(book, "look", who=who), ask(book, "look", who=who)
    send_waiting(first.pk, at=DAY)
    send_waiting(second.pk, at=DAY)
    assert ringing.sent == ["look"]
    assert (state(first), state(second)) == (("failed", "overtaken"), ("sent", ""))
    assert not OutboxEvent.objects.filter(name="notify.undelivered").exists()


def test_the_same_word_to_another_person_overtakes_nobody(ringing: Ringing, book: dict[UUID, str]) -> None:
    first, _second = ask(book, "look"), ask(book, "look")
    send_waiting(first.pk, at=DAY)
    assert ringing.sent == ["look"]


def test_one_person_is_told_in_the_order_it_was_meant(ringing: Ringing, book: dict[UUID, str]) -> None:
    who = uuid4()
    first, second, other = ask(book, who=who), ask(book, "reminder", who=who), ask(book)
    assert held_until(second, DAY) == DAY + leaving.BEHIND
    send_waiting(other.pk, at=DAY)
    send_waiting(first.pk, at=DAY)
    send_waiting(second.pk, at=DAY)
    assert ringing.sent == ["news", "news", "reminder"]


@pytest.mark.parametrize(
    "given_up", [{"attempts": MAX_ATTEMPTS}, {"created_at": DAY - timedelta(days=3)}], ids=["tried", "old"]
)
def test_an_earlier_one_that_was_given_up_holds_up_nothing(
    ringing: Ringing, book: dict[UUID, str], given_up: dict[str, object]
) -> None:
    who = uuid4()
    first, second = ask(book, who=who), ask(book, who=who)
    Message.objects.filter(pk=first.pk).update(**given_up)
    send_waiting(second.pk, at=DAY)
    assert state(second)[0] == "sent"


def test_while_the_service_is_away_few_try_the_door(ringing: Ringing, book: dict[UUID, str]) -> None:
    ringing.is_away = True
    first, second = ask(book), ask(book)
    for turn in range(2):
        with pytest.raises(DeliveryFailed):
            send_waiting(first.pk, at=DAY + timedelta(seconds=turn))
    assert held_until(second, DAY + timedelta(seconds=60)) == DAY + timedelta(seconds=120)
    assert ringing.tried == 2
    ringing.is_away = False
    send_waiting(second.pk, at=DAY + timedelta(seconds=61))
    assert state(second)[0] == "sent"


def test_one_that_fails_once_holds_up_nobody(ringing: Ringing, book: dict[UUID, str]) -> None:
    ringing.is_away = True
    first, second = ask(book), ask(book)
    with pytest.raises(DeliveryFailed):
        send_waiting(first.pk, at=DAY)
    ringing.is_away = False
    send_waiting(second.pk, at=DAY)
    assert ringing.sent == ["news"]


def test_what_a_message_cost_is_kept_with_it(ringing: Ringing, book: dict[UUID, str]) -> None:
    dear = ask(book)
    send_waiting(dear.pk, at=DAY)
    ringing.price = None
    unknown = ask(book)
    send_waiting(unknown.pk, at=DAY)
    found = {row.pk: (row.parts, row.cost, row.body_id, row.language) for row in Message.objects.all()}
    assert found == {dear.pk: (2, Decimal("0.0900"), 7, ""), unknown.pk: (2, None, 7, "")}


def test_a_day_without_the_service_ends_with_every_message_there_once_and_in_order(
    ringing: Ringing, book: dict[UUID, str], settings: Any
) -> None:
    settings.QUIET_HOURS, settings.RINGS_PER_DAY, ringing.is_away = None, 99, True
    now, who = timezone.now(), uuid4()
    meant = [ask(book, template, at=now, who=who) for template in ("news", "look", "reminder", "look", "news")]
    Message.objects.filter(template="reminder").update(created_at=now - timedelta(hours=20))
    for _try in range(3 * MAX_ATTEMPTS):
        drain(timezone.now() + timedelta(days=400), rounds=1)
    assert (ringing.sent, ringing.tried) == ([], MAX_ATTEMPTS), "one tried the door, the others waited"
    assert OutboxEvent.objects.get(payload__message=meant[0].pk).state == "dead"
    ringing.is_away = False
    Message.objects.update(tried_at=now - timedelta(hours=1))
    for _round in range(8):
        tasks.offer_again(timezone.now())
        OutboxEvent.objects.filter(state="waiting").update(available_at=now, claimed_until=None)
        drain(timezone.now())
    assert ringing.sent == ["news", "look", "news"]
    assert [state(each)[0] for each in meant] == ["sent", "failed", "failed", "sent", "sent"]


def test_what_was_given_up_is_offered_again_for_three_days_and_only_while_it_waits(
    ringing: Ringing, book: dict[UUID, str]
) -> None:
    fresh, old, done = ask(book), ask(book), ask(book)
    Message.objects.filter(pk=done.pk).update(state="failed")
    OutboxEvent.objects.update(state="dead", attempts=MAX_ATTEMPTS)
    OutboxEvent.objects.filter(payload__message=old.pk).update(created_at=DAY - timedelta(days=3))
    assert tasks.offer_again(DAY) == 1
    (again,) = OutboxEvent.objects.filter(state="waiting")
    assert (again.payload, again.attempts, again.available_at) == ({"message": fresh.pk}, 1, DAY)


def test_counts_are_forgotten_after_five_weeks(db: None) -> None:
    for day in (DAY - timedelta(days=35), DAY - timedelta(days=36)):
        leaving.count("sms", NUMBER, day)
        leaving.count("sms", NUMBER, day)
    assert tasks.forget_counts(DAY) == 1
    assert list(Tally.objects.values_list("day", "sent")) == [((DAY - timedelta(days=35)).date(), 2)]
