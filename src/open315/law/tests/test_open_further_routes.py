"""Addresses and telephones of further routes: dated, checked, and each of a route that some pack names (review of the portal, 15)."""

from datetime import date
from typing import Any

import pytest

from open315.law.rules import doors
from open315.law.rules.doors import all_doors, doors_of, parse_doors
from open315.law.rules.packs import all_packs

TODAY = date(2026, 11, 29)
DOOR: dict[str, Any] = {
    "code": "a", "routes": ["court"], "name": {"zh_hant": "甲", "en": "A"}, "address": "https://example.org/",
    "telephone": "1", "valid_from": date(2026, 1, 2), "valid_until": date(2026, 1, 4), "checked_on": date(2026, 1, 3), "read": "site",
}  # fmt: skip


def test_each_route_of_the_law_leads_to_whoever_opens_it() -> None:
    found = {
        route: [(each.telephone, each.address) for each in doors_of(route, TODAY)]
        for route in ("negotiation", "mediation", "department", "council", "arbitration", "court")
    }
    assert found == {
        "negotiation": [],
        "mediation": [("12348", "https://www.12348.gov.cn/")],
        "department": [("12315", "https://www.12315.cn/"), ("12345", "")],
        "council": [("", "https://www.cca.org.cn/")],
        "arbitration": [("12348", "https://www.12348.gov.cn/")],
        "court": [("12368", "https://zxfw.court.gov.cn/")],
    }


def test_no_door_stands_for_a_route_that_no_pack_names() -> None:
    named = {route.code for pack in all_packs().values() for route in pack.routes}
    assert {route for each in all_doors() for route in each.routes} <= named


def test_nothing_is_shown_as_checked_before_it_was_in_service_or_under_no_name() -> None:
    for each in all_doors():
        assert each.checked_on >= each.valid_from, each.code
        assert each.name.zh_hant, each.code
        assert each.name.en, each.code


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2026, 1, 1), 0), (date(2026, 1, 2), 1), (date(2026, 1, 4), 1), (date(2026, 1, 5), 0)],
)
def test_a_door_is_shown_from_its_first_day_to_its_last(day: date, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = parse_doors([DOOR])
    monkeypatch.setattr(doors, "all_doors", lambda: made)
    assert len(doors_of("court", day)) == count
    assert doors_of("arbitration", day) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"adress": "x"}, "door a: unknown entries"),
        ({"address": "", "telephone": ""}, "neither an address nor a telephone"),
        ({"address": "http://example.org/"}, "must begin with https"),
        ({"address": "javascript:alert(1)"}, "must begin with https"),
        ({"read": "believed"}, "believed"),
    ],
)
def test_a_mistake_in_the_list_names_the_door(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_doors([{**DOOR, **change}])


def test_a_code_that_stands_twice_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="twice"):
        parse_doors([DOOR, DOOR])
