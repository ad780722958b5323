"""Where a platform has its domicile: the register goes first, then what is shipped; and a new seller keeps its platform."""

from datetime import UTC, datetime
from typing import Any

import pytest

from open315.traders import queries
from open315.traders.models import Trader
from open315.traders.services import Described, find_or_add

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "place"),
    [("淘寶", "330110"), ("淘宝", "330110"), (" Taobao ", "330110"), ("京東", "110115"), ("某平台", ""), ("", "")],
)
def test_a_well_known_platform_is_found_by_its_name_in_either_script(name: str, place: str) -> None:
    assert queries.platform_place(name) == place


def platform(**changes: Any) -> Trader:
    values = {
        "name": "淘寶",
        "folded_name": "淘宝",
        "kind": "platform",
        "region_id": "420102",
        "created_at": AT,
        **changes,
    }
    return Trader.objects.create(**values)


def test_the_register_goes_before_what_is_shipped() -> None:
    platform()
    assert queries.platform_place("淘寶") == "420102"


@pytest.mark.parametrize("changes", [{"kind": "offline"}, {"region_id": None}])
def test_a_trader_that_is_no_platform_or_has_no_place_says_nothing(changes: dict[str, Any]) -> None:
    platform(**changes)
    assert queries.platform_place("淘寶") == "330110"


def test_a_new_seller_keeps_its_platform_which_is_added_once() -> None:
    for name in ("甲店", "乙店"):
        find_or_add(Described(name, kind="platform_seller", platform_name="某平台", platform_region="330110"), at=AT)
    sellers = Trader.objects.filter(kind="platform_seller").order_by("id").select_related("platform")
    assert [(each.name, each.platform and each.platform.name) for each in sellers] == [
        ("甲店", "某平台"),
        ("乙店", "某平台"),
    ]
    found = Trader.objects.get(kind="platform")
    assert (found.name, found.region_id) == ("某平台", "330110")
    find_or_add(Described("丙店", kind="offline"), at=AT)
    assert Trader.objects.get(name="丙店").platform_id is None
