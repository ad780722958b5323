"""How often a door may be used, on both sides of the bound; who is somebody else."""

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import permutations
from typing import Any

import pytest
import time_machine
from django.test import RequestFactory

from open315.core.errors import TooMany
from open315.intake import limits

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
CODE = "7K2M-0V1X-9QHT"


@pytest.fixture(autouse=True)
def _a_few_an_hour(settings: Any) -> Any:
    settings.FILINGS_PER_HOUR, settings.TRACKINGS_PER_HOUR = 3, 4
    with time_machine.travel(NOW, tick=False):
        yield


def visitor(address: str = "203.0.113.7") -> Any:
    return RequestFactory().get("/", REMOTE_ADDR=address)


def times(use: Any) -> int:
    """How often it goes well until it is refused."""
    for n in range(20):
        try:
            use()
        except TooMany:
            return n
    return 20


def test_so_many_cases_an_hour_are_filed_from_an_address() -> None:
    assert times(lambda: limits.limit_filing(visitor())) == 3
    assert times(lambda: limits.limit_filing(visitor("203.0.113.8"))) == 3
    assert times(lambda: limits.limit_tracking(visitor(), CODE)) == 4, "looking is counted apart"
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert times(lambda: limits.limit_filing(visitor())) == 3
    with time_machine.travel(NOW + timedelta(minutes=119), tick=False):
        assert times(lambda: limits.limit_filing(visitor("203.0.113.9"))) == 3


def test_each_door_is_counted_apart_from_every_other(settings: Any) -> None:
    """In whatever order they are used up: none takes the turns of another."""
    settings.DRAFTS_PER_HOUR = 5
    doors = {
        "filing": (lambda who: limits.limit_filing(who), 3),
        "drafting": (lambda who: limits.limit_drafting(who), 5),
        "tracking": (lambda who: limits.limit_tracking(who, CODE), 4),
    }
    for number, order in enumerate(permutations(doors)):
        who = visitor(f"198.51.100.{number}")
        with time_machine.travel(NOW + timedelta(days=number), tick=False):
            found = {name: times(partial(doors[name][0], who)) for name in order}
        assert found == {name: limit for name, (_use, limit) in doors.items()}, order


def test_another_address_of_the_same_ipv6_network_is_nobody_else() -> None:
    turns = iter(range(1, 100))
    assert times(lambda: limits.limit_filing(visitor(f"2001:db8:1:2::{next(turns)}"))) == 3
    assert times(lambda: limits.limit_filing(visitor("2001:db8:1:3::1"))) == 3


def test_so_many_codes_an_hour_are_tried_from_an_address() -> None:
    tried = iter(range(100))
    assert times(lambda: limits.limit_tracking(visitor(), f"0000-0000-{next(tried):04}")) == 4


def test_one_code_is_tried_so_often_an_hour_from_however_many_addresses() -> None:
    tried = iter(range(100))
    assert times(lambda: limits.limit_tracking(visitor(f"203.0.113.{next(tried)}"), CODE)) == 4
    assert times(lambda: limits.limit_tracking(visitor("198.51.100.1"), "7K2M-0V1X-9QHS")) == 4


def test_a_code_in_another_spelling_is_no_further_try() -> None:
    """Whoever put the blanks elsewhere had another thirty tries from each address."""
    ways = iter(["7K2M0V1X9QHT", "7k2m 0v1x 9qht", "7K2MOVLX9QHT", "7-K-2-M-0-V-1-X-9-Q-H-T", "7K2M.0V1X.9QHT", CODE])
    addresses = iter(range(100))
    assert times(lambda: limits.limit_tracking(visitor(f"203.0.113.{next(addresses)}"), next(ways))) == 4


def test_an_address_is_what_the_server_sees() -> None:
    asked = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert limits.address_of(asked) == "203.0.113.7"
    del asked.META["REMOTE_ADDR"]
    assert limits.address_of(asked) == ""
