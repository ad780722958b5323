"""Log lines tie together, name routes instead of addresses, and hold no personal data."""

import json
import logging
import sys

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from open315.core.http import request_log
from open315.core.http.log_lines import JsonLines, request_id


def _line(message: str, *args: object, **more: object) -> dict[str, object]:
    record = logging.LogRecord("open315.test", logging.WARNING, __file__, 1, message, args, None)
    record.__dict__.update(more)
    found: dict[str, object] = json.loads(JsonLines().format(record))
    return found


def test_personal_data_that_slips_into_a_message_is_masked() -> None:
    line = _line("mail to %s failed, phone %s", "zhang.san@example.com", "13800138000")
    assert "13800138000" not in str(line["message"])
    assert "zhang.san@example.com" not in str(line["message"])


def test_a_trace_is_masked_too() -> None:
    try:
        raise ValueError("13800138000")
    except ValueError:
        line = _line("failed", exc_info=sys.exc_info())
    assert "ValueError" in str(line["trace"])
    assert "13800138000" not in str(line["trace"])


def test_fields_and_the_request_are_in_the_line() -> None:
    token = request_id.set("abc12345")
    try:
        line = _line("event is dead", fields={"event": 7})
    finally:
        request_id.reset(token)
    assert (line["message"], line["event"], line["request"], line["level"]) == (
        "event is dead",
        7,
        "abc12345",
        "warning",
    )


@pytest.mark.django_db
def test_a_request_line_names_the_route_and_not_what_was_asked(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "open315.request"):
        answer = client.get("/about/?code=SECRET-CODE", headers={"X-Request-ID": "from-the-proxy-1"})
    assert answer["X-Request-ID"] == "from-the-proxy-1"
    record = next(record for record in caplog.records if record.name == "open315.request")
    assert record.fields["route"] == "/about/"
    assert record.fields["status"] == 200
    assert "SECRET-CODE" not in JsonLines().format(record)


@pytest.mark.django_db
def test_an_odd_request_id_is_replaced(client: Client) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "<script>"})
    assert len(answer["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("path", "status", "level"),
    [
        ("/healthz", 200, logging.DEBUG), ("/readyz", 200, logging.DEBUG), ("/readyz", 503, logging.ERROR),
        ("/track/", 200, logging.INFO), ("/healthz/", 301, logging.INFO),
    ],
)  # fmt: skip
def test_a_monitor_to_whom_all_is_well_leaves_no_line(path: str, status: int, level: int) -> None:
    request = RequestFactory().get(path)
    assert request_log._level(request, HttpResponse(status=status)) == level
