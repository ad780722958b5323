"""A further channel on a bad day: whatever its service does, nothing is lost, nothing goes twice for a fault of ours, receipts are believed once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.notify import channels, queries, receipts, recipients, services, wording
from open315.notify.channel import Seen
from open315.notify.models import Message, Receipt
from open315.notify.tests.sms_gateway import Gateway, channel_to, serving
from open315.notify.types import Outcome, Recipient
from open315.notify.wording import Mail, WrittenMail
from tests.site_process import free_port

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
LATER = timedelta(days=400)
NUMBER = "13900139000"
pytestmark = pytest.mark.django_db


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, str]:
    """Identity → number, and a letter "test.told"."""
    known: dict[UUID, str] = {}
    monkeypatch.setitem(recipients._books, ("consumer", "sms"), lambda key: known.get(UUID(key), ""))
    monkeypatch.setattr(wording, "_MAILS", {"test.told": Mail("Told", "test/told")})
    monkeypatch.setattr(
        "open315.notify.tests.sms_gateway.written", lambda *_: WrittenMail("事情辦好了", "正文", "<p>正文</p>")
    )
    return known


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """One that is asked for and away, until `serving`."""
    found = Gateway()
    found.port = free_port()
    with channels.also("sms", channel_to(found)):
        yield found


@pytest.fixture
def at_work(gateway: Gateway) -> Iterator[Gateway]:
    with serving(gateway):
        yield gateway


def ask(book: dict[UUID, str], number: str = NUMBER) -> Message:
    identity = uuid4()
    book[identity] = number
    return services.send(Recipient.consumer(identity), channel="sms", template="test.told", data={}, at=AT)


def try_once() -> None:
    drain(timezone.now() + LATER, rounds=1)


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def outcomes(message: Message) -> list[str]:
    return [each.outcome.value for each in queries.receipts_of(message.recipient)]


def lost() -> list[dict[str, Any]]:
    return [each.payload for each in OutboxEvent.objects.filter(name="notify.undelivered")]


def test_a_message_goes_by_its_own_channel_and_its_receipt_says_so(book: dict[UUID, str], at_work: Gateway) -> None:
    message = ask(book)
    key = f"message-{message.pk}@open315"
    try_once()
    assert at_work.taken == {key: {"key": key, "to": NUMBER, "text": "事情辦好了"}}
    assert state_of(message) == "sent"
    (receipt,) = queries.receipts_of(message.recipient)
    assert (receipt.channel, receipt.template, receipt.outcome, receipt.provider_id, receipt.meaning) == (
        "sms", "test.told", Outcome.SENT, f"sms-{key}", "The gateway took it.",
    )  # fmt: skip
    assert receipt.at == message.sent_at
    assert NUMBER not in str(list(Message.objects.values()) + list(OutboxEvent.objects.values()))


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        ("away", "ConnectionRefusedError"),
        ("hang", "TimeoutError"),
        ("500", "HTTP 500"),
        ("nonsense", "JSONDecodeError"),
    ],
)
def test_what_may_pass_is_tried_again_within_its_time_and_goes_in_the_end(
    book: dict[UUID, str], gateway: Gateway, way: str, kind: str
) -> None:
    message = ask(book)
    if way == "away":
        try_once()
    else:
        gateway.ways["send"] = way
        with serving(gateway):
            try_once()
    assert (state_of(message), message.attempts, outcomes(message)) == ("waiting", 1, [])
    event = OutboxEvent.objects.get(name=services.WAITING)
    assert (event.state, event.attempts) == ("waiting", 1)
    assert event.last_error.endswith(kind)
    assert NUMBER not in message.last_error + event.last_error
    gateway.ways.clear()
    with serving(gateway):
        try_once()
    assert (state_of(message), message.last_error, outcomes(message)) == ("sent", "", ["sent"])
    assert len(gateway.taken) == 1


def test_a_message_taken_without_a_word_goes_again_under_the_same_key(book: dict[UUID, str], at_work: Gateway) -> None:
    # Nobody can know that it was taken; a gateway that knows such keys sends it once.
    message = ask(book)
    at_work.ways["send"] = "drop"
    try_once()
    assert state_of(message) == "waiting"
    at_work.ways.clear()
    try_once()
    assert (state_of(message), at_work.calls, len(at_work.taken)) == ("sent", ["send", "send"], 1)


def test_a_message_that_was_noted_as_sent_is_not_sent_again(book: dict[UUID, str], at_work: Gateway) -> None:
    message = ask(book)
    try_once()
    OutboxEvent.objects.update(state="waiting")
    try_once()
    assert (state_of(message), at_work.calls, outcomes(message)) == ("sent", ["send"], ["sent"])


def test_what_is_refused_for_good_is_told_to_the_room_that_asked(book: dict[UUID, str], at_work: Gateway) -> None:
    message = ask(book)
    at_work.ways["send"] = "422"
    try_once()
    try_once()
    assert (state_of(message), message.attempts, outcomes(message), at_work.calls) == (
        "failed",
        1,
        ["refused"],
        ["send"],
    )
    assert lost() == [
        {"channel": "sms", "kind": "consumer", "key": message.recipient_key, "template": "test.told", "why": "refused"}
    ]
    assert message.last_error.startswith("422")
    assert NUMBER not in message.last_error


def test_who_has_no_number_any_more_gets_nothing(book: dict[UUID, str], at_work: Gateway) -> None:
    message = ask(book, "")
    try_once()
    assert (state_of(message), at_work.calls, [each["why"] for each in lost()]) == ("failed", [], ["no_address"])


def test_a_message_whose_channel_is_gone_waits_for_it(book: dict[UUID, str], gateway: Gateway) -> None:
    with channels.also("other", channel_to(gateway)), pytest.MonkeyPatch.context() as patch:
        patch.setitem(recipients._books, ("consumer", "other"), lambda _key: NUMBER)
        message = services.send(
            Recipient.consumer(uuid4()), channel="other", template="test.told", data={}, at=AT
        )  # fmt: skip
    try_once()
    assert (state_of(message), message.attempts) == ("waiting", 1)


@pytest.mark.parametrize(("channel", "kind"), [("pigeon", "consumer"), ("in_app", "staff"), ("sms", "staff")])
def test_nothing_is_asked_of_a_channel_that_does_not_reach_such_people(
    book: dict[UUID, str], gateway: Gateway, channel: str, kind: str
) -> None:
    with pytest.raises(LookupError, match=f"nothing leaves for a {kind} by the channel '{channel}'"):
        services.send(Recipient(kind, "1"), channel=channel, template="test.told", data={}, at=AT)
    with pytest.raises(LookupError, match=r"no mail .test\.untold. was declared"):
        services.send(Recipient.consumer(uuid4()), channel="sms", template="test.untold", data={}, at=AT)
    assert not Message.objects.exists()


def test_a_channel_is_on_where_the_install_has_it(gateway: Gateway) -> None:
    with channels.also("off", replace(channel_to(gateway), is_on=lambda: False)):
        assert [queries.is_on(each) for each in ("sms", "off", "pigeon", "email")] == [True, False, False, True]


# What the service says afterwards.


def sent(book: dict[UUID, str]) -> tuple[Message, str]:
    message = ask(book)
    try_once()
    return message, f"sms-message-{message.pk}@open315"


def asked() -> int:
    return receipts.ask_services(timezone.now())


def test_a_delivery_is_noted_once_and_not_asked_for_again(book: dict[UUID, str], at_work: Gateway) -> None:
    message, key = sent(book)
    assert (asked(), outcomes(message)) == (0, ["sent"])
    at_work.news = [{"id": key, "is": "delivered"}, {"id": key, "is": "delivered"}]
    assert (asked(), asked()) == (1, 0)
    assert (state_of(message), outcomes(message), lost()) == ("sent", ["sent", "delivered"], [])
    assert at_work.calls == ["send", "ask", "ask"]


def test_a_bounce_is_told_once_to_the_room_that_asked(book: dict[UUID, str], at_work: Gateway) -> None:
    message, key = sent(book)
    at_work.news = [{"id": key, "is": "bounced"}, {"id": key, "is": "bounced"}, {"id": key, "is": "delivered"}]
    asked()
    assert (state_of(message), sorted(outcomes(message))) == ("failed", ["bounced", "delivered", "sent"])
    assert [(each["why"], each["key"]) for each in lost()] == [("bounced", message.recipient_key)]


def test_a_bounce_after_a_delivery_counts(book: dict[UUID, str], at_work: Gateway) -> None:
    message, key = sent(book)
    at_work.news = [{"id": key, "is": "delivered"}, {"id": key, "is": "bounced"}]
    assert asked() == 2
    assert (state_of(message), [each["why"] for each in lost()]) == ("failed", ["bounced"])


def test_news_of_messages_that_nobody_sent_or_asked_for_are_not_believed(
    book: dict[UUID, str], at_work: Gateway
) -> None:
    message, key = sent(book)
    at_work.news = [{"id": "sms-of-others", "is": "bounced"}, {"id": "", "is": "bounced"}, {"id": key, "is": "refused"}]
    assert (asked(), state_of(message), outcomes(message), lost()) == (0, "sent", ["sent"], [])
    assert not receipts.note_seen("email", Seen(key, Outcome.BOUNCED), at=AT), "another channel's id"
    assert not receipts.note_seen("sms", Seen("", Outcome.BOUNCED), at=AT)
    assert not receipts.note_seen("sms", Seen(key, Outcome.SENT), at=AT)
    assert receipts.note_seen("sms", Seen(key, Outcome.DELIVERED), at=AT)


@pytest.mark.parametrize("way", ["hang", "500", "nonsense", "422"])
def test_a_service_that_cannot_be_asked_is_asked_next_time(book: dict[UUID, str], at_work: Gateway, way: str) -> None:
    message, key = sent(book)
    at_work.news = [{"id": key, "is": "delivered"}]
    at_work.ways["ask"] = way
    assert (asked(), outcomes(message)) == (0, ["sent"])
    at_work.ways.clear()
    assert (asked(), outcomes(message)) == (1, ["sent", "delivered"])


def test_nobody_is_asked_of_what_is_older_than_three_days(book: dict[UUID, str], at_work: Gateway) -> None:
    message, _key = sent(book)
    Receipt.objects.update(at=timezone.now() - timedelta(days=3, minutes=1))
    asked()
    Receipt.objects.update(at=timezone.now() - timedelta(days=2, hours=23, minutes=59))
    assert at_work.calls == ["send"]
    asked()
    assert at_work.calls == ["send", "ask"]
    assert outcomes(message) == ["sent"]
