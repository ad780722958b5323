"""The API answers with the statuses its description tells, whatever it is sent; and never with an internal error (ADR 0107)."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from open315.core.errors import Open315Error
from open315.intake.tests.test_file_by_api import BODY

FULL: dict[str, Any] = {
    **BODY,
    "purpose": "consumer",
    "occurred_on": "2026-04-03",
    "goods": "food",
    "goods_text": "牛奶",
    "nature": "safety",
    "consents": ["publish"],
    "trader": {"name": "武漢示例電器行", "kind": "platform_seller", "credit_code": "", "address": "路", "place": "420102", "platform_name": "台", "platform_place": "330110"},
    "consumer": {"name": "測試消費者", "phone": "13900139000", "email": "a@example.org"},
}  # fmt: skip
STRANGE = (
    None, True, 0, -1, 1.5, 10**30, "", " ", "²", "\u0000", "a\u0000b", "\ud800", "0001-01-01", "9999-12-31", "NaN", "x" * 10_000, [], {}, [[]],
    ["\ud800"], {"a": {"b": []}}, [None], "1e400",
)  # fmt: skip
RAW = (
    b"", b"{", b"null", b"[]", b'"x"', b"1", b"\xff\xfe", b'{"kind": NaN}', b'{"amount": 1e999}', b"[" * 5_000, b'{"kind": "\\ud800"}', b'{"code": 1}',
    b"{}" * 2, b'{"__proto__": 1}', b"\x00",
)  # fmt: skip
PATHS = {"/api/v1/cases": FULL, "/api/v1/cases/track": {"code": "7K2M-0V1X-9QHT"}}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _many(settings: Any) -> None:
    settings.POSTS_PER_MINUTE = settings.FILINGS_PER_HOUR = settings.TRACKINGS_PER_HOUR = 1_000_000


def description(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()["paths"]
    return found


def leaves(body: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value in the body, also of those that hold others."""
    for key, value in body.items():
        yield (*at, key)
        if isinstance(value, dict):
            yield from leaves(value, (*at, key))


def changed(body: dict[str, Any], place: tuple[Any, ...], value: Any) -> bytes:
    made = deepcopy(body)
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return json.dumps(made).encode()


def post(client: Client, path: str, body: bytes, key: str = "key-00000001") -> Any:
    return client.post(path, body, "application/json", headers={"Idempotency-Key": key} if key else {})


@pytest.mark.parametrize("path", PATHS)
def test_no_body_that_somebody_made_up_is_an_internal_error(cast: Any, path: str) -> None:
    client = Client(raise_request_exception=False)
    told = {int(status) for status in description(client)[path]["post"]["responses"]}
    sent = [*RAW, *(changed(PATHS[path], place, value) for place in leaves(PATHS[path]) for value in STRANGE)]
    wrong = [
        (status, body[:200])
        for n, body in enumerate(sent)
        if (status := post(client, path, body, f"key-{n:08}").status_code) >= 500 or status not in told
    ]
    assert wrong == []


def test_the_description_tells_every_status_the_api_answers_with(cast: Any, settings: Any, monkeypatch: Any) -> None:
    client = Client(raise_request_exception=False)
    body = json.dumps(BODY).encode()
    other = json.dumps({**BODY, "title": "另一件事"}).encode()
    code = post(client, "/api/v1/cases", body, "key-00000009").json()["query_code"]
    answers = {
        "/api/v1/cases": {
            201: lambda: post(client, "/api/v1/cases", body),
            200: lambda: post(client, "/api/v1/cases", body),
            409: lambda: post(client, "/api/v1/cases", other),
            400: lambda: post(client, "/api/v1/cases", b"{"),
            422: lambda: post(client, "/api/v1/cases", body, ""),
            413: lambda: post(client, "/api/v1/cases", b" " * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)),
        },
        "/api/v1/cases/track": {
            200: lambda: post(client, "/api/v1/cases/track", json.dumps({"code": code}).encode()),
            404: lambda: post(client, "/api/v1/cases/track", b'{"code": "0000-0000-0000"}'),
            400: lambda: post(client, "/api/v1/cases/track", b"{"),
            422: lambda: post(client, "/api/v1/cases/track", b"{}"),
            413: lambda: post(client, "/api/v1/cases/track", b" " * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)),
        },
    }
    found = {path: {status: ask().status_code for status, ask in asks.items()} for path, asks in answers.items()}
    assert found == {path: {status: status for status in asks} for path, asks in answers.items()}
    settings.POSTS_PER_MINUTE = settings.FILINGS_PER_HOUR = settings.TRACKINGS_PER_HOUR = 0
    assert {post(client, path, body, "key-00000002").status_code for path in PATHS} == {429}
    told = {path: {int(each) for each in description(client)[path]["post"]["responses"]} for path in PATHS}
    for path, asks in answers.items():
        assert told[path] == {*asks, 429, 503}, path


def test_every_error_a_verb_can_raise_is_told_for_filing(client: Client) -> None:
    told = {int(each) for each in description(client)["/api/v1/cases"]["post"]["responses"]}
    raised = {each.status for each in Open315Error.__subclasses__()}
    assert raised - told <= {401, 403, 404}, "who files is nobody's account and looks up nothing"
