"""The plan of an earlier year taken over into a new campaign. Expectations by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.campaigns import services as campaigns
from open315.campaigns.committee import services as committee
from open315.campaigns.committee.types import CommitteeDraft, PostDraft
from open315.campaigns.copying import services
from open315.campaigns.copying.rules import in_year
from open315.campaigns.models import Campaign
from open315.campaigns.plan import services as plan
from open315.campaigns.tests.drafting import ASKED, Made
from open315.campaigns.tests.making import plan as campaign_plan
from open315.campaigns.tests.making import plan_of
from open315.campaigns.tests.test_approve_plans import browser, words
from open315.campaigns.tests.test_file_own_plans import in_the_audit_log, of_wuhan, secretary
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (None, 1, None),
        (date(2026, 3, 10), 1, date(2027, 3, 10)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 3, 10), 0, date(2026, 3, 10)),
    ],
)
def test_a_day_stands_in_another_year(day: date | None, years: int, then: date | None) -> None:
    assert in_year(day, years) == then


@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)), years=st.integers(0, 30))
def test_the_month_stays(day: date, years: int) -> None:
    then = in_year(day, years)
    assert then is not None
    assert (then.year, then.month) == (day.year + years, day.month)


def following(cast: Any, year: int = 2027) -> Campaign:
    return campaigns.open_campaign(plan_of(year), **secretary(cast))


@pytest.mark.django_db
def test_sections_measures_and_bodies_come_without_holders(cast: Any, there: Made) -> None:
    who = secretary(cast)
    office = committee.set_up_committee(there.campaign.pk, CommitteeDraft("office", "辦公室", date(2026, 1, 5)), **who)
    top = CommitteeDraft(
        "committee", "組委會", date(2026, 1, 5), date(2026, 4, 1), basis="鄂消〔2026〕1號", duties="統籌"
    )
    above = committee.set_up_committee(there.campaign.pk, top, **who)
    part = CommitteeDraft("office", "辦公室", date(2026, 1, 5), part_of_id=above.pk)
    committee.change_committee(office.pk, part, **who)
    committee.give_post(above.pk, PostDraft("主任", "省政府", "副省長", date(2026, 1, 5)), **who)
    plan.put_requirement(there.campaign.pk, ASKED, **who)
    new = following(cast)
    services.take_over_plan(new.pk, there.campaign.pk, **who)
    sections = list(new.sections.all())
    assert [(each.title, each.text) for each in sections] == [("組織領導", "成立組委會"), ("活動形式", "")]
    first, second, third = sections[1].measures.all()
    assert (first.title, first.responsible, first.first_day, first.last_day, first.venue) == (
        "年主題座談會", "祕書處", date(2027, 3, 10), date(2027, 3, 11), "禮堂",
    )  # fmt: skip
    assert (first.budget_cents, first.output, first.text, first.serves_id) == (
        1_200_000, "80家企業", "解讀年主題", None,
    )  # fmt: skip
    assert [second.title, third.title, third.budget_cents] == ["現場諮詢", "知識競賽", 300_000]
    found = {each.name: each for each in new.committees.all()}
    assert set(found) == {"組委會", "辦公室"}
    assert found["辦公室"].part_of_id == found["組委會"].pk
    top_now = found["組委會"]
    assert (top_now.kind, top_now.set_up_on, top_now.ended_on, top_now.basis, top_now.duties) == (
        "committee", date(2026, 5, 12), None, "", "統籌",
    )  # fmt: skip
    assert not any(each.posts.exists() for each in found.values())
    assert not new.requirements.exists()
    assert in_the_audit_log("campaigns.plan_taken_over") == [{"source": 2026}]


@pytest.mark.django_db
def test_bodies_that_are_there_stay_alone(cast: Any, there: Made) -> None:
    who = secretary(cast)
    committee.set_up_committee(there.campaign.pk, CommitteeDraft("office", "舊辦公室", date(2026, 1, 5)), **who)
    new = following(cast)
    committee.set_up_committee(new.pk, CommitteeDraft("office", "新辦公室", date(2026, 1, 5)), **who)
    services.take_over_plan(new.pk, there.campaign.pk, **who)
    assert [each.name for each in new.committees.all()] == ["新辦公室"]


@pytest.mark.django_db
def test_what_cannot_be_taken_over_is_refused(cast: Any, there: Made) -> None:
    who = secretary(cast)
    new, earlier = following(cast), following(cast, 2025)
    empty = following(cast, 2024)
    for source in (new.pk, empty.pk, 0):
        with pytest.raises(InvalidInput) as refused:
            services.take_over_plan(new.pk, source, **who)
        assert refused.value.field == "source"
    with pytest.raises(InvalidInput):
        services.take_over_plan(earlier.pk, there.campaign.pk, **who)
    with pytest.raises(NotAllowed):
        services.take_over_plan(new.pk, there.campaign.pk, actor=cast.actor("analyst"), at=cast.at)
    of_city = campaigns.open_campaign(replace(campaign_plan(region_code="420100")), **of_wuhan(cast))
    with pytest.raises(NotFound):
        services.take_over_plan(of_city.pk, there.campaign.pk, **who)
    services.take_over_plan(new.pk, there.campaign.pk, **who)
    with pytest.raises(Conflict):
        services.take_over_plan(new.pk, there.campaign.pk, **who)
    closed = following(cast, 2028)
    campaigns.close_campaign(closed.pk, **who)
    with pytest.raises(Conflict):
        services.take_over_plan(closed.pk, there.campaign.pk, **who)


@pytest.mark.django_db
def test_an_earlier_plan_is_taken_over_in_the_browser(cast: Any, there: Made) -> None:
    new, client = following(cast), browser(cast.accounts["secretariat"])
    page = f"/console/campaigns/{new.pk}/plan/"
    assert "沿用往年方案" in words(client.get(page))
    form = client.get(f"{page}take-over/").context["form"]
    assert form["source"].value() == there.campaign.pk
    assert "2026年：2章、3項措施、0個機構" in words(client.get(f"{page}take-over/"))
    answer = client.post(f"{page}take-over/", {"source": there.campaign.pk})
    assert answer.url == page
    seen = words(client.get(page))
    assert "2.1 年主題座談會" in seen
    assert "沿用往年方案" not in words(client.get(page))
