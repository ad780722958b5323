"""The addresses that gateways call: who gets in, what is taken, what is answered. By hand, each refusal beside what is allowed."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from open315.core import throttle
from open315.core.errors import InvalidInput
from open315.inbox.channels.sms import reading
from open315.inbox.models import Arrival, Message
from open315.inbox.tests.making import NUMBER
from open315.notify import services as notify
from open315.notify.models import Receipt
from open315.notify.types import Outcome, Recipient

pytestmark = pytest.mark.django_db
KANNEL, JSON = "/hooks/sms/kannel/", "/hooks/sms/json/"
TEXT = "商家不退款"


@pytest.fixture(autouse=True)
def _secrets(settings: Any, cast: Any) -> None:
    settings.SMS_KANNEL_SECRET, settings.SMS_JSON_SECRET = "kannel-secret", "json-secret"
    settings.SMS_NUMBERS = "10690001=420100 10690002=420200"


def signed(secret: str = "kannel-secret") -> str:
    return "Basic " + base64.b64encode(f"kannel:{secret}".encode()).decode()


def by_kannel(client: Client, text: str = TEXT, **more: Any) -> Any:
    headers = {
        "Authorization": signed(),
        "X-Kannel-From": f"+86{NUMBER}",
        "X-Kannel-To": "10690001",
        "X-Kannel-Coding": "2",
        "X-Kannel-Time": "2026-11-28 02:00:00",
        **more,
    }
    # Not client.post, which would encode the bytes once more for this charset.
    kind = 'text/plain; charset="UTF-16BE"'
    return client.generic("POST", f"{KANNEL}?id=k-1", text.encode("utf-16-be"), content_type=kind, headers=headers)


def by_json(client: Client, told: Any, secret: str = "json-secret") -> Any:
    body = told if isinstance(told, str) else json.dumps(told)
    return client.post(JSON, body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"})


def test_a_message_of_kannel_is_taken_with_every_sign_and_answered_with_nothing(client: Client, cast: Any) -> None:
    answer = by_kannel(client)
    assert (answer.status_code, answer.content) == (200, b"")
    arrival = Arrival.objects.get()
    assert (arrival.gateway, arrival.provider_id, arrival.sent_at) == (
        "kannel", "k-1", datetime(2026, 11, 28, 2, 0, tzinfo=UTC),
    )  # fmt: skip
    message = Message.objects.get()
    # 不 is 4E 0D in UTF-16: what splits at white space would lose it.
    assert (message.text, message.council_id) == (TEXT, cast.bodies["wuhan"].pk)
    assert by_kannel(client).status_code == 200
    assert Message.objects.count() == 1


def test_kannel_says_latin_letters_in_utf_8(client: Client) -> None:
    headers = {"Authorization": signed(), "X-Kannel-From": NUMBER, "X-Kannel-Coding": "0"}
    client.post(f"{KANNEL}?id=k-2", "Hello é".encode(), content_type="text/plain", headers=headers)
    assert Message.objects.get().text == "Hello é"


@pytest.mark.parametrize(
    ("number", "body"), [("10690001", "wuhan"), ("10690002", "huangshi"), ("999", "wuhan"), ("", "wuhan")]
)
def test_a_number_belongs_to_a_council_and_unknown_ones_to_the_first(
    client: Client, cast: Any, number: str, body: str
) -> None:
    by_json(client, {"id": "j", "from": NUMBER, "to": number, "text": TEXT})
    assert Message.objects.get().council_id == cast.bodies[body].pk


def test_without_numbers_the_highest_council_takes_it(client: Client, cast: Any, settings: Any) -> None:
    settings.SMS_NUMBERS = ""
    by_json(client, {"id": "j", "from": NUMBER, "text": TEXT})
    assert Message.objects.get().council_id == cast.bodies["province"].pk


def test_json_brings_time_and_parts(client: Client) -> None:
    told = {"from": NUMBER, "time": "2026-11-28T10:00:00+08:00", "reference": "7", "parts": 2}
    assert by_json(client, {**told, "id": "b", "text": "乙", "part": 2}).content == b"ok"
    assert by_json(client, {**told, "id": "a", "text": "甲", "part": 1}).status_code == 200
    message = Message.objects.get()
    assert (message.text, message.sent_at) == ("甲乙", datetime(2026, 11, 28, 2, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    "told",
    ["", "[]", "{", '"x"', {"id": "j", "from": NUMBER}, {"from": NUMBER, "text": "x"}, {"id": "j", "text": "x"},
     {"id": "j", "from": NUMBER, "text": "x", "part": True, "parts": 2, "reference": "r"}],
)  # fmt: skip
def test_what_is_no_message_is_refused(client: Client, told: Any) -> None:
    assert by_json(client, told).status_code == 422
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    "authorization",
    ["", "Basic", "Basic ???", signed("other"), "Bearer other", "Bearer", "Digest kannel-secret", "Bearer json-secret"],
)
def test_without_its_secret_nothing_is_taken(client: Client, authorization: str) -> None:
    assert by_kannel(client, Authorization=authorization).status_code == 401
    assert not Arrival.objects.exists()


def test_a_gateway_without_a_secret_in_the_settings_is_closed(client: Client, settings: Any) -> None:
    settings.SMS_KANNEL_SECRET = ""
    assert by_kannel(client, Authorization=signed("")).status_code == 401
    settings.SMS_JSON_SECRET = ""
    assert by_json(client, {"id": "j", "from": NUMBER, "text": TEXT}, "").status_code == 401


def test_a_bearer_opens_as_well_as_a_sign_in(client: Client) -> None:
    assert by_kannel(client, Authorization="Bearer kannel-secret").status_code == 200


def test_secrets_are_not_found_by_trying(client: Client) -> None:
    statuses = [by_kannel(client, Authorization=signed(f"try-{n}")).status_code for n in range(61)]
    assert statuses == [401] * 60 + [429]
    assert by_kannel(client).status_code == 200


def test_a_gateway_brings_so_many_a_minute_and_is_told_to_wait(client: Client, settings: Any) -> None:
    settings.SMS_PER_MINUTE = 2
    answers = [by_json(client, {"id": f"j-{n}", "from": NUMBER, "text": f"第{n}條"}) for n in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0
    throttle.forget()


def test_gateways_are_not_held_up_by_the_limit_for_strangers(client: Client, settings: Any) -> None:
    settings.POSTS_PER_MINUTE = 1
    answers = [by_json(client, {"id": f"j-{n}", "from": NUMBER, "text": f"第{n}條"}) for n in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 200]


@pytest.mark.parametrize(("size", "status"), [(16 * 1024, 422), (16 * 1024 + 1, 413)])
def test_a_body_has_a_bound(client: Client, size: int, status: int) -> None:
    assert by_json(client, "x" * size).status_code == status


def test_only_posts_bring_messages(client: Client) -> None:
    assert client.get(KANNEL, headers={"Authorization": signed()}).status_code == 405


def sent(cast: Any) -> int:
    message = notify.send(Recipient("sender", "1"), channel="sms", template="inbox.answered", data={}, at=cast.at)
    return message.pk


@pytest.mark.parametrize(
    ("status", "outcomes"), [("1", ["delivered"]), ("2", ["bounced"]), ("16", ["bounced"]), ("8", []), ("x", [])]
)
def test_kannel_tells_what_became_of_a_message(client: Client, cast: Any, status: str, outcomes: list[str]) -> None:
    key = f"message-{sent(cast)}@open315"
    for _twice in range(2):
        answer = client.get(f"{KANNEL}report/", {"key": key, "status": status}, headers={"Authorization": signed()})
        assert (answer.status_code, answer.content) == (200, b"")
    assert [each.outcome for each in Receipt.objects.all()] == outcomes
    refused = client.get(f"{KANNEL}report/", {"key": key, "status": "2"}, headers={"Authorization": signed("other")})
    assert refused.status_code == 401


@pytest.mark.parametrize(
    ("state", "outcomes"), [("delivered", ["delivered"]), ("failed", ["bounced"]), ("queued", []), (None, [])]
)
def test_a_plain_gateway_tells_it_in_json(client: Client, cast: Any, state: Any, outcomes: list[str]) -> None:
    body = json.dumps({"id": f"message-{sent(cast)}@open315", "state": state})
    headers = {"Authorization": "Bearer json-secret"}
    answer = client.post(f"{JSON}report/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200
    assert [each.outcome for each in Receipt.objects.all()] == outcomes


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"id": "message-1@open315"}'])
def test_a_report_that_is_none_is_no_news(body: bytes) -> None:
    assert reading.report_from_json(body)[1] is None


def test_numbers_and_moments_are_read_as_they_are_told() -> None:
    assert reading.region_of("2", "1=420100 2=420200 rubbish") == "420200"
    assert reading.region_of("2", "") == ""
    assert reading.from_kannel("i", {"X-Kannel-Time": "soon"}, b"x").sent_at is None
    assert reading.from_json(b'{"id": 7, "from": 19900001111, "text": "x"}').address == "19900001111"
    with pytest.raises(InvalidInput):
        reading.from_json(b"[1]")
    assert reading.KANNEL_SAYS["1"] is Outcome.DELIVERED


@pytest.mark.parametrize(
    "time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1999-12-31", "2100-01-01T00:00:00Z"]
)
def test_a_message_of_a_clock_that_nobody_set_is_taken_without_its_moment(client: Client, cast: Any, time: str) -> None:
    assert by_json(client, {"id": "1", "from": NUMBER, "text": TEXT, "time": time}).status_code == 200
    assert Arrival.objects.get().sent_at is None


@pytest.mark.parametrize("time", ["2000-01-01T00:00:00Z", "2099-12-31T23:59:59Z"])
def test_the_first_and_the_last_moment_that_is_one(client: Client, cast: Any, time: str) -> None:
    assert by_json(client, {"id": "1", "from": NUMBER, "text": TEXT, "time": time}).status_code == 200
    assert Arrival.objects.get().sent_at == datetime.fromisoformat(time)


def test_a_body_nested_deeper_than_anybody_reads_is_said_to_be_none(client: Client, cast: Any) -> None:
    for deep in ("[" * 8000, '{"a":' * 3000):
        assert by_json(client, deep).status_code == 422
        assert reading.report_from_json(deep.encode()) == ("", None)
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("odd", ["\x00", "\ud83d"])
def test_half_an_emoji_and_a_nul_are_left_out_and_the_message_is_taken(client: Client, cast: Any, odd: str) -> None:
    """A long message is cut by its units, through an emoji as well; the gateway got an error, tried again, and the message was lost."""
    part = {"from": NUMBER, "reference": f"7{odd}", "parts": 2}
    assert by_json(client, {**part, "id": f"1{odd}", "part": 1, "text": f"商家不{odd}"}).status_code == 200
    assert by_json(client, {**part, "id": f"2{odd}", "part": 2, "text": f"{odd}退款"}).status_code == 200
    assert Message.objects.get().text == "商家不退款"
    assert set(Arrival.objects.values_list("provider_id", "reference")) == {("1", "7"), ("2", "7")}
    assert by_json(client, {"id": "3", "from": NUMBER, "text": odd}).status_code == 422


def test_a_report_about_what_is_in_no_name_is_about_nothing(client: Client, cast: Any) -> None:
    for odd in ("\x00", "\ud83d"):
        assert reading.report_from_json(json.dumps({"id": f"{odd}9", "state": "delivered"}).encode()) == (
            "9", Outcome.DELIVERED,
        )  # fmt: skip
