"""The list of what was sent outside: whose it is to see, what it says of each, and what it adds up."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from conftest import CAST_AT, Cast
from open315.core.audit.models import AuditEntry
from open315.notify.models import Message

pytestmark = pytest.mark.django_db
PAGE = "/console/messages/outgoing/"


def sent(body: int | None, number: str, *, state: str = "sent", at: datetime = CAST_AT, **more: Any) -> Message:
    known: dict[str, Any] = {"channel": "sms", "recipient_kind": "consumer", "recipient_key": "0" * 32, **more}
    return Message.objects.create(
        template="cases.registered", data={"number": number}, body_id=body, state=state, created_at=at, **known
    )


@pytest.fixture
def listed(cast: Cast) -> Cast:
    """One for each council and one for the install; of Wuhan's, every state, with and without a cost."""
    wuhan, huangshi = cast.bodies["wuhan"].pk, cast.bodies["huangshi"].pk
    sent(wuhan, "W-PAID", parts=2, cost=Decimal("0.09"), sent_at=CAST_AT)
    sent(wuhan, "W-UNPRICED", parts=1, sent_at=CAST_AT)
    sent(wuhan, "W-MAIL", channel="email", sent_at=CAST_AT)
    sent(wuhan, "W-WAITS", state="waiting", at=CAST_AT - timedelta(days=1))
    sent(wuhan, "W-STALE", state="failed", last_error="stale")
    sent(huangshi, "H-PAID", parts=1, cost=Decimal("0.045"), sent_at=CAST_AT)
    sent(None, "I-CODE", sent_at=CAST_AT)
    sent(wuhan, "W-CONSOLE", channel="in_app")
    return cast


ALL_OF_WUHAN = {"W-PAID", "W-UNPRICED", "W-MAIL", "W-WAITS", "W-STALE"}
EVERYTHING = {*ALL_OF_WUHAN, "H-PAID", "I-CODE", "W-CONSOLE"}


def shown(client: Client, cast: Cast, who: str, query: str = "") -> tuple[set[str], str]:
    client.force_login(cast.accounts[who])
    page = client.get(f"{PAGE}{query}", headers={"Accept-Language": "en"}).content.decode()
    return {each for each in EVERYTHING if each in page}, page


@pytest.mark.parametrize(
    ("who", "numbers"),
    [
        ("supervisor", ALL_OF_WUHAN),
        ("province_supervisor", ALL_OF_WUHAN | {"H-PAID"}),
        ("administrator", ALL_OF_WUHAN | {"H-PAID", "I-CODE"}),
    ],
)
def test_each_sees_what_went_out_for_the_bodies_under_her(
    client: Client, listed: Cast, who: str, numbers: set[str]
) -> None:
    assert shown(client, listed, who)[0] == numbers


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?channel=email", {"W-MAIL"}),
        ("?state=waiting", {"W-WAITS"}),
        ("?state=failed", {"W-STALE"}),
        ("?first=2026-05-12", ALL_OF_WUHAN - {"W-WAITS"}),
        ("?last=2026-05-11", {"W-WAITS"}),
        ("?channel=carrier-pigeon", ALL_OF_WUHAN),
    ],
)
def test_the_filters_of_the_list(client: Client, listed: Cast, query: str, numbers: set[str]) -> None:
    assert shown(client, listed, "supervisor", query)[0] == numbers


def test_of_two_councils_one_is_chosen(client: Client, listed: Cast) -> None:
    query = f"?council={listed.bodies['huangshi'].pk}"
    assert shown(client, listed, "province_supervisor", query)[0] == {"H-PAID"}
    assert shown(client, listed, "supervisor", query)[0] == ALL_OF_WUHAN, "another's council is no choice"


def test_what_is_not_known_to_have_cost_anything_is_not_said_to_have_cost_nothing(client: Client, listed: Cast) -> None:
    _numbers, page = shown(client, listed, "supervisor")
    assert "at least ¥0.090" in page
    _numbers, page = shown(client, listed, "province_supervisor", f"?council={listed.bodies['huangshi'].pk}")
    assert "¥0.045" in page
    assert "at least" not in page


def test_why_one_was_not_sent_stands_beside_it(client: Client, listed: Cast) -> None:
    assert "it could not leave while it was of use" in shown(client, listed, "supervisor", "?state=failed")[1]


def test_the_file_holds_the_same_rows_and_is_noted(client: Client, listed: Cast) -> None:
    client.force_login(listed.accounts["supervisor"])
    answer = client.get(f"{PAGE}export/?state=sent&kind=csv", headers={"Accept-Language": "en"})
    said = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()  # type: ignore[attr-defined]
    assert {each for each in EVERYTHING if each in said} == {"W-PAID", "W-UNPRICED", "W-MAIL"}
    assert "0.0900" in said or "0.09" in said
    assert AuditEntry.objects.filter(event="notify.outgoing_exported").exists()
