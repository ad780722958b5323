"""Filing and tracking through the public API."""

import json
from typing import Any

import pytest
from django.test import Client

from open315.cases.models import Case

BODY: dict[str, Any] = {
    "kind": "complaint",
    "title": "冰箱三周後不製冷",
    "narrative": "商家拒絕維修，客服電話 13800138000。",
    "place": "420102",
    "trader": {"name": "武漢示例電器行"},
    "consumer": {"name": "測試消費者", "phone": "13900139000"},
    "claims": ["refund"],
    "amount": "3299.00",
}


@pytest.fixture
def post(cast: Any, client: Client) -> Any:
    def send(
        path: str = "/api/v1/cases", body: dict[str, Any] | None = None, key: str = "key-00000001", **headers: str
    ) -> Any:
        return client.post(
            path,
            json.dumps(BODY if body is None else body),
            content_type="application/json",
            headers={"Idempotency-Key": key, **headers} if key else headers,
        )

    return send


def test_a_case_is_filed_and_its_receipt_opens_it(post: Any) -> None:
    answer = post()
    assert answer.status_code == 201
    receipt = answer.json()
    tracked = post("/api/v1/cases/track", {"code": receipt["query_code"]})
    assert tracked.status_code == 200
    assert (tracked.json()["number"], tracked.json()["state"]) == (receipt["number"], "registered")
    case = Case.objects.get(number=receipt["number"])
    assert (case.amount_cents, case.channel, case.city_code) == (329_900, "api", "420100")


def test_the_same_key_and_body_get_the_same_answer(post: Any) -> None:
    first, again = post(), post()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Case.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(post: Any) -> None:
    post()
    answer = post(body={**BODY, "title": "另一件事"})
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"


def test_without_a_key_nothing_is_filed(post: Any) -> None:
    assert post(key="").status_code == 422
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "wish"}, "kind"),
        ({"consumer": {"name": "甲"}}, "phone"),
        ({"claims": []}, "claims"),
        ({"claims": ["a wish"]}, "claims"),
        ({"place": "Wuhan"}, "place"),
        ({"place": "110000"}, "home"),
        ({"amount": "-1"}, "amount"),
        ({"surprise": 1}, "surprise"),
        ({"occurred_on": "2099-01-01"}, "occurred_on"),
        ({"consumer": {"name": "甲", "phone": "不详"}}, "phone"),
        ({"consumer": {"name": "甲", "phone": "12315", "email": "甲@"}}, "email"),
        ({"narrative": " \u200b\n"}, "narrative"),
    ],
)
def test_a_wrong_field_is_named(post: Any, change: dict[str, Any], field: str) -> None:
    answer = post(body={**BODY, **change})
    assert answer.status_code == 422
    assert field in [each["field"] for each in answer.json()["errors"]]
    assert not Case.objects.exists()


def test_what_a_machine_pastes_is_cleaned_and_doubled_claims_are_one(post: Any) -> None:
    sent = {
        "title": "冰箱\u200b不製冷\x0b",
        "narrative": "第一行\r\n第二行\x00\ufffe",
        "claims": ["refund", "refund"],
        "consumer": {"name": "測試\xad消費者", "phone": "\u202d（027）12345678转8001\u202c"},
    }
    assert post(body={**BODY, **sent}).status_code == 201
    case = Case.objects.get()
    assert (case.title, case.narrative, case.claims) == ("冰箱不製冷", "第一行\n第二行", ["refund"])


def test_an_unknown_code_opens_nothing(post: Any) -> None:
    assert post("/api/v1/cases/track", {"code": "0000-0000-0000"}).status_code == 404


def test_too_many_filings_from_one_address_are_told_when_to_come_back(post: Any, settings: Any) -> None:
    settings.FILINGS_PER_HOUR = 2
    assert [post(key=f"key-0000000{n}").status_code for n in range(3)] == [201, 201, 429]
    assert int(post(key="key-00000009")["Retry-After"]) > 0


def test_the_code_lists_are_there_in_the_clients_language(client: Client, cast: Any) -> None:
    codes = client.get("/api/v1/codes", headers={"Accept-Language": "en"}).json()
    assert {"code": "refund", "label": "Refund"} in codes["claims"]
    assert codes["natures"]
    assert codes["goods"]
