"""Own plans in the browser: begun, filed, late, and closed. By hand."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from open315.campaigns import services as campaigns
from open315.campaigns.filing import rules
from open315.campaigns.models import Campaign, JointIssue, PlanVersion
from open315.campaigns.plan.content import content_from
from open315.campaigns.tests.drafting import Made
from open315.campaigns.tests.test_approve_plans import browser, words
from open315.campaigns.tests.test_file_own_plans import (
    AFTER_THE_LAST,
    ON_THAT_DAY,
    begun,
    issued,
    kept,
    keys,
    of_wuhan,
    to_wuhan,
)
from open315.org.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(cast: Any, there: Made) -> JointIssue:
    return issued(cast, there)


@ON_THAT_DAY
def test_an_own_plan_is_begun_and_filed_in_the_browser(cast: Any, there: Made, paper: JointIssue) -> None:
    of_wuhan(cast)
    wuhan, province = browser(cast.accounts["officer"]), browser(cast.accounts["secretariat"])
    row = to_wuhan(cast, paper, acknowledged=False)
    page = f"/console/campaigns/deliveries/{row.pk}/"
    assert "制訂本會方案" not in words(wuhan.get(page))
    wuhan.post(f"{page}acknowledge/")
    assert "待報備的本級方案 關於印發方案的通知 湖北省消費者委員會 · 2026-05-20前報備" in words(wuhan.get("/console/"))
    seen = words(wuhan.get(page))
    for said in ("制訂本會方案", "狀態 未報備", "方案報備截止日 2026-05-20"):
        assert said in seen
    form = wuhan.get(f"{page}plan/").context["form"]
    assert form["measures"].value() == keys(there.seminar, there.stalls, there.contest)
    assert "2.1 年主題座談會" in words(wuhan.get(f"{page}plan/"))
    answer = wuhan.post(f"{page}plan/", {"measures": keys(there.seminar)})
    campaign = Campaign.objects.get(council=cast.bodies["wuhan"])
    assert answer.url == f"/console/campaigns/{campaign.pk}/plan/"
    mine = campaign.sections.get().measures.get()
    edit = f"/console/campaigns/measures/{mine.pk}/edit/"
    start = {each.html_name: each.value() for each in wuhan.get(edit).context["form"]}
    assert start["serves"] == there.seminar.pk
    assert "2.2 現場諮詢（湖北省消費者委員會）" in words(wuhan.get(edit))
    sent = {
        **{name: value or "" for name, value in start.items()},
        "responsible": "市消協",
        "serves": there.stalls.pk,
        "version": "1",
    }
    assert wuhan.post(edit, sent).status_code == 302
    assert "落實上級方案的措施 現場諮詢" in words(wuhan.get(f"/console/campaigns/measures/{mine.pk}/"))
    assert "先把方案存為一版" in words(wuhan.get(page))
    version = kept(cast, campaign)
    assert "報備第1版" in words(wuhan.get(page))
    wuhan.post(f"{page}file/", {"version": version.pk})
    seen = words(wuhan.get(page))
    for said in ("狀態 已報備", "落實情況 上級方案3項措施中的1項", "已報備 第1版 · 2026-05-12 10:00"):
        assert said in seen
    assert "報備第1版" not in seen
    assert "待報備的本級方案" not in words(wuhan.get("/console/"))
    seen = words(province.get(f"/console/campaigns/issues/{paper.pk}/"))
    for said in ("已報備方案 1", "未報備方案 1", "催報方案"):
        assert said in seen
    listed = f"/console/campaigns/issues/{paper.pk}/deliveries/"
    assert "黃石市消費者委員會" not in words(province.get(f"{listed}?plan=filed"))
    assert "武漢市消費者協會" not in words(province.get(f"{listed}?plan=missing"))
    assert "黃石市消費者委員會 未簽收" in words(province.get(f"{listed}?plan=missing"))
    read = words(province.get(f"/console/campaigns/versions/{version.pk}/"))
    assert "落實上級方案的措施 現場諮詢" in read
    province.post(f"/console/campaigns/issues/{paper.pk}/chase-plans/")
    assert "已催辦 1次" in words(
        browser(cast.accounts["huangshi_clerk"]).get(
            f"/console/campaigns/deliveries/{paper.deliveries.get(council=cast.bodies['huangshi']).pk}/"
        )
    )
    assert "制訂本會方案" not in words(province.get(page))


@ON_THAT_DAY
def test_a_closed_campaign_offers_no_step_and_a_late_plan_shows(cast: Any, there: Made, paper: JointIssue) -> None:
    row, campaign = begun(cast, paper, there.seminar)
    campaigns.close_campaign(campaign.pk, **of_wuhan(cast))
    page = f"/console/campaigns/deliveries/{row.pk}/"
    wuhan = browser(cast.accounts["officer"])
    assert "本會方案" not in words(wuhan.get(page)).replace("本會的方案", "")
    with time_machine.travel(AFTER_THE_LAST - timedelta(seconds=1), tick=False):
        assert "狀態 未報備" in words(browser(cast.accounts["officer"]).get(page))
    with time_machine.travel(AFTER_THE_LAST, tick=False):
        assert "狀態 逾期未報備" in words(browser(cast.accounts["officer"]).get(page))


@ON_THAT_DAY
def test_a_plan_to_which_nothing_was_delivered_asks_for_no_link(cast: Any, there: Made) -> None:
    form = browser(cast.accounts["secretariat"]).get(f"/console/campaigns/measures/{there.seminar.pk}/edit/")
    assert form.status_code == 200
    assert "serves" not in form.context["form"].fields


def test_a_version_without_links_reads_as_before(cast: Any, there: Made, paper: JointIssue) -> None:
    version = PlanVersion.objects.get()
    assert not any("serves" in each["fields"] for each in version.content)
    assert not rules.links_of(content_from(version.content))
    assert Organisation.objects.filter(pk=there.campaign.council_id).exists()
