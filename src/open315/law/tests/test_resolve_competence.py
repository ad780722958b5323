import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from open315.core.names import names
from open315.law import codelists
from open315.law.queries import competence
from open315.law.rules.competence import Line, Matter, Place, clashes, decide, rivals
from open315.law.seeds import shipped_lines
from open315.org.codes import sectors
from open315.org.models import Organisation
from open315.traders.types import TraderKind

EXPECTED = Path(__file__).with_name("expected_competence.csv")
TODAY = date(2026, 5, 12)
KINDS = tuple(TraderKind.values)


def line(data: dict[str, object]) -> Line:
    values = {"goods": "", "nature": "", "trader_kind": "", "valid_until": None, **data}
    return Line(**{**values, "place": Place(str(values["place"])), "article": names(values["article"])})  # type: ignore[arg-type]


LINES = [line(each) for each in shipped_lines()]


@pytest.fixture(autouse=True)
def _fresh_table() -> Iterator[None]:
    competence.forget()
    yield
    competence.forget()


def rows() -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("on", [TODAY, date(2025, 6, 1), date(2016, 6, 1), date(2005, 6, 1)])
def test_every_matter_and_kind_of_trader_has_exactly_one_rule(on: date) -> None:
    for goods in codelists.codes("goods", on):
        for nature in ("", *codelists.codes("natures", on)):
            for kind in ("", *KINDS):
                assert len(rivals(LINES, Matter(goods, nature, kind), on)) == 1, (goods, nature, kind)


def test_the_table_is_the_one_people_agreed_on() -> None:
    found = [
        {"goods": goods, "trader_kind": kind, "code": each.line.code, "sector": each.line.sector,
         "level": str(each.line.level), "place": each.line.place.value}
        for goods in codelists.codes("goods", TODAY)
        for kind in KINDS
        if (each := decide(LINES, Matter(goods, "", kind, "420102"), TODAY))
    ]  # fmt: skip
    assert found == rows()


def test_every_line_names_a_sector_that_exists_and_codes_that_are_known() -> None:
    for each in LINES:
        assert each.sector in sectors(), each.code
        assert each.goods in ("", *codelists.code_list("goods").codes)
        assert each.nature in ("", *codelists.code_list("natures").codes)
        assert each.trader_kind in ("", *KINDS)


@pytest.mark.parametrize(
    ("on", "goods", "nature", "sector"),
    [
        (date(2016, 5, 1), "food", "", "drug"),
        (date(2026, 5, 1), "food", "", "market"),
        (date(2016, 5, 1), "clothing", "price", "price"),
        (date(2026, 5, 1), "clothing", "price", "market"),
        (date(2016, 5, 1), "salt", "", "salt"),
        (date(2026, 5, 1), "salt", "", "market"),
    ],
)
def test_offices_that_were_merged_are_competent_in_their_own_time(
    on: date, goods: str, nature: str, sector: str
) -> None:
    found = decide(LINES, Matter(goods, nature, "offline", "420102"), on)
    assert found is not None
    assert found.line.sector == sector


def test_a_seller_without_a_published_address_is_followed_to_the_platform() -> None:
    known = decide(LINES, Matter("clothing", "", "platform_seller", "420102", "330100"), TODAY)
    unknown = decide(LINES, Matter("clothing", "", "platform_seller", "", "330100"), TODAY)
    assert known is not None
    assert unknown is not None
    assert (known.region_code, unknown.region_code) == ("420102", "330100")
    assert unknown.by_platform


def test_two_lines_of_one_pattern_at_one_time_clash() -> None:
    first = next(each for each in LINES if each.code == "culture-tourism-tourism")
    assert clashes(LINES, first) == [first]
    assert decide([], Matter(), TODAY) is None


def resolve(**changes: str) -> competence.Competent:
    values = {"goods": "clothing", "nature": "quality", "trader_kind": "offline", "region_code": "420102", **changes}
    return competence.resolve(**values, on=TODAY)  # type: ignore[arg-type]


def test_the_nearest_body_upwards_is_competent(cast: object) -> None:
    found = resolve()
    body = Organisation.objects.get(pk=found.organisation_id)
    assert body.name == "武漢市市場監督管理局"
    assert found.article.en == "SAMR Order 121 Art 13"
    assert "武漢市市場監督管理局" in found.reason.zh_hant
    assert competence.reason_of(found.as_data()) == found.reason
    assert competence.article_of(found.as_data()) == found.article


def test_where_no_such_body_is_registered_the_sector_is_named(cast: object) -> None:
    found = resolve(goods="tourism")
    assert found.organisation_id is None
    assert "文化和旅遊部門" in found.reason.zh_hant
    assert "no culture and tourism authority is registered" in found.reason.en


def test_an_unknown_place_is_asked_for(cast: object) -> None:
    found = resolve(region_code="")
    assert found.organisation_id is None
    assert "not known yet" in found.reason.en


def test_a_day_without_rules_is_left_to_people(db: None) -> None:
    found = competence.resolve(goods="food", nature="", trader_kind="", region_code="420100", on=date(1990, 1, 1))
    assert found.organisation_id is None
    assert "decide by hand" in found.reason.en


def made(**changes: object) -> Line:
    values: dict[str, object] = {
        "code": "line", "priority": 50, "goods": "", "nature": "", "trader_kind": "", "place": "matter", "sector": "market",
        "level": 3, "article": "甲", "valid_from": date(2026, 1, 1), "valid_until": date(2026, 6, 30), **changes,
    }  # fmt: skip
    return line(values)


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_line_speaks_from_its_first_to_its_last_day(on: date, holds: bool) -> None:
    assert made().fits(Matter("food"), on) is holds
    assert made(valid_until=None).fits(Matter("food"), on) is (on >= date(2026, 1, 1))


@pytest.mark.parametrize("field", ["goods", "nature", "trader_kind"])
def test_a_line_speaks_only_of_what_it_names(field: str) -> None:
    named = made(**{field: "one"})
    assert named.fits(Matter(**{field: "one"}), TODAY)
    assert not named.fits(Matter(**{field: "two"}), TODAY)
    assert not named.fits(Matter(), TODAY)


def test_the_smaller_priority_wins_then_what_says_more_then_the_name() -> None:
    general, special, urgent = made(code="a"), made(code="b", goods="food"), made(code="c", priority=49)
    matter = Matter("food")
    for lines, code in (
        ([general, special, urgent], "c"),
        ([general, special], "b"),
        ([made(code="z", goods="food"), special], "b"),
        ([special, made(code="d", goods="food", nature="price")], "b"),
    ):
        for order in (lines, lines[::-1]):
            found = decide(order, matter, TODAY)
            assert found is not None
            assert found.line.code == code
    double = made(code="z", goods="food", nature="price")
    assert [each.code for each in rivals([special, double], Matter("food", "price"), TODAY)] == ["z"]
    assert [each.code for each in rivals([special, made(code="y", goods="food")], matter, TODAY)] == ["b", "y"]
    assert rivals([general], matter, date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("changes", "clash"),
    [
        ({"valid_from": date(2026, 6, 30), "valid_until": None}, True),
        ({"valid_from": date(2026, 7, 1), "valid_until": None}, False),
        ({"valid_from": date(2025, 1, 1), "valid_until": date(2026, 1, 1)}, True),
        ({"valid_from": date(2025, 1, 1), "valid_until": date(2025, 12, 31)}, False),
        ({"priority": 51}, False),
        ({"goods": "food"}, False),
        ({"nature": "price"}, False),
        ({"trader_kind": "platform"}, False),
        ({"sector": "health", "level": 1}, True),
    ],
)
def test_lines_clash_when_pattern_priority_and_time_are_common(changes: dict[str, object], clash: bool) -> None:
    assert bool(clashes([made()], made(code="new", **changes))) is clash


@pytest.mark.parametrize(
    ("place", "region", "platform", "found"),
    [
        ("matter", "", "330100", ("", False)),
        ("trader_address", "", "330100", ("", False)),
        ("published_or_platform", "", "330100", ("330100", True)),
        ("actual_or_platform", "", "330100", ("330100", True)),
        ("actual_or_platform", "420102", "330100", ("420102", False)),
        ("actual_or_platform", "", "", ("", False)),
    ],
)
def test_the_platform_counts_only_where_the_line_says_so_and_the_place_is_unknown(
    place: str, region: str, platform: str, found: tuple[str, bool]
) -> None:
    decision = decide([made(place=place)], Matter("", "", "", region, platform), TODAY)
    assert decision is not None
    assert (decision.region_code, decision.by_platform) == found


def test_what_is_kept_of_a_decision_says_why_later(cast: object) -> None:
    data = resolve().as_data()
    assert data["sector"] == "market"
    assert data["article"]["en"] == "SAMR Order 121 Art 13"
    assert competence.reason_of({"reason": "改由區局處理"}).zh_hant == "改由區局處理"
    assert competence.reason_of({}).zh_hant == ""
