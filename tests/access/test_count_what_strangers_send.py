"""Every address of the site counts what somebody sends who is not signed in; a new one cannot be left out (ADR 0107)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import resolve

from open315.core import throttle
from open315.core.access.checks import each_view

pytestmark = pytest.mark.django_db
ALLOWED = 2
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
VALUES = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000001", "slug": "x", "path": "x", "str": "x"}


def addresses() -> Iterator[str]:
    """One address for each pattern of the site."""
    for route, _entry in each_view():
        path = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: VALUES[found[1] or "str"], route)
        path = re.sub(r"\(\?P?<\w+>[^)]*\)", "1-x", path.replace("^", "").replace("\\Z", "").replace("$", ""))
        assert resolve(path), path
        yield path


@pytest.fixture(autouse=True)
def _few_a_minute(settings: Any) -> Iterator[None]:
    settings.POSTS_PER_MINUTE = ALLOWED
    throttle.forget()
    with time_machine.travel(NOW, tick=False):  # or a minute would end in between
        yield
    throttle.forget()


def sent(path: str, visitor: int) -> int:
    client = Client(REMOTE_ADDR=f"2001:db8:0:{visitor:x}::1", raise_request_exception=False)
    return client.post(path, {"email": "a" * 50}).status_code


def test_whatever_address_a_stranger_sends_to_it_is_counted() -> None:
    paths = sorted(set(addresses()))
    assert len(paths) > 100
    uncounted = [
        path
        for visitor, path in enumerate(paths)
        if [sent(path, visitor) == 429 for _ in range(ALLOWED + 1)] != [False] * ALLOWED + [True]
    ]
    assert uncounted == []


def test_the_check_of_a_form_that_stores_nothing_is_counted_with_what_is_sent_elsewhere() -> None:
    assert [sent("/complain/", 1), sent("/language/", 1), sent("/complain/", 1)][2] == 429
    assert sent("/complain/", 2) != 429, "another visitor"


def test_a_client_of_the_api_is_told_in_its_own_form_how_long_to_wait() -> None:
    client = Client(REMOTE_ADDR="2001:db8:0:a::1")
    answers = [client.post("/api/v1/cases/track", "{}", "application/json") for _ in range(ALLOWED + 1)]
    last = answers[-1]
    assert (last.status_code, last["Content-Type"]) == (429, "application/problem+json")
    assert last.json()["status"] == 429
    assert 1 <= int(last["Retry-After"]) <= 61


def test_who_is_signed_in_is_not_counted(cast: Any) -> None:
    client = Client(REMOTE_ADDR="2001:db8:0:b::1")
    client.force_login(cast.accounts["nobody"])
    assert [client.post("/language/", {"language": "en"}).status_code for _ in range(ALLOWED + 2)] == [302] * 4
