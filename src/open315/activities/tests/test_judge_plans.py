"""The faults of a plan by themselves, each beside the nearest plan without it: pure, by field and code."""

from datetime import date, datetime, timedelta
from typing import Any

from open315.activities.rules import faults, has_begun
from open315.activities.tests.making import PLAN, plan
from open315.core.clock import SHANGHAI

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=SHANGHAI)
YEAR = timedelta(days=366)


def found(on: date = date(2026, 3, 10), **changes: Any) -> list[tuple[str, str]]:
    return list(faults(plan(**changes), starts_on=on, today=date(2026, 2, 1)))


def test_a_sound_plan_has_no_fault() -> None:
    assert found() == []
    assert found(venue=" 館 ", title="會", hosts=(), kind="other") == []


def test_each_fault_is_told_at_its_field_and_its_twin_is_none() -> None:
    hosts = tuple(f"單位{number}" for number in range(41))
    twins: list[tuple[dict[str, Any], list[tuple[str, str]], dict[str, Any]]] = [
        ({"kind": "party"}, [("kind", "kind_unknown")], {"kind": "seminar"}),
        ({"title": " \u3000"}, [("title", "title_missing")], {"title": "會"}),
        ({"venue": " \t"}, [("venue", "venue_missing")], {"venue": "館"}),
        ({"starts_at": NOON, "ends_at": NOON - timedelta(seconds=1)}, [("ends_at", "ends_before_start")], {"starts_at": NOON, "ends_at": NOON}),
        (
            {"starts_at": NOON, "ends_at": NOON + YEAR + timedelta(seconds=1)}, [("ends_at", "too_long")],
            {"starts_at": NOON, "ends_at": NOON + YEAR},
        ),
        ({"hosts": hosts}, [("hosts", "too_many_hosts")], {"hosts": hosts[:40]}),
        ({"hosts": ("甲" * 121, "乙")}, [("hosts", "host_too_long")], {"hosts": ("甲" * 120, "乙")}),
        ({"hosts": ("武漢市消協", "武汉市 消协")}, [("hosts", "host_twice")], {"hosts": ("武漢市消協", "黃石市消協")}),
    ]  # fmt: skip
    for wrong, said, right in twins:
        assert (found(**wrong), found(**right)) == (said, []), wrong


def test_an_activity_begins_from_the_first_day_of_consumer_rights_to_the_end_of_the_year_after_next() -> None:
    days = [date(1982, 12, 31), date(1983, 1, 1), date(2028, 12, 31), date(2029, 1, 1)]
    assert [found(on=day) for day in days] == [
        [("starts_at", "start_out_of_range")],
        [],
        [],
        [("starts_at", "start_out_of_range")],
    ]


def test_all_faults_are_told_at_once() -> None:
    assert [code for _field, code in found(kind="", title="", venue="", hosts=("甲" * 121,) * 2)] == [
        "kind_unknown", "title_missing", "venue_missing", "host_too_long", "host_twice",
    ]  # fmt: skip


def test_what_begins_now_has_begun() -> None:
    start = PLAN.starts_at
    assert [has_begun(start, start + timedelta(seconds=second)) for second in (-1, 0, 1)] == [False, True, True]
