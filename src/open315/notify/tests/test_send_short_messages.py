"""Short messages by the real channel: what Kannel and a plain gateway are handed, what their answers mean, parts, and who asked for no more. By hand."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from open315.core import clock
from open315.notify import opting_out, receipts, services
from open315.notify.channel import NotNow, Outgoing, Refused
from open315.notify.channels.sms import CHANNEL, gateway, lacks_words
from open315.notify.channels.sms.segments import segments_of
from open315.notify.delivery import DeliveryFailed, send_waiting
from open315.notify.models import Message, OptOut, Receipt
from open315.notify.queries import is_on
from open315.notify.types import Failure, Outcome, Recipient
from open315.notify.wording import Text, check_text, declare_texts, text_words

NUMBER = "19900001111"
declare_texts(
    {"test.said": Text("案件%(number)s已受理"), "test.made": Text(made=lambda data: str(data.get("words", "")))}
)


class Box:
    """A gateway in this process: what it was asked, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.answer: tuple[int, bytes] = (202, b"0: Accepted for delivery")
        self.port = 0


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    found = Box()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.asked.append((self.path, dict(self.headers), body))
            self.send_response(found.answer[0])
            self.send_header("Content-Length", str(len(found.answer[1])))
            self.end_headers()
            self.wfile.write(found.answer[1])

        def log_message(self, *_words: Any) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    found.port = server.server_port
    settings.SMS_SEND = f"http://127.0.0.1:{server.server_port}/cgi-bin/sendsms"
    settings.SMS_USER, settings.SMS_PASSWORD, settings.SMS_SENDER = "user", "pass", "10690001"
    settings.SMS_KANNEL_SECRET = "s/3"
    settings.SMS_REPORTS = "http://127.0.0.1:8315"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def outgoing(template: str = "test.said", address: str = f"+86 {NUMBER}", **data: Any) -> Outgoing:
    return Outgoing("message-7@open315", address, template, data or {"number": "2026-000123"}, "zh-hant", 60)


def test_kannel_gets_number_words_and_where_to_report_in_headers_and_body(box: Box) -> None:
    assert gateway.send(outgoing()) == "message-7@open315"
    ((path, headers, body),) = box.asked
    assert (path, body.decode()) == ("/cgi-bin/sendsms", "案件2026-000123已受理")
    assert {name: headers[name] for name in headers if name.startswith("X-Kannel") or name == "Content-Type"} == {
        "Content-Type": "text/plain; charset=UTF-8",
        "X-Kannel-Username": "user",
        "X-Kannel-Password": "pass",
        "X-Kannel-To": NUMBER,
        "X-Kannel-From": "10690001",
        "X-Kannel-Coding": "2",
        "X-Kannel-DLR-Mask": "19",
        "X-Kannel-DLR-Url": "http://kannel:s%2F3@127.0.0.1:8315/hooks/sms/kannel/report/?key=message-7%40open315&status=%d",
    }


def test_latin_letters_go_in_the_alphabet_of_telephones_and_without_a_sender(box: Box, settings: Any) -> None:
    settings.SMS_SENDER, settings.SMS_REPORTS, settings.SITE_URL = "", "", "http://site.example"
    gateway.send(outgoing("test.made", words="Accepted."))
    headers = box.asked[0][1]
    assert headers["X-Kannel-Coding"] == "0"
    assert "X-Kannel-From" not in headers
    assert headers["X-Kannel-DLR-Url"].startswith("http://kannel:s%2F3@site.example/hooks")


def test_a_plain_gateway_gets_json(box: Box, settings: Any) -> None:
    settings.SMS_WAY, box.answer = "json", (200, b"")
    assert gateway.send(outgoing("test.made", words="字" * 71)) == "message-7@open315"
    ((_path, headers, body),) = box.asked
    assert json.loads(body) == {
        "id": "message-7@open315", "to": NUMBER, "from": "10690001", "text": "字" * 71, "parts": 2,
    }  # fmt: skip
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"user:pass").decode()
    assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("way", "status", "said", "kind"),
    [
        ("kannel", 202, b"3: Queued for later delivery", None),
        ("kannel", 400, b"Invalid receiver", Refused),
        ("kannel", 404, b"x", Refused),
        ("kannel", 406, b"Not routable", Refused),
        ("kannel", 403, b"Authorization failed for sendsms", NotNow),
        ("kannel", 400, b"Authorization failed", NotNow),
        ("kannel", 200, b"what", NotNow),
        ("kannel", 503, b"Temporal failure", NotNow),
        ("json", 200, b"", None),
        ("json", 299, b"", None),
        ("json", 300, b"", NotNow),
        ("json", 400, b"", Refused),
        ("json", 404, b"", Refused),
        ("json", 422, b"", Refused),
        ("json", 401, b"", NotNow),
        ("json", 500, b"", NotNow),
    ],
)
def test_what_a_gateway_answers(box: Box, settings: Any, way: str, status: int, said: bytes, kind: Any) -> None:
    settings.SMS_WAY, box.answer = way, (status, said)
    if kind is None:
        assert gateway.send(outgoing()) == "message-7@open315"
        return
    with pytest.raises(kind) as refused:
        gateway.send(outgoing())
    assert str(status) in str(refused.value)
    if kind is Refused:
        assert refused.value.why is Failure.REFUSED
    else:
        assert refused.value.kind == f"HTTP {status}"


def test_a_gateway_that_is_away_is_tried_again(settings: Any) -> None:
    settings.SMS_SEND = "http://127.0.0.1:9/"
    with pytest.raises(NotNow) as away:
        gateway.send(outgoing())
    assert away.value.kind == "ConnectionRefusedError"


@pytest.mark.parametrize(
    ("template", "address", "why"),
    [
        ("test.said", "沒有", Failure.WRONG_ADDRESS),
        ("test.said", "138****8000", Failure.WRONG_ADDRESS),
        ("test.made", NUMBER, Failure.REFUSED),
    ],
)
def test_no_number_and_no_words_are_refused_before_anything_leaves(
    box: Box, template: str, address: str, why: Failure
) -> None:
    with pytest.raises(Refused) as refused:
        gateway.send(outgoing(template, address, words=""))
    assert (refused.value.why, box.asked) == (why, [])


@pytest.mark.parametrize(
    ("text", "alphabet", "length", "parts"),
    [
        ("", "gsm7", 0, 0),
        ("a", "gsm7", 1, 1),
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("a" * 306, "gsm7", 306, 2),
        ("a" * 307, "gsm7", 307, 3),
        ("€" * 80, "gsm7", 160, 1),
        ("€" * 81, "gsm7", 162, 2),
        ("字", "ucs2", 1, 1),
        ("字" * 70, "ucs2", 70, 1),
        ("字" * 71, "ucs2", 71, 2),
        ("字" * 134, "ucs2", 134, 2),
        ("字" * 135, "ucs2", 135, 3),
        ("😀", "ucs2", 2, 1),
    ],
)
def test_parts_are_counted_as_networks_do(text: str, alphabet: str, length: int, parts: int) -> None:
    found = segments_of(text)
    assert (found.alphabet, found.length, found.parts) == (alphabet, length, parts)


def test_the_channel_is_on_where_a_gateway_is_named(settings: Any) -> None:
    settings.SMS_SEND = ""
    assert not is_on("sms")
    settings.SMS_SEND = "http://127.0.0.1:9/"
    assert is_on("sms")
    assert CHANNEL.is_told
    assert sorted(CHANNEL.reaches) == ["consumer", "sender"]


def test_a_text_without_words_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not list(lacks_words())
    monkeypatch.setattr("open315.notify.wording._TEXTS", {"test.empty": Text()})
    assert list(lacks_words()) == ["the short message 'test.empty' has no words"]
    check_text("test.empty")
    with pytest.raises(LookupError, match=r"test\.other"):
        check_text("test.other")


def test_words_are_those_of_the_language_in_one_line() -> None:
    assert text_words("test.said", {"number": " 1\n2 "}, "en") == "案件 1 2 已受理"
    assert text_words("test.made", {"words": "甲\n乙"}, "") == "甲\n乙"


def waiting(**data: Any) -> Message:
    return services.send(
        Recipient("sender", "1"), channel="sms", template="test.made", data=data or {"words": "x"}, at=clock.now()
    )


@pytest.fixture
def _book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("open315.notify.delivery.address_of", lambda recipient, channel: NUMBER)


@pytest.mark.django_db
@pytest.mark.usefixtures("_book")
def test_who_asked_for_no_more_gets_none_and_who_wants_them_again_does(box: Box) -> None:
    at = clock.now()
    assert opting_out.opt_out("sms", f"+{NUMBER}", at=at)
    assert not opting_out.opt_out("sms", NUMBER, at=at)
    assert NUMBER not in str(list(OptOut.objects.values()))
    message = waiting()
    send_waiting(message.pk, at=at)
    message.refresh_from_db()
    assert (message.state, message.last_error, box.asked) == ("failed", "stopped", [])
    assert not opting_out.has_opted_out("email", NUMBER)
    assert opting_out.opt_in("sms", NUMBER)
    assert not opting_out.opt_in("sms", NUMBER)
    other = waiting()
    send_waiting(other.pk, at=at)
    other.refresh_from_db()
    assert (other.state, len(box.asked)) == ("sent", 1)


def test_an_address_that_is_no_number_is_known_by_itself() -> None:
    assert opting_out.index_of("x", " A@b ") == opting_out.index_of("x", "a@B")
    assert opting_out.index_of("x", "a@b") != opting_out.index_of("y", "a@b")


def told(message: Message, outcome: Outcome) -> bool:
    return receipts.note_told("sms", f"message-{message.pk}@open315", outcome, "words", at=clock.now())


@pytest.mark.django_db
@pytest.mark.usefixtures("_book")
def test_what_a_gateway_tells_before_its_own_answer_stands(box: Box) -> None:
    message = waiting()
    assert told(message, Outcome.BOUNCED)
    receipts.note_sent(message, receipts.Taken("message"), clock.now())
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("failed", "words")
    assert sorted(Receipt.objects.values_list("outcome", flat=True)) == ["bounced", "sent"]


@pytest.mark.django_db
def test_a_report_counts_once_and_only_where_it_is_news() -> None:
    message = waiting()
    assert [told(message, Outcome.DELIVERED), told(message, Outcome.DELIVERED)] == [True, False]
    assert not told(message, Outcome.SENT)
    for key in ("message-0@open315", "x", "", f"message-{message.pk}x@open315"):
        assert not receipts.note_told("sms", key, Outcome.DELIVERED, "", at=clock.now())
    assert not receipts.note_told("email", f"message-{message.pk}@open315", Outcome.BOUNCED, "", at=clock.now())
    message.refresh_from_db()
    assert message.state == "waiting"


@pytest.mark.django_db
@pytest.mark.usefixtures("_book")
def test_what_did_not_go_waits_for_the_next_time(box: Box) -> None:
    box.answer = (503, b"later")
    message = waiting()
    with pytest.raises(DeliveryFailed):
        send_waiting(message.pk, at=clock.now())
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 1)
