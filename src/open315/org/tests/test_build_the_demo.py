"""The bodies of the demo: every city has its council, and where nobody is found for a task, somebody above is."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from open315.core.clock import SHANGHAI
from open315.core.facts.coverage import Span
from open315.org import queries
from open315.org.demo import world as worlds
from open315.org.demo.days import closing_moment, first_day
from open315.org.demo.logins import PASSWORD, demo_logins
from open315.org.models import Organisation
from tests.rows import standing

TODAY = date(2026, 5, 12)
AT = datetime(2026, 5, 11, 18, 0, tzinfo=SHANGHAI)


def build() -> worlds.World:
    """The whole demo of one city and one county that the province governs."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(queries, "city_codes", lambda _province: ["420100", "429004"])
        return worlds.build(TODAY, AT, small=False)


@pytest.fixture(scope="module")
def _whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    with django_db_blocker.unblock(), standing(build) as world:
        yield world


@pytest.fixture
def whole(_whole: worlds.World, db: None) -> worlds.World:
    return _whole


def test_every_council_of_the_demo_knows_from_when_its_records_are_complete(whole: worlds.World) -> None:
    stated = queries.stated_coverage(whole.councils.values())
    assert set(stated) == set(whole.councils.values())
    assert set(stated.values()) == {(Span(date(2024, 5, 1)),)}


def test_the_whole_demo_has_the_counties_of_its_cities(whole: worlds.World) -> None:
    counties = [code for code in whole.councils if code.startswith("4201") and code != "420100"]
    assert len(counties) == 13
    district = Organisation.objects.get(pk=whole.councils["420102"])
    assert (district.name, district.parent_id) == ("江岸區消費者委員會", whole.councils["420100"])
    assert Organisation.objects.filter(region="420102", sector="market").count() == 1
    clerk = whole.actor_for("420102", "clerk", 0)
    assert clerk.organisation_id == district.pk


def test_where_a_council_has_nobody_one_above_acts(whole: worlds.World) -> None:
    assert whole.actor_for("420102", "supervisor", 0).organisation_id == whole.councils["420102"]
    assert whole.actor_for("420102", "analyst", 0).organisation_id == whole.councils["420100"]
    with pytest.raises(LookupError, match="nobody acts as scribe for 420102"):
        whole.actor_for("420102", "scribe", 0)
    with pytest.raises(LookupError, match="110000"):
        whole.actor_for("110000", "clerk", 0)


def test_the_work_is_shared_out(whole: worlds.World) -> None:
    names = [whole.actor_for("420100", "officer", index).label for index in range(5)]
    assert len(set(names)) == 4
    assert names[0] == names[4]


def test_the_log_ins_of_the_demo_are_shown_with_their_password(db: None) -> None:
    shown = demo_logins()
    assert shown.password == PASSWORD
    assert [each.username for each in shown.accounts][:2] == ["wuhan.clerk", "wuhan.officer"]


def test_the_demo_tells_of_two_years_until_the_evening_before() -> None:
    assert closing_moment(TODAY) == AT
    assert [first_day(day) for day in (TODAY, date(2026, 1, 31), date(2026, 12, 1))] == [
        date(2024, 5, 1),
        date(2024, 1, 1),
        date(2024, 12, 1),
    ]
