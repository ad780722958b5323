"""The own plans of councils below: begun from the delivered plan, linked to it, filed, chased. Expectations by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from open315.campaigns import services as campaigns
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import MeetingVote
from open315.campaigns.filing import handlers, queries, rules, services, tasks
from open315.campaigns.issue import services as issue
from open315.campaigns.issue.rules import faults
from open315.campaigns.issue.types import IssueDraft
from open315.campaigns.models import Campaign, Delivery, JointIssue, Measure, PlanVersion
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.comparing import Said, compared, side
from open315.campaigns.plan.content import Item, served
from open315.campaigns.plan.linking import measures_above
from open315.campaigns.plan.types import MeasureDraft, SectionDraft
from open315.campaigns.tests.drafting import Made
from open315.campaigns.tests.making import plan as campaign_plan
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox import Event
from open315.notify.models import Message
from open315.notify.wording import notice_tone, notice_words
from open315.org.models import RoleGrant

pytestmark = pytest.mark.django_db
MARKET = "武漢市市場監督管理局"
PAPER = IssueDraft(
    "關於印發方案的通知",
    "鄂消〔2026〕12號",
    partners=(MARKET,),
    recipients=("各市消費者組織",),
    plans_until=date(2026, 5, 20),
)
ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)
AFTER_THE_LAST = datetime(2026, 5, 20, 16, 0, tzinfo=UTC)
"""Midnight in China after the last day for own plans."""


def secretary(cast: Any, at: datetime | None = None) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at or cast.at}


def of_wuhan(cast: Any, at: datetime | None = None) -> dict[str, Any]:
    """Wuhan's officer is its secretariat, too."""
    RoleGrant.objects.get_or_create(
        account=cast.accounts["officer"],
        organisation=cast.bodies["wuhan"],
        role="secretariat",
        defaults={"granted_from": date(2020, 1, 1)},
    )
    return {"actor": cast.actor("officer"), "at": at or cast.at}


@pytest.fixture
def paper(cast: Any, there: Made) -> JointIssue:
    return issued(cast, there)


def issued(cast: Any, there: Made, **more: Any) -> JointIssue:
    kept = plan.freeze_plan(there.campaign.pk, why="提交", **secretary(cast))
    approval.record_vote(kept.pk, MeetingVote("第三次會議", date(2026, 5, 11), 9, 9, 9), **secretary(cast))
    row = issue.draft_issue(kept.pk, replace(PAPER, **more), **secretary(cast))
    issue.ask_partners(row.pk, **secretary(cast))
    issue.answer_issue(row.partners.get().pk, confirms=True, actor=cast.actor("market_liaison"), at=cast.at)
    return issue.issue_jointly(row.pk, **secretary(cast))


def to_wuhan(cast: Any, paper: JointIssue, *, acknowledged: bool = True) -> Delivery:
    row = paper.deliveries.get(council=cast.bodies["wuhan"])
    return issue.acknowledge(row.pk, **of_wuhan(cast)) if acknowledged else row


def in_the_audit_log(event: str) -> list[Any]:
    return list(AuditEntry.objects.filter(event=event).order_by("pk").values_list("data", flat=True))


def keys(*measures: Measure) -> list[str]:
    return [f"measure{each.pk}" for each in measures]


def begun(cast: Any, paper: JointIssue, *measures: Measure) -> tuple[Delivery, Campaign]:
    row = to_wuhan(cast, paper)
    return row, services.begin_own_plan(row.pk, keys(*measures), **of_wuhan(cast))


def kept(cast: Any, campaign: Campaign, why: str = "提交") -> PlanVersion:
    return plan.freeze_plan(campaign.pk, why=why, **of_wuhan(cast))


def test_a_council_begins_its_plan_with_measures_of_the_delivered_one(
    cast: Any, there: Made, paper: JointIssue
) -> None:
    row, campaign = begun(cast, paper, there.seminar, there.contest)
    assert (campaign.council_id, campaign.year, campaign.theme, campaign.region_id) == (
        cast.bodies["wuhan"].pk, 2026, "提振消費信心", "420100",
    )  # fmt: skip
    assert (campaign.first_day, campaign.last_day) == (date(2026, 3, 1), date(2026, 3, 15))
    assert (campaign.stat_first, campaign.stat_last) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (campaign.idea, campaign.goals, campaign.budget_cents) == ("為民", "人人知曉", None)
    assert campaign.theme_in.as_data() == there.campaign.theme_in.as_data()
    section = campaign.sections.get()
    assert (section.title, section.text) == ("活動形式", "")
    first, second = section.measures.all()
    assert (first.title, first.first_day, first.last_day, first.output, first.text, first.serves_id) == (
        "年主題座談會", date(2026, 3, 10), date(2026, 3, 11), "80家企業", "解讀年主題", there.seminar.pk,
    )  # fmt: skip
    assert (first.responsible, first.venue, first.budget_cents) == ("", "", None)
    assert (second.title, second.first_day, second.last_day, second.serves_id) == (
        "知識競賽", None, None, there.contest.pk,
    )  # fmt: skip
    assert in_the_audit_log("campaigns.own_plan_begun") == [
        {"issue_id": paper.pk, "council_id": cast.bodies["wuhan"].pk}
    ]
    row.refresh_from_db()
    assert row.filed_version is None


def test_a_plan_is_begun_once_after_the_paper_was_acknowledged_and_not_with_nothing(
    cast: Any, there: Made, paper: JointIssue
) -> None:
    row = to_wuhan(cast, paper, acknowledged=False)
    with pytest.raises(Conflict, match="請先簽收文件"):
        services.begin_own_plan(row.pk, keys(there.seminar), **of_wuhan(cast))
    issue.acknowledge(row.pk, **of_wuhan(cast))
    with pytest.raises(InvalidInput) as refused:
        services.begin_own_plan(row.pk, ["measure999999"], **of_wuhan(cast))
    assert refused.value.field == "measures"
    assert not Campaign.objects.filter(council=cast.bodies["wuhan"]).exists()
    services.begin_own_plan(row.pk, keys(there.seminar), **of_wuhan(cast))
    with pytest.raises(Conflict, match="已經開始制訂"):
        services.begin_own_plan(row.pk, keys(there.contest), **of_wuhan(cast))


def test_a_campaign_that_is_there_is_used_and_a_closed_one_is_not(cast: Any, there: Made, paper: JointIssue) -> None:
    own = campaigns.open_campaign(campaign_plan(theme="本市主題", region_code="420100"), **of_wuhan(cast))
    row, campaign = begun(cast, paper, there.seminar)
    assert (campaign.pk, campaign.theme) == (own.pk, "本市主題")
    plan.remove_section(campaign.sections.get().pk, **of_wuhan(cast))
    campaigns.close_campaign(own.pk, **of_wuhan(cast))
    with pytest.raises(Conflict, match="已結束"):
        services.begin_own_plan(row.pk, keys(there.seminar), **of_wuhan(cast))


def test_nobody_else_begins_or_files_for_a_council(cast: Any, there: Made, paper: JointIssue) -> None:
    row, campaign = begun(cast, paper, there.seminar)
    version = kept(cast, campaign)
    other = paper.deliveries.get(council=cast.bodies["huangshi"])
    for who in ("secretariat", "clerk"):
        with pytest.raises(NotAllowed):
            services.file_own_plan(row.pk, version.pk, actor=cast.actor(who), at=cast.at)
        with pytest.raises(NotAllowed):
            services.begin_own_plan(row.pk, keys(there.seminar), actor=cast.actor(who), at=cast.at)
    with pytest.raises(NotFound):
        services.file_own_plan(other.pk, version.pk, **of_wuhan(cast))


def test_a_filed_version_is_released_and_says_what_it_carries_out(cast: Any, there: Made, paper: JointIssue) -> None:
    row, campaign = begun(cast, paper, there.seminar, there.contest)
    section = campaign.sections.get()
    extra = MeasureDraft("走進社區", last_day=date(2026, 3, 9), serves_id=there.seminar.pk)
    added = plan.add_measure(section.pk, extra, **of_wuhan(cast))
    plan.add_measure(section.pk, MeasureDraft("本市特色"), **of_wuhan(cast))
    version = kept(cast, campaign)
    done = services.file_own_plan(row.pk, version.pk, **of_wuhan(cast, cast.at + timedelta(hours=1)))
    version.refresh_from_db()
    assert version.released_at == cast.at + timedelta(hours=1)
    assert (done.filed_version_id, done.filed_at) == (version.pk, cast.at + timedelta(hours=1))
    first, second = section.measures.all()[:2]
    row.refresh_from_db()
    assert row.filed_links == [
        [first.pk, there.seminar.pk, "2026-03-11"],
        [second.pk, there.contest.pk, ""],
        [added.pk, there.seminar.pk, "2026-03-09"],
    ]
    own = queries.own_plan(row)
    assert (own.measures, own.covered, own.can_be_filed, own.is_begun) == (3, 2, False, True)
    assert in_the_audit_log("campaigns.own_plan_filed") == [
        {"issue_id": paper.pk, "council_id": cast.bodies["wuhan"].pk}
    ]


def test_a_plan_is_filed_anew_with_a_later_version_alone(cast: Any, there: Made, paper: JointIssue) -> None:
    row, campaign = begun(cast, paper, there.seminar)
    first = kept(cast, campaign)
    services.file_own_plan(row.pk, first.pk, **of_wuhan(cast))
    with pytest.raises(Conflict, match="已經報備"):
        services.file_own_plan(row.pk, first.pk, **of_wuhan(cast))
    plan.add_section(campaign.pk, SectionDraft("經費"), **of_wuhan(cast))
    second = kept(cast, campaign, "修改")
    plan.release_plan(second.pk, **of_wuhan(cast))
    later = cast.at + timedelta(days=2)
    done = services.file_own_plan(row.pk, second.pk, **of_wuhan(cast, later))
    assert (done.filed_version_id, done.filed_at) == (second.pk, cast.at)
    plan.add_section(campaign.pk, SectionDraft("總結"), **of_wuhan(cast))
    kept(cast, campaign, "再改")
    with pytest.raises(Conflict, match="更新的版本"):
        services.file_own_plan(row.pk, first.pk, **of_wuhan(cast))


def test_only_a_version_of_ones_own_plan_of_that_year_is_filed(cast: Any, there: Made, paper: JointIssue) -> None:
    row = to_wuhan(cast, paper)
    of_province = PlanVersion.objects.get()
    with pytest.raises(NotFound):
        services.file_own_plan(row.pk, of_province.pk, **of_wuhan(cast))
    other = campaigns.open_campaign(
        campaign_plan(year=2027, first_day=date(2027, 3, 1), last_day=date(2027, 3, 2), region_code="420100"),
        **of_wuhan(cast),
    )
    plan.add_section(other.pk, SectionDraft("宣傳"), **of_wuhan(cast))
    with pytest.raises(NotFound):
        services.file_own_plan(row.pk, kept(cast, other).pk, **of_wuhan(cast))


def test_a_measure_is_linked_to_what_was_delivered_alone(cast: Any, there: Made, paper: JointIssue) -> None:
    late = plan.add_measure(there.leading.pk, MeasureDraft("後加的"), **secretary(cast))
    row, campaign = begun(cast, paper, there.seminar)
    section, mine = campaign.sections.get(), campaign.sections.get().measures.get()
    draft = MeasureDraft("座談會", serves_id=there.stalls.pk)
    assert plan.change_measure(mine.pk, draft, **of_wuhan(cast)).serves_id == there.stalls.pk
    for wrong in (late.pk, mine.pk):
        with pytest.raises(InvalidInput) as refused:
            plan.change_measure(mine.pk, MeasureDraft("座談會", serves_id=wrong), **of_wuhan(cast))
        assert refused.value.field == "serves"
        with pytest.raises(InvalidInput):
            plan.add_measure(section.pk, MeasureDraft("座談會", serves_id=wrong), **of_wuhan(cast))
    with pytest.raises(InvalidInput):
        plan.add_measure(there.forms.pk, MeasureDraft("座談會", serves_id=there.stalls.pk), **secretary(cast))
    assert plan.change_measure(mine.pk, MeasureDraft("座談會"), **of_wuhan(cast)).serves_id is None
    assert row.issue.pk == paper.pk


def test_a_link_that_was_there_stays_when_its_paper_is_of_another_year(
    cast: Any, there: Made, paper: JointIssue
) -> None:
    _row, campaign = begun(cast, paper, there.seminar)
    mine = campaign.sections.get().measures.get()
    Campaign.objects.filter(pk=there.campaign.pk).update(year=2025)
    assert measures_above(campaign) == {}
    changed = MeasureDraft("年主題座談", serves_id=there.seminar.pk)
    assert plan.change_measure(mine.pk, changed, **of_wuhan(cast)).title == "年主題座談"


def test_a_measure_that_is_carried_out_below_is_not_taken_out(cast: Any, there: Made, paper: JointIssue) -> None:
    begun(cast, paper, there.seminar)
    with pytest.raises(Conflict, match="下級的措施"):
        plan.remove_measure(there.seminar.pk, **secretary(cast))
    plan.remove_measure(there.stalls.pk, **secretary(cast))


def test_what_was_taken_out_above_is_taken_over_without_a_link(cast: Any, there: Made, paper: JointIssue) -> None:
    gone = keys(there.stalls)
    plan.remove_measure(there.stalls.pk, **secretary(cast))
    row = to_wuhan(cast, paper)
    campaign = services.begin_own_plan(row.pk, gone, **of_wuhan(cast))
    mine = campaign.sections.get().measures.get()
    assert (mine.title, mine.serves_id) == ("現場諮詢", None)


def measure(key: str, **fields: str) -> Item:
    blank = dict.fromkeys(
        ("title", "responsible", "first_day", "last_day", "venue", "budget_cents", "output", "text"), ""
    )
    return Item(key, "measure", "section1", 1, {**blank, **fields})


PLAIN = measure("measure7", title="講座")
LINKED = measure("measure8", title="展覽", last_day="2026-03-05", serves="measure3 辦 展覽")


def test_links_are_read_from_a_plan() -> None:
    head = Item("head", "head", "", 1, {"theme": "主題"})
    assert rules.links_of((head, PLAIN, LINKED)) == [(8, 3, "2026-03-05")]
    assert rules.measures_in((head, PLAIN, LINKED)) == [7, 8]
    assert (served(PLAIN), served(LINKED)) == (None, (3, "辦 展覽"))


@pytest.mark.parametrize(
    ("links", "above", "covered"),
    [
        ([], [1, 2], 0),
        ([(7, 1, "")], [1, 2], 1),
        ([(7, 1, ""), (8, 1, "")], [1, 2], 1),
        ([(7, 1, ""), (8, 2, "")], [1, 2], 2),
        ([(7, 9, "")], [1, 2], 0),
    ],
)
def test_a_measure_above_counts_once(links: Any, above: Any, covered: int) -> None:
    assert rules.covered(links, above) == covered


def test_a_link_is_kept_in_versions_and_their_comparison() -> None:
    head = Item("head", "head", "", 1, {"theme": "主題"})
    section = Item("section1", "section", "head", 1, {"title": "形式", "text": ""})
    before = (head, section, PLAIN)
    after = (head, section, measure("measure7", title="講座", serves="measure3 宣講"))
    found = compared(before, after)
    assert (side(found, Said.REMOVED), side(found, Said.ADDED)) == (
        (head, section, measure("measure7", title="講座", serves="")), after,
    )  # fmt: skip
    assert [name for each in found for name, _pieces in each.changed] == ["serves"]


def test_the_days_of_a_draft_are_not_over() -> None:
    draft = replace(PAPER, plans_until=date(2026, 5, 11))
    assert list(faults(draft, today=date(2026, 5, 12), campaign_year=2026)) == [("plans_until", "day_is_over")]
    assert not list(faults(draft, today=date(2026, 5, 11), campaign_year=2026))


def test_who_has_filed_nothing_is_reminded_once_a_day(cast: Any, there: Made, paper: JointIssue) -> None:
    row, campaign = begun(cast, paper, there.seminar)
    assert services.chase_unfiled(paper.pk, **secretary(cast)) == 2
    with pytest.raises(Conflict):
        services.chase_unfiled(paper.pk, **secretary(cast))
    services.file_own_plan(row.pk, kept(cast, campaign).pk, **of_wuhan(cast))
    tomorrow = datetime(2026, 5, 12, 16, 0, tzinfo=UTC)
    assert services.chase_unfiled(paper.pk, **secretary(cast, tomorrow)) == 1
    other = paper.deliveries.get(council=cast.bodies["huangshi"])
    assert (other.plan_chases, other.plan_chased_at) == (2, tomorrow)
    row.refresh_from_db()
    assert (row.plan_chases, row.plan_chased_at, row.chases) == (1, cast.at, 0)
    assert in_the_audit_log("campaigns.unfiled_chased") == [
        {"councils": sorted(cast.bodies[name].pk for name in ("wuhan", "huangshi"))},
        {"councils": [cast.bodies["huangshi"].pk]},
    ]
    with pytest.raises(NotAllowed):
        services.chase_unfiled(paper.pk, actor=cast.actor("analyst"), at=tomorrow)


def test_the_day_after_the_last_they_are_reminded_by_themselves(cast: Any, paper: JointIssue) -> None:
    assert tasks.chase_late_plans(AFTER_THE_LAST - timedelta(seconds=1)) == 0
    services.chase_unfiled(paper.pk, **secretary(cast, AFTER_THE_LAST - timedelta(seconds=1)))
    assert (tasks.chase_late_plans(AFTER_THE_LAST), tasks.chase_late_plans(AFTER_THE_LAST)) == (1, 0)
    assert {each.plan_chases for each in paper.deliveries.all()} == {2}
    assert tasks.chase_late_plans(AFTER_THE_LAST + timedelta(days=3)) == 0


def test_without_a_last_day_nobody_is_reminded_by_itself(cast: Any, there: Made) -> None:
    issued(cast, there, plans_until=None)
    assert tasks.chase_late_plans(AFTER_THE_LAST + timedelta(days=99)) == 0


def told(handler: Any, name: str, **payload: Any) -> list[tuple[Any, ...]]:
    handler(Event(name, payload, datetime(2026, 5, 12, 2, 0, tzinfo=UTC)))
    found = list(Message.objects.order_by("account_id").values_list("template", "account_id", "url"))
    Message.objects.all().delete()
    return found


def test_the_council_above_is_told_and_the_missing_are(cast: Any, there: Made, paper: JointIssue) -> None:
    row, campaign = begun(cast, paper, there.seminar)
    who = {name: account.pk for name, account in cast.accounts.items()}
    other = paper.deliveries.get(council=cast.bodies["huangshi"])
    both = [cast.bodies["wuhan"].pk, cast.bodies["huangshi"].pk]
    assert told(handlers.tell_above, handlers.FILED, delivery_id=row.pk) == [
        ("campaigns.own_plan_filed", who["secretariat"], f"/console/campaigns/deliveries/{row.pk}/")
    ]
    found = told(handlers.tell_missing, handlers.CHASED, issue_id=paper.pk, councils=both)
    assert {each[1:] for each in found} == {
        (who["officer"], f"/console/campaigns/deliveries/{row.pk}/"),
        (who["huangshi_clerk"], f"/console/campaigns/deliveries/{other.pk}/"),
        (who["huangshi_officer"], f"/console/campaigns/deliveries/{other.pk}/"),
    }
    services.file_own_plan(row.pk, kept(cast, campaign).pk, **of_wuhan(cast))
    assert told(handlers.tell_missing, handlers.CHASED, issue_id=paper.pk, councils=both[:1]) == []


def test_the_messages_say_who_waits(cast: Any, there: Made, paper: JointIssue) -> None:
    row, _campaign = begun(cast, paper, there.seminar)
    with translation.override("zh-hant"):
        handlers.tell_above(Event(handlers.FILED, {"delivery_id": row.pk}, cast.at))
        data = Message.objects.get().data
        assert notice_words(handlers.FILED, data) == "武漢市消費者協會報備了本級方案。"
        Message.objects.all().delete()
        missing = {"issue_id": paper.pk, "councils": [cast.bodies["wuhan"].pk]}
        handlers.tell_missing(Event(handlers.CHASED, missing, cast.at))
        data = Message.objects.get().data
        assert notice_words(handlers.CHASED, data) == "湖北省消費者委員會催報貴會的本級方案。"
    assert (notice_tone(handlers.FILED), notice_tone(handlers.CHASED)) == ("info", "warn")
