import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from open315.core.names import Names, names
from open315.law import codelists
from open315.law.queries import competence
from open315.law.rules.competence import Line, Matter, Place, clashes, decide, decisions, joined, rivals
from open315.law.rules.exits import hints
from open315.law.seeds import shipped_lines
from open315.org import queries as org
from open315.org.codes import sectors
from open315.org.models import Organisation, OrganisationName
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
                for sort in ("complaint", "report", "enquiry"):
                    matter = Matter(sort, goods, nature, kind)
                    assert len(rivals(LINES, matter, on)) == 1, matter


def test_the_table_is_the_one_people_agreed_on() -> None:
    found = [
        {"goods": goods, "trader_kind": kind, "code": each.line.code, "sector": each.line.sector,
         "level": str(each.line.level), "place": each.place.value}
        for goods in codelists.codes("goods", TODAY)
        for kind in KINDS
        if (each := decide(LINES, Matter("complaint", goods, "", kind, "420102", "420102"), TODAY))
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
    found = decide(LINES, Matter("complaint", goods, nature, "offline", "420102"), on)
    assert found is not None
    assert found.line.sector == sector


def test_a_seller_without_a_published_address_is_followed_to_the_platform() -> None:
    seller = Matter("complaint", "clothing", "", "platform_seller", "420102", platform_region="330100")
    known = decide(LINES, replace(seller, trader_region="310115"), TODAY)
    unknown = decide(LINES, seller, TODAY)
    assert known is not None
    assert unknown is not None
    assert (known.region_code, known.also_region) == ("310115", "330100")
    assert unknown.region_code == "330100"
    assert unknown.by_platform


def test_two_lines_of_one_pattern_at_one_time_clash() -> None:
    first = next(each for each in LINES if each.code == "tourism" and each.valid_until is None)
    assert clashes(LINES, first) == [first]
    assert decide([], Matter(), TODAY) is None


CLOTHES = Matter("complaint", "clothing", "quality", "offline", "420102")


def resolve(on: date = TODAY, **changes: str) -> competence.Competent:
    return competence.resolve(replace(CLOTHES, **changes), on=on)


def test_the_nearest_body_upwards_is_competent(cast: object) -> None:
    found = resolve()
    body = Organisation.objects.get(pk=found.organisation_id)
    assert body.name == "武漢市市場監督管理局"
    assert "湖北省武漢市江岸區沒有登記縣級機關，列其上級：武漢市市場監督管理局（市級）" in found.reason.zh_hant
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
    found = competence.resolve(Matter(goods="food", region_code="420100"), on=date(1990, 1, 1))
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
    assert made().fits(Matter(goods="food"), on) is holds
    assert made(valid_until=None).fits(Matter(goods="food"), on) is (on >= date(2026, 1, 1))


@pytest.mark.parametrize("field", ["kind", "goods", "nature", "trader_kind"])
def test_a_line_speaks_only_of_what_it_names(field: str) -> None:
    named = made(**{field: "one"})
    assert named.fits(Matter(**{field: "one"}), TODAY)
    assert not named.fits(Matter(**{field: "two"}), TODAY)
    assert not named.fits(Matter(), TODAY)


def test_the_smaller_priority_wins_then_what_says_more_then_the_name() -> None:
    general, special, urgent = made(code="a"), made(code="b", goods="food"), made(code="c", priority=49)
    matter = Matter(goods="food")
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
    assert [each.code for each in rivals([special, double], Matter(goods="food", nature="price"), TODAY)] == ["z"]
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
        ({"kind": "report"}, False),
        ({"beside": True}, False),
        ({"sector": "health", "level": 1}, True),
    ],
)
def test_lines_clash_when_pattern_priority_and_time_are_common(changes: dict[str, object], clash: bool) -> None:
    assert bool(clashes([made()], made(code="new", **changes))) is clash


@pytest.mark.parametrize(
    ("place", "kind", "matter", "trader", "platform", "found"),
    [
        ("matter", "platform_seller", "420102", "310115", "330100", ("420102", False, "")),
        ("matter", "own_site", "", "310115", "", ("310115", False, "")),
        ("trader_address", "offline", "420102", "", "330100", ("420102", False, "")),
        ("trader_address", "", "420102", "", "", ("420102", False, "")),
        ("trader_address", "offline", "420102", "310115", "", ("310115", False, "")),
        ("trader_address", "manufacturer", "420102", "", "", ("", False, "")),
        ("trader_domicile", "own_site", "420102", "", "", ("", False, "")),
        ("trader_domicile", "own_site", "420102", "110108", "", ("110108", False, "")),
        ("published_or_platform", "platform_seller", "420102", "", "330100", ("330100", True, "")),
        ("actual_or_platform", "platform_seller", "420102", "", "330100", ("330100", True, "")),
        ("actual_or_platform", "platform_seller", "420102", "310115", "330100", ("310115", False, "330100")),
        ("actual_or_platform", "platform_seller", "420102", "", "", ("", False, "")),
        ("published_or_platform", "offline", "420102", "", "", ("", False, "")),
    ],
)
def test_each_place_is_whose_it_is_and_only_a_shop_stands_where_the_matter_took_place(
    place: str, kind: str, matter: str, trader: str, platform: str, found: tuple[str, bool, str]
) -> None:
    decision = decide([made(place=place)], Matter("complaint", "", "", kind, matter, trader, platform), TODAY)
    assert decision is not None
    assert (decision.region_code, decision.by_platform, decision.also_region) == found


def test_a_line_may_leave_the_place_to_the_general_one_and_then_both_articles_are_cited() -> None:
    general = made(code="any", place="published_or_platform", article="乙")
    special = made(code="drugs", goods="drugs", place="general", priority=40, article="甲")
    found = decide([general, special], Matter("complaint", "drugs", "", "platform_seller", "", "", "330110"), TODAY)
    assert found is not None
    assert (found.line.code, found.region_code, found.by_platform) == ("drugs", "330110", True)
    assert found.article.zh_hant == "甲；乙"
    assert joined(Names("甲、乙"), Names("乙")).zh_hant == "甲、乙"


def test_prices_have_one_authority_and_the_trade_is_named_beside_it_once() -> None:
    price = made(code="price", nature="price", priority=30, sector="market")
    trade = made(code="health", goods="health", sector="health")
    second = made(code="again", goods="health", sector="health", beside=True)
    other = made(code="other", goods="health", sector="labour", beside=True)
    matter = Matter("complaint", "health", "price", "offline", "420102")
    found = decisions([price, trade, second, other], matter, TODAY)
    assert [each.line.code for each in found] == ["price", "health", "other"]
    without = decisions([trade, second, other], replace(matter, nature="quality"), TODAY)
    assert [each.line.code for each in without] == ["health", "other"]
    assert decisions([second], matter, TODAY) == []


def test_what_is_kept_of_a_decision_says_why_later(cast: object) -> None:
    data = resolve().as_data()
    assert data["sector"] == "market"
    assert data["article"]["en"] == "SAMR Order 121 Art 13"
    assert competence.reason_of({"reason": "改由區局處理"}).zh_hant == "改由區局處理"
    assert competence.reason_of({}).zh_hant == ""


def test_a_case_of_2010_names_the_office_of_industry_and_commerce(cast: object) -> None:
    found = resolve(on=date(2010, 3, 15))
    assert found.body_name.zh_hant == "武漢市工商行政管理局"
    assert "縣級工商行政管理部門" in found.reason.zh_hant
    assert "市場監督管理局" not in found.reason.zh_hant
    assert resolve(on=date(2018, 12, 31)).body_name.zh_hant == "武漢市工商行政管理局"
    assert resolve(on=date(2019, 1, 1)).body_name.zh_hant == "武漢市市場監督管理局"


def test_a_body_whose_earlier_name_is_registered_is_called_by_that_one(cast: Any) -> None:
    OrganisationName.objects.create(
        organisation=cast.bodies["market"], name="武漢市工商局", valid_from=None, valid_until=date(2016, 12, 31)
    )
    org.forget()
    assert resolve(on=date(2016, 12, 31)).body_name.zh_hant == "武漢市工商局"
    assert resolve(on=date(2017, 1, 1)).body_name.zh_hant == "武漢市工商行政管理局"


@pytest.mark.parametrize("on", [date(2018, 10, 31), date(2018, 11, 1), date(2018, 12, 1), date(2018, 12, 31)])
@pytest.mark.parametrize(
    "changes", [{"nature": "price"}, {"nature": "measure"}, {"goods": "salt"}, {"goods": "clothing"}]
)
def test_no_day_of_the_reform_of_2018_is_without_an_authority(cast: Any, on: date, changes: dict[str, str]) -> None:
    found = resolve(on=on, **changes)
    assert found.organisation_id == cast.bodies["market"].pk
    if changes != {"goods": "clothing"}:
        assert "職責由市場監督管理部門承擔" in found.reason.zh_hant
        assert found.body_name.zh_hant == "武漢市市場監督管理局"


def test_the_tier_in_the_words_and_the_body_named_agree_or_it_is_said_that_the_tier_is_missing(cast: Any) -> None:
    tobacco = Organisation.objects.create(
        kind="department", name="湖北省菸草專賣局", sector="tobacco", region_id="420000"
    )
    found = resolve(goods="tobacco", region_code="420106")
    assert found.organisation_id == tobacco.pk
    assert found.reason.zh_hant == (
        "由經營者實際經營地或者住所地的縣級菸草專賣部門處理；湖北省武漢市武昌區沒有登記縣級機關，列其上級：湖北省菸草專賣局（省級）。"
    )
    own = Organisation.objects.create(kind="department", name="武昌區菸草專賣局", sector="tobacco", region_id="420106")
    found = resolve(goods="tobacco", region_code="420106")
    assert found.organisation_id == own.pk
    assert "湖北省武漢市武昌區：武昌區菸草專賣局。" in found.reason.zh_hant


PAYMENT = {"goods": "payment", "trader_kind": "own_site", "trader_region": "420106"}


def test_a_wallet_that_keeps_the_money_back_is_the_central_banks_and_no_tier_is_made_up(db: None) -> None:
    found = resolve(**PAYMENT)
    assert (found.sector, found.level, found.article.en) == (
        "central_bank", 0, "Regulation on Non-bank Payment Institutions Art 4 (2)",
    )  # fmt: skip
    assert found.reason.zh_hant == (
        "由經營者實際經營地或者住所地的中國人民銀行及其分支機構處理；由哪一級承擔，條文未作規定；"
        "地點為湖北省武漢市武昌區，系統中尚未登記該地的中國人民銀行及其分支機構。"
    )
    assert found.reason.en == (
        "Competent is the People's Bank of China or its branch; what counts is where the trader does business or has its "
        "domicile; the article names no tier; the place is Wuchang District, Wuhan, Hubei Province, for which no central bank "
        "authority is registered."
    )


@pytest.mark.parametrize("place", ["420106", "420100", "420000"])
def test_any_branch_that_is_registered_above_the_place_is_named_without_a_word_on_its_tier(
    place: str, db: None
) -> None:
    branch = Organisation.objects.create(
        kind="department", name="中國人民銀行湖北省分行", sector="central_bank", region_id="420000"
    )
    found = resolve(**{**PAYMENT, "trader_region": place})
    assert found.organisation_id == branch.pk
    assert found.reason.zh_hant.endswith(f"{org.region_path(place).zh_hant}：中國人民銀行湖北省分行。")
    nearer = Organisation.objects.create(
        kind="department", name="中國人民銀行武漢市分行", sector="central_bank", region_id="420100"
    )
    assert resolve(**{**PAYMENT, "trader_region": place}).organisation_id == (
        branch.pk if place == "420000" else nearer.pk
    )


def test_a_place_known_no_finer_than_the_city_is_said_to_be_so(cast: object) -> None:
    assert (
        "目前只知道地點在湖北省武漢市，請補充到縣級；暫列市級的武漢市市場監督管理局"
        in resolve(region_code="420100").reason.zh_hant
    )


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"trader_kind": "platform_seller", "platform_region": "330110"}, "浙江省杭州市餘杭區"),
        ({"trader_kind": "platform_seller", "trader_region": "310115", "platform_region": "330110"}, "上海市浦東新區"),
        ({"trader_kind": "own_site", "trader_region": "110108"}, "北京市海淀區"),
        ({"trader_kind": "offline", "trader_region": "440305"}, "廣東省深圳市南山區"),
    ],
)
def test_a_trader_elsewhere_in_the_country_never_falls_to_the_consumers_own_authority(
    cast: object, changes: dict[str, str], place: str
) -> None:
    found = resolve(**changes)
    assert found.organisation_id is None
    assert place in found.reason.zh_hant
    assert "武漢" not in found.reason.zh_hant


def test_wages_leave_by_the_way_of_the_labour_authority_and_a_report_stays(cast: object) -> None:
    found = resolve(purpose="wages")
    assert (found.exit, found.sector) == ("wages", "labour")
    assert found.reason.zh_hant.startswith("不是消費者投訴。")
    assert "12333" in found.reason.zh_hant
    assert found.as_data()["exit"] == "wages"
    assert resolve(purpose="business", kind="report").exit == ""
    assert resolve(purpose="business", goods="farm_inputs").exit == ""
    assert resolve(purpose="consumer").exit == ""


def test_words_of_a_text_only_raise_the_question() -> None:
    assert [each.code for each in hints(["公司拖欠工资三个月"])] == ["wages"]
    assert [each.code for each in hints(["樓上鄰居噪音擾民"])] == ["noise"]
    assert hints(["衣服開線"]) == []
