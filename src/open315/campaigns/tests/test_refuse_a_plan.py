"""What a plan must satisfy: each refusal at its field, in its words, beside the nearest plan that is taken; a refusal changes nothing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from open315.campaigns import services
from open315.campaigns.models import Campaign
from open315.campaigns.rules import FIRST_YEAR, faults
from open315.campaigns.tests.making import PLAN, plan, plan_of
from open315.campaigns.types import CampaignPlan
from open315.core.errors import InvalidInput
from open315.org.models import RoleGrant
from tests.rows import Row, nothing_changes, undone

TODAY = date(2026, 5, 12)
YEAR = "請填寫活動年度，不早於 1983 年，最多提前兩年。"
TWINS: list[tuple[Row, str, str, str, Row]] = [
    # What is wrong, its field, its code, the words, and the nearest that is right.
    ({"year": 1982, "first_day": date(1982, 3, 1)}, "year", "year_out_of_range", YEAR, {"year": 1983, "first_day": date(1983, 3, 1)}),
    ({"year": 2029, "first_day": date(2029, 3, 1), "last_day": date(2029, 3, 1)}, "year", "year_out_of_range", YEAR,
     {"year": 2028, "first_day": date(2028, 3, 1), "last_day": date(2028, 3, 1)}),
    ({"theme": ""}, "theme", "theme_missing", "請填寫年主題。", {"theme": "信"}),
    ({"theme": " \u3000\n"}, "theme", "theme_missing", "請填寫年主題。", {"theme": " 信 "}),
    ({"last_day": date(2026, 2, 28)}, "last_day", "days_reversed", "結束日早於開始日，請修改其中一個。", {"last_day": date(2026, 3, 1)}),
    ({"first_day": date(2025, 12, 31)}, "first_day", "days_of_another_year", "開始日必須在活動年度之內。", {"first_day": date(2026, 1, 1)}),
    ({"first_day": date(2027, 1, 1), "last_day": date(2027, 1, 2)}, "first_day", "days_of_another_year", "開始日必須在活動年度之內。",
     {"first_day": date(2026, 12, 31), "last_day": date(2027, 1, 2)}),
    ({"stat_first": date(2026, 1, 1)}, "stat_last", "period_reversed", "統計期間的截止日早於起始日，請修改其中一個。",
     {"stat_first": date(2025, 12, 31)}),
    ({"region_code": "430000"}, "region", "region_outside", "地區必須是本組織所在地區或其下屬地區。", {"region_code": "420000"}),
    ({"region_code": "430100"}, "region", "region_outside", "地區必須是本組織所在地區或其下屬地區。", {"region_code": "420102"}),
    ({"region_code": "100000"}, "region", "region_outside", "地區必須是本組織所在地區或其下屬地區。", {"region_code": "420100"}),
]  # fmt: skip


def test_a_plan_has_one_fault_and_its_twin_none() -> None:
    for wrong, field, code, _words, right in TWINS:
        assert list(faults(plan(**wrong), today=TODAY, council_region="420000")) == [(field, code)], wrong
        assert list(faults(plan(**right), today=TODAY, council_region="420000")) == [], right


@pytest.mark.parametrize("verb", ["open", "update"])
def test_a_plan_is_refused_at_its_field_and_its_twin_is_taken(cast: Any, verb: str) -> None:
    given: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    pk = services.open_campaign(plan_of(2024), **given).pk

    def send(changes: Row) -> Campaign:
        if verb == "open":
            return services.open_campaign(plan(**changes), **given)
        return services.update_campaign(pk, plan(**changes), **given)

    for wrong, field, _code, words, right in TWINS:
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            send(wrong)
        with translation.override("zh-hant"):
            assert (refusal.value.field, str(refusal.value.message)) == (field, words), wrong
        with undone():
            assert send(right).region_id == right.get("region_code", "420000")


def test_all_faults_of_a_plan_are_named_in_the_order_of_its_form() -> None:
    wrong = plan(year=1900, theme="", last_day=date(2026, 1, 1), stat_last=date(2024, 1, 1), region_code="430000")
    assert [field for field, _code in faults(wrong, today=TODAY, council_region="420000")] == [
        "year",
        "theme",
        "last_day",
        "stat_last",
        "region",
    ]
    assert FIRST_YEAR == 1983


def test_the_year_ahead_is_counted_by_the_day_in_china(cast: Any) -> None:
    """Seven hours before midnight in London it is New Year in Wuhan."""
    actor, evening = cast.actor("secretariat"), datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    with nothing_changes(), pytest.raises(InvalidInput):
        services.open_campaign(plan_of(2029), actor=actor, at=evening.replace(hour=15, minute=59))
    assert services.open_campaign(plan_of(2029), actor=actor, at=evening).year == 2029


def test_a_city_s_campaign_stays_inside_of_the_city_though_the_province_changes_it(cast: Any) -> None:
    grant = RoleGrant.objects.get(account=cast.accounts["officer"])
    grant.role = "secretariat"
    grant.save()
    at, province = cast.at, cast.actor("secretariat")
    pk = services.open_campaign(plan(region_code="420100"), actor=cast.actor("officer"), at=at).pk
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.update_campaign(pk, PLAN, actor=province, at=at)
    assert refusal.value.field == "region"
    assert services.update_campaign(pk, plan(region_code="420102"), actor=province, at=at).region_id == "420102"


@pytest.mark.parametrize("verb", ["open", "update"])
def test_a_council_has_one_campaign_a_year_and_another_council_its_own(cast: Any, verb: str) -> None:
    actor, at = cast.actor("secretariat"), cast.at
    services.open_campaign(PLAN, actor=actor, at=at)
    other = services.open_campaign(plan_of(2025), actor=actor, at=at)
    ways = {
        "open": lambda: services.open_campaign(plan(theme="又一個"), actor=actor, at=at),
        "update": lambda: services.update_campaign(other.pk, PLAN, actor=actor, at=at),
    }
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        ways[verb]()
    with translation.override("zh-hant"):
        assert str(refusal.value.message) == "本組織該年度已有活動，請打開原有活動修改。"
    assert refusal.value.field == "year"
    grant = RoleGrant.objects.get(account=cast.accounts["huangshi_officer"])
    grant.role = "secretariat"
    grant.save()
    huangshi = cast.actor("huangshi_officer")
    assert services.open_campaign(plan(region_code="420200"), actor=huangshi, at=at).year == 2026


@given(
    st.dates(),
    st.dates(),
    st.dates(),
    st.dates(),
    st.integers(1900, 2100),
    st.sampled_from(["420000", "420100", "430000"]),
)
def test_a_plan_without_faults_is_in_order(a: date, b: date, c: date, d: date, year: int, region: str) -> None:
    plan = CampaignPlan(year, "主題", a, b, c, d, region)
    found = dict(faults(plan, today=date(2026, 5, 12), council_region="420000"))
    assert bool(found) == (
        not (a <= b and c <= d and a.year == year and 1983 <= year <= 2028 and region.startswith("42"))
    )
