"""Mails on a bad day: the server is away, hangs, hangs up, refuses. None is lost, none goes twice for a fault of ours, people see it."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import override_settings
from django.utils import timezone

from open315.core.errors import Unavailable
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.core.outbox.rules import MAX_ATTEMPTS
from open315.core.undelivered import queries as outbox
from open315.core.undelivered import services as retrying
from open315.notify import delivery, queries, receipts, recipients, services, wording
from open315.notify.channels.email import ids, smtp
from open315.notify.channels.email.smtp import is_final
from open315.notify.models import Message
from open315.notify.tests.mail_server import Postbox, serving, silence
from open315.notify.types import Recipient
from open315.notify.wording import Mail, WrittenMail
from tests.site_process import free_port

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ADDRESS = "consumer@example.org"
LATER = timedelta(days=400)
CONSUMER_BY_MAIL = ("consumer", "email")
pytestmark = pytest.mark.django_db


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, str]:
    """Identity → address, and a template "test.told"."""
    known: dict[UUID, str] = {}
    monkeypatch.setitem(recipients._books, CONSUMER_BY_MAIL, lambda key: known.get(UUID(key), ""))
    monkeypatch.setattr(wording, "_MAILS", {"test.told": Mail("Told", "test/told")})
    monkeypatch.setattr(smtp, "written", lambda *_: WrittenMail("事情辦好了", "正文", "<p>正文</p>"))
    return known


@pytest.fixture
def port(settings: Any) -> int:
    """Where the mail server should be. Nobody listens yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 60
    return int(settings.EMAIL_PORT)


@pytest.fixture
def postbox(port: int) -> Iterator[Postbox]:
    """A server that works, until told otherwise."""
    box = Postbox()
    with serving(box, port):
        yield box


def ask(book: dict[UUID, str], address: str = ADDRESS) -> Message:
    identity = uuid4()
    book[identity] = address
    return services.send(Recipient.consumer(identity), channel="email", template="test.told", data={}, at=AT)


def try_once() -> None:
    """One delivery of everything that waits, however long it was to rest."""
    drain(timezone.now() + LATER, rounds=1)


def try_in_vain() -> None:
    """The same where the server will not answer; half a second shows that."""
    with override_settings(EMAIL_TIMEOUT=0.5):
        try_once()


def try_to_the_end() -> None:
    while drain(timezone.now() + LATER):
        pass


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def waiting_event() -> OutboxEvent:
    return OutboxEvent.objects.get(name=services.WAITING)


def failures() -> list[str]:
    return [each.payload["why"] for each in OutboxEvent.objects.filter(name=receipts.UNDELIVERED)]


def test_a_mail_goes_out_once_however_often_it_is_offered(book: dict[UUID, str], postbox: Postbox) -> None:
    message = ask(book)
    try_once()
    OutboxEvent.objects.update(state="waiting")
    delivery.send_waiting(message.pk, at=AT)
    try_once()
    assert state_of(message) == "sent"
    assert (postbox.receivers, postbox.mails[0]["Subject"] is not None) == ([ADDRESS], True)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("trouble", ["away", "silent"])
def test_while_the_server_is_away_or_silent_the_mail_waits_and_goes_when_it_is_back(
    book: dict[UUID, str], port: int, trouble: str
) -> None:
    message = ask(book)
    if trouble == "silent":
        with silence(port):
            try_in_vain()
    else:
        try_once()
    assert (state_of(message), message.attempts) == ("waiting", 1)
    assert message.last_error != ""
    event = waiting_event()
    assert (event.state, event.attempts) == ("waiting", 1)
    assert event.available_at > timezone.now()
    box = Postbox()
    with serving(box, port):
        try_once()
        try_once()
    assert (state_of(message), message.last_error) == ("sent", "")
    assert box.receivers == [ADDRESS]


@pytest.mark.parametrize("way", ["drop", "hang"])
def test_a_connection_that_breaks_before_the_mail_is_taken_leaves_it_waiting(
    book: dict[UUID, str], postbox: Postbox, way: str
) -> None:
    message = ask(book)
    postbox.breaks["data"] = way
    try_in_vain()
    assert state_of(message) == "waiting"
    assert postbox.visits == 1
    postbox.breaks.clear()
    postbox.mails.clear()
    postbox.receivers.clear()
    try_once()
    assert state_of(message) == "sent"
    assert postbox.receivers == [ADDRESS]


@pytest.mark.parametrize("way", ["drop", "hang", "garbage"])
def test_however_the_server_says_goodbye_a_taken_mail_is_not_sent_again(
    book: dict[UUID, str], postbox: Postbox, way: str
) -> None:
    message = ask(book)
    postbox.breaks["quit"] = way
    try_in_vain()
    assert state_of(message) == "sent"
    try_to_the_end()
    assert postbox.receivers == [ADDRESS]


def test_absence_notes_are_told_not_to_answer(book: dict[UUID, str], postbox: Postbox) -> None:
    message = ask(book)
    try_once()
    assert state_of(message) == "sent"
    (mail,) = postbox.mails
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")


@pytest.mark.parametrize("way", ["drop", "hang"])
def test_a_mail_taken_without_a_word_goes_again_under_the_same_id(
    book: dict[UUID, str], postbox: Postbox, way: str
) -> None:
    # Nobody can know that it was taken. Lost would be worse than twice.
    message = ask(book)
    postbox.breaks["taken"] = way
    try_in_vain()
    assert state_of(message) == "waiting"
    postbox.breaks.clear()
    try_once()
    assert state_of(message) == "sent"
    sent_as = {each["Message-ID"] for each in postbox.mails}
    assert (len(postbox.mails), sent_as) == (2, {ids.message_id(f"message-{message.pk}@open315")})


def test_a_receiver_refused_for_good_is_not_tried_again_and_holds_up_nobody(
    book: dict[UUID, str], postbox: Postbox
) -> None:
    gone, fine = ask(book, "gone@example.org"), ask(book)
    postbox.answers["gone@example.org"] = "550 5.1.1 gone@example.org: no such user"
    try_once()
    assert (state_of(gone), state_of(fine)) == ("failed", "sent")
    assert failures() == ["refused"]
    assert [(each.outcome, each.provider_id) for each in queries.receipts_of(gone.recipient)] == [("refused", "")]
    sent = [(each.outcome, each.provider_id) for each in queries.receipts_of(fine.recipient)]
    assert sent == [("sent", ids.message_id(f"message-{fine.pk}@open315"))]
    visits = postbox.visits
    try_to_the_end()
    assert postbox.visits == visits
    assert failures() == ["refused"]


def test_a_mail_refused_for_good_after_reading_is_not_tried_again(book: dict[UUID, str], postbox: Postbox) -> None:
    message = ask(book)
    postbox.answers["DATA"] = "554 5.6.0 Not like this"
    try_to_the_end()
    assert (state_of(message), message.attempts, postbox.visits) == ("failed", 1, 1)
    assert failures() == ["refused"]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RCPT", "450 4.2.0 Greylisted, come again"),
        ("RCPT", "452 4.2.2 Mailbox full"),
        ("RCPT", "421 4.3.2 Shutting down"),
        ("RCPT", "530 5.7.0 Authentication required"),
        ("RCPT", "554 5.7.1 Relay access denied"),
        ("DATA", "451 4.3.0 Local error"),
    ],
)
def test_what_passes_or_an_administrator_can_mend_is_tried_again(
    book: dict[UUID, str], postbox: Postbox, command: str, answer: str
) -> None:
    message = ask(book)
    postbox.answers[command] = answer
    try_once()
    assert state_of(message) == "waiting"
    assert waiting_event().last_error.endswith(answer.split()[0]), "the administrator reads the server's code"
    assert failures() == []
    postbox.answers.clear()
    try_once()
    assert state_of(message) == "sent"
    assert postbox.receivers == [ADDRESS]


def test_after_the_last_try_it_waits_for_an_administrator_who_can_offer_it_again(
    cast: Any, book: dict[UUID, str], port: int
) -> None:
    message, administrator = ask(book), cast.actor("administrator")
    try_to_the_end()
    assert (state_of(message), message.attempts) == ("waiting", MAX_ATTEMPTS)
    (event,) = outbox.troubled(administrator)
    assert (event.name, event.state, event.attempts) == (services.WAITING, "dead", MAX_ATTEMPTS)
    assert "ConnectionRefusedError" in event.last_error
    box = Postbox()
    with serving(box, port):
        assert retrying.retry_all_events(actor=administrator, at=timezone.now()) == 1
        try_to_the_end()
    assert state_of(message) == "sent"
    assert box.receivers == [ADDRESS]
    assert list(outbox.troubled(administrator)) == []


@pytest.mark.parametrize(
    "address",
    ["無", "a@b", "a@example.org; b@example.org", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"],
)
def test_what_is_no_address_never_reaches_the_server(book: dict[UUID, str], postbox: Postbox, address: str) -> None:
    message = ask(book, address)
    try_to_the_end()
    assert (state_of(message), failures(), postbox.visits) == ("failed", ["wrong_address"], 0)


def test_who_was_erased_while_the_server_was_away_gets_nothing(book: dict[UUID, str], port: int) -> None:
    message = ask(book)
    try_once()
    assert services.forget_recipient(message.recipient) == 1
    erased = Message.objects.get(pk=message.pk)
    assert (erased.recipient_kind, erased.recipient_key, erased.data) == ("", "", {})
    box = Postbox()
    with serving(box, port):
        try_to_the_end()
    assert (state_of(message), box.visits) == ("failed", 0)
    assert waiting_event().state == "done"


def test_trouble_of_our_own_is_noted_and_tried_again(
    book: dict[UUID, str], postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_key: str) -> str:
        raise Unavailable("the vault's keys are missing")

    message = ask(book)
    with monkeypatch.context() as patch:
        patch.setitem(recipients._books, CONSUMER_BY_MAIL, locked)
        try_once()
    assert (state_of(message), message.attempts) == ("waiting", 1)
    assert "Unavailable" in message.last_error
    try_once()
    assert state_of(message) == "sent"


def test_no_note_of_a_failure_holds_the_address(
    book: dict[UUID, str], postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    address = "li.si@xn--fiqs8s.example"
    postbox.answers["RCPT"] = f"450 4.2.0 <{address}> greylisted"
    message = ask(book, address)
    try_once()
    postbox.answers["RCPT"] = f"550 5.1.1 <{address}> unknown"
    try_once()
    assert state_of(message) == "failed"
    logged = [str(vars(each)) for each in caplog.records if each.name.startswith("open315")]
    notes = [message.last_error, *OutboxEvent.objects.values_list("last_error", flat=True), *logged]
    assert logged != []
    assert [each for each in notes if "li.si" in each] == []


def test_one_final_answer_among_others_is_not_final() -> None:
    both = {"a": (550, b"5.1.1 unknown"), "b": (450, b"4.2.0 later")}
    assert not is_final(smtplib.SMTPRecipientsRefused(both))
    assert is_final(smtplib.SMTPRecipientsRefused({"a": both["a"]}))
