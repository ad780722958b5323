"""What somebody said for themselves, nobody else says otherwise; and what is one council's affair, others do not read. After an attacker's look."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.utils import translation

from open315.campaigns.allocation import services as allocation
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import OwnProcedure
from open315.campaigns.issue import services as issue
from open315.campaigns.models import PlanVersion, Task
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import MeasureDraft
from open315.campaigns.tests.drafting import Made
from open315.campaigns.tests.seating import seated
from open315.campaigns.tests.test_approve_plans import acting, browser, member, sign, words
from open315.campaigns.tests.test_approve_plans import asked as circulated
from open315.campaigns.tests.test_issue_jointly import MARKET, approved, asked, drafted, issued, liaison, secretary
from open315.campaigns.tests.test_meet_and_give_tasks import GIVEN, TODAY, as_secretary_of
from open315.core.access import SYSTEM
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
ITSELF = "This was said by the one who was asked: nobody else says otherwise."


@pytest.fixture
def version(cast: Any, there: Made) -> PlanVersion:
    return approved(cast, there)


@pytest.fixture
def kept(cast: Any, there: Made) -> PlanVersion:
    return plan.freeze_plan(there.campaign.pk, why="提交常委會", **secretary(cast))


def test_the_secretariat_does_not_turn_the_objection_of_a_member_into_consent(cast: Any, kept: PlanVersion) -> None:
    one, other = member(cast), member(cast, "second")
    row = circulated(cast, kept, one, other, on_paper=("甲",))
    sign(cast, row, 1, "objects", reason="不妥", actor=acting(cast, one))
    with translation.override("en"), nothing_changes(), pytest.raises(Conflict, match=ITSELF):
        sign(cast, row, 1)
    ballot = row.ballots.get(place=1)
    assert (
        f"/ballots/{ballot.pk}/"
        not in browser(cast.accounts["secretariat"]).get(f"/console/campaigns/approvals/{row.pk}/").content.decode()
    )
    assert sign(cast, row, 1, actor=acting(cast, one)).answer == "agrees"
    sign(cast, row, 2)
    assert sign(cast, row, 2, "objects", reason="書面更正").is_on_paper


def test_whoever_has_an_account_on_the_committee_is_asked(cast: Any, kept: PlanVersion) -> None:
    one, _other = member(cast), member(cast, "second")
    with (
        translation.override("en"),
        nothing_changes(),
        pytest.raises(InvalidInput, match="Ask every member") as refused,
    ):
        circulated(cast, kept, one, on_paper=("甲",))
    assert refused.value.field == "accounts"


def test_nobody_reminds_the_members_but_the_clock_and_that_once(cast: Any, kept: PlanVersion) -> None:
    row = circulated(cast, kept, member(cast))
    with translation.override("en"), pytest.raises(NotAllowed, match="This happens by itself"):
        approval.remind_members(row.pk, **secretary(cast))
    assert approval.remind_members(row.pk, actor=SYSTEM, at=cast.at).reminded_at == cast.at
    with translation.override("en"), nothing_changes(), pytest.raises(Conflict, match="This circulation is over"):
        approval.remind_members(row.pk, actor=SYSTEM, at=cast.at)


def test_whoever_acts_for_no_council_has_no_rules_of_procedure(cast: Any) -> None:
    own = OwnProcedure(TODAY, "章程", "half", "half", "members", 3)
    with (
        translation.override("en"),
        nothing_changes(),
        pytest.raises(NotAllowed, match="Only a consumer council has rules"),
    ):
        approval.state_procedure(own, actor=SYSTEM, at=cast.at)


def test_the_secretariat_does_not_confirm_for_a_body_that_declined(cast: Any, version: PlanVersion) -> None:
    row = asked(cast, version)
    market, union = row.partners.all()
    issue.answer_issue(market.pk, confirms=False, reason="另行發文", **liaison(cast))
    with translation.override("en"), nothing_changes(), pytest.raises(Conflict, match=ITSELF):
        issue.answer_issue(market.pk, confirms=True, **secretary(cast))
    with time_machine.travel(cast.at, tick=False):
        seen = words(browser(cast.accounts["secretariat"]).get(f"/console/campaigns/partners/{market.pk}/"))
        own = words(browser(cast.accounts["market_liaison"]).get(f"/console/campaigns/partners/{market.pk}/"))
    assert "登記該單位的書面意見。" not in seen
    assert "貴單位將在文件上署名。" in own
    issue.answer_issue(union.pk, confirms=False, reason="另行", **secretary(cast))
    assert "登記該單位的書面意見。" in words(
        browser(cast.accounts["secretariat"]).get(f"/console/campaigns/partners/{union.pk}/")
    )
    assert issue.answer_issue(market.pk, confirms=True, **liaison(cast)).answer == "confirmed"


def test_a_council_is_no_partner_of_its_own(cast: Any, version: PlanVersion) -> None:
    with translation.override("en"), nothing_changes(), pytest.raises(InvalidInput, match="is no partner") as refused:
        drafted(cast, version, partners=(MARKET, "湖北省消費者委員會"))
    assert refused.value.field == "partners"


def test_what_a_measure_costs_is_not_shown_to_partners_and_councils_below(cast: Any, there: Made) -> None:
    section = there.campaign.sections.first()
    plan.add_measure(section.pk, MeasureDraft("採購", budget_cents=123_456_00), **secretary(cast))
    version = approved(cast, there)
    row = issued(cast, version)
    clerk, market, own = (browser(cast.accounts[who]) for who in ("clerk", "market_liaison", "secretariat"))
    to = row.deliveries.get(council=cast.bodies["wuhan"])
    for reader, page in (
        (clerk, f"/console/campaigns/deliveries/{to.pk}/"),
        (market, f"/console/campaigns/partners/{row.partners.get().pk}/"),
    ):
        seen = words(reader.get(page))
        assert "採購" in seen
        assert "123,456" not in seen
    assert "123,456" in words(own.get(f"/console/campaigns/versions/{version.pk}/"))


def test_a_task_that_was_given_shows_nothing_else_of_the_campaign(cast: Any) -> None:
    campaign = seated(cast).campaign
    task = allocation.give_task(campaign.pk, replace(GIVEN, body=cast.bodies["wuhan"].name), **secretary(cast))
    as_secretary_of(cast, "second_officer", "wuhan")
    below, own = browser(cast.accounts["second_officer"]), browser(cast.accounts["secretariat"])
    address = f"/console/campaigns/tasks/{task.pk}/edit/"
    assert (below.get(address).status_code, below.post(address, {}).status_code) == (404, 404)
    assert own.get(address).status_code == 200


def test_what_one_council_dropped_another_does_not_take_up(cast: Any) -> None:
    campaign = seated(cast).campaign
    task = allocation.give_task(campaign.pk, replace(GIVEN, body=cast.bodies["wuhan"].name), **secretary(cast))
    wuhan = as_secretary_of(cast, "second_officer", "wuhan")
    allocation.drop_task(task.pk, reason="重複", **secretary(cast))
    with translation.override("en"), nothing_changes(), pytest.raises(NotAllowed, match="Another council dropped"):
        allocation.resume_task(task.pk, reason="再辦", actor=wuhan, at=cast.at)
    allocation.resume_task(task.pk, reason="再辦", **secretary(cast))
    allocation.finish_task(task.pk, "已報送", TODAY, actor=wuhan, at=cast.at)
    assert allocation.resume_task(task.pk, reason="漏報", actor=wuhan, at=cast.at).state == "open"


def test_a_council_above_looks_on_and_reports_nothing_for_others(cast: Any) -> None:
    campaign = seated(cast).campaign
    task = allocation.give_task(campaign.pk, GIVEN, **secretary(cast))
    campaign.council = cast.bodies["wuhan"]
    campaign.save()
    Task.objects.filter(pk=task.pk).update(organisation=None)
    with (
        translation.override("en"),
        nothing_changes(),
        pytest.raises(NotAllowed, match="Another body reports this task"),
    ):
        allocation.finish_task(task.pk, "是", TODAY, **secretary(cast))
