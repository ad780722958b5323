"""Approval in the browser: a secretary enters a vote, members and secretary sign, a waived requirement, the rules of procedure. By hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from open315.campaigns.approval import services
from open315.campaigns.models import Approval, PlanVersion
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import SectionDraft
from open315.campaigns.tests.drafting import ASKED, Made
from open315.campaigns.tests.test_approve_plans import ON_THAT_DAY, VOTE, browser, kept, member, secretary, words
from open315.core import verbs
from open315.core.access import known_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast: Any, there: Made) -> PlanVersion:
    return kept(cast, there)


@ON_THAT_DAY
def test_a_secretary_enters_a_vote_in_the_browser(cast: Any, version: PlanVersion) -> None:
    client = browser(cast.accounts["secretariat"])
    seen = words(client.get(f"/console/campaigns/versions/{version.pk}/"))
    for said in ("錄入會議表決", "發起傳籤", "尚未提請表決。"):
        assert said in seen
    assert "尚無通過的版本" in words(client.get(f"/console/campaigns/{version.campaign_id}/plan/"))
    address = f"/console/campaigns/versions/{version.pk}/vote/"
    page = client.get(address)
    assert "參加者三分之二以上，同意者三分之二以上（計票基數：參加表決的委員）" in words(page)
    assert page.context["form"]["held_on"].value() == date(2026, 5, 12)
    sent = {
        "occasion": "第三次會議",
        "held_on": "2026-05-11",
        "members": 9,
        "present": 6,
        "in_favour": 4,
        "against": 1,
        "abstained": 1,
    }
    answer = client.post(address, sent)
    row = Approval.objects.get()
    assert answer.url == f"/console/campaigns/approvals/{row.pk}/"
    seen = words(client.get(answer.url))
    for said in (
        "狀態 已通過",
        "方式 會議表決",
        "會議名稱 第三次會議",
        "召開日期 2026-05-11",
        "委員總數 9",
        "到會委員 6",
        "贊成 4",
        "反對 1",
        "棄權 1",
        "最低參加比例 三分之二以上 已達到",
        "三分之二以上 · 參加表決的委員 已達到",
        "本系統預設規則",
    ):
        assert said in seen
    seen = words(client.get(f"/console/campaigns/versions/{version.pk}/"))
    assert "會議表決 2026-05-11 已通過" in seen
    assert "發起傳籤" not in seen
    assert "第1版已通過" in words(client.get(f"/console/campaigns/{version.campaign_id}/plan/"))


@ON_THAT_DAY
def test_a_change_after_approval_asks_for_a_new_one(cast: Any, version: PlanVersion) -> None:
    services.record_vote(version.pk, VOTE, **secretary(cast))
    plan.add_section(version.campaign_id, SectionDraft("經費"), **secretary(cast))
    seen = words(browser(cast.accounts["secretariat"]).get(f"/console/campaigns/{version.campaign_id}/plan/"))
    assert "第1版已通過 通過後有修改：須另存版本再提請表決" in seen


@ON_THAT_DAY
def test_members_and_secretary_sign_in_the_browser(cast: Any, version: PlanVersion) -> None:
    one = member(cast)
    client, mine = browser(cast.accounts["secretariat"]), browser(one)
    address = f"/console/campaigns/versions/{version.pk}/circulate/"
    assert client.get(address).context["form"]["accounts"].value() == [one.pk]
    too_long = {"deadline": "2026-05-20", "on_paper": "長" * 121}
    assert client.post(address, too_long).status_code == 422
    sent = {"deadline": "2026-05-20", "accounts": [one.pk], "on_paper": f" 省總工會 \n\n{'長' * 120}\n"}
    answer = client.post(address, sent)
    row = Approval.objects.get()
    assert answer.url == f"/console/campaigns/approvals/{row.pk}/"
    assert [str(each) for each in row.ballots.all()] == ["委員first", "省總工會", "長" * 120]
    first, second = row.ballots.all()[:2]
    assert "2026年實施方案（第1版） 截止日2026-05-20" in words(mine.get("/console/"))
    seen = words(mine.get(f"/console/campaigns/ballots/{first.pk}/"))
    assert "委員first · 截止日2026-05-20" in seen
    assert mine.post(f"/console/campaigns/ballots/{first.pk}/", {"answer": "agrees", "version": 1}).url == answer.url
    assert "沒有待簽署的方案。" in words(mine.get("/console/"))
    assert mine.get(f"/console/campaigns/ballots/{second.pk}/").status_code == 404
    seen = words(mine.get(answer.url))
    assert "委員first 同意 2026-05-12 10:00 在系統內" in seen
    assert "/ballots/" in mine.get(answer.url).content.decode()
    client.post(f"/console/campaigns/ballots/{second.pk}/", {"answer": "objects", "reason": "經費", "version": 1})
    seen = words(client.get(answer.url))
    for said in (
        "省總工會 有異議 經費 2026-05-12 10:00 書面登記",
        "尚未答覆",
        "已答覆 2",
        "同意 1",
        "有異議 1",
        "截止日 2026-05-20",
    ):
        assert said in seen
    client.post(f"/console/campaigns/approvals/{row.pk}/take-back/", {"reason": "改為開會", "version": 1})
    seen = words(client.get(answer.url))
    assert "狀態 已撤回" in seen
    assert "理由 改為開會" in seen
    assert "/ballots/" not in client.get(answer.url).content.decode()


@ON_THAT_DAY
def test_a_waived_requirement_stands_beside_the_vote(cast: Any, version: PlanVersion) -> None:
    plan.put_requirement(version.campaign_id, ASKED, **secretary(cast))
    row = services.record_vote(version.pk, replace(VOTE, waiver="另文答覆"), **secretary(cast))
    seen = words(browser(cast.accounts["analyst"]).get(f"/console/campaigns/approvals/{row.pk}/"))
    assert "保留未答覆的要求 1" in seen
    assert "未答覆的要求為何可以保留 另文答覆" in seen
    assert "/take-back/" not in seen


@ON_THAT_DAY
def test_rules_of_procedure_are_entered_in_the_browser(cast: Any) -> None:
    client = browser(cast.accounts["secretariat"])
    assert "本會尚未錄入議事規則" in words(client.get("/console/campaigns/procedures/"))
    form = client.get("/console/campaigns/procedures/new/").context["form"]
    start = {field.html_name: field.value() for field in form if field.value() is not None}
    assert start == {
        "valid_from": date(2026, 5, 12), "quorum": "two_thirds", "majority": "two_thirds", "base": "present", "remind_days": 2,
    }  # fmt: skip
    sent = {**start, "valid_from": "2026-05-12", "source": "章程", "quorum": "half"}
    assert client.post("/console/campaigns/procedures/new/", sent).url == "/console/campaigns/procedures/"
    seen = words(client.get("/console/campaigns/procedures/"))
    assert "2026-05-12 過半數 三分之二以上 參加表決的委員 2 章程" in seen


def test_the_permission_of_members_reads_in_words() -> None:
    with translation.override("zh-hant"):
        assert str(known_permissions()["campaigns:vote"]) == "對傳籤的方案簽署意見"


def test_the_verbs_of_a_vote_are_these() -> None:
    of_votes = {"approval", "ballot", "procedure"}
    found = {str(each.name): each.event for each in verbs.of_room("campaigns") if each.target.name in of_votes}
    assert found == {
        "record_vote": "campaigns.vote_recorded",
        "bring_circulation": "campaigns.circulation_brought",
        "circulate_plan": "campaigns.plan_circulated",
        "sign_ballot": "campaigns.ballot_signed",
        "remind_members": "campaigns.members_reminded",
        "end_circulation": "campaigns.circulation_ended",
        "take_back_vote": "campaigns.vote_taken_back",
        "state_procedure": "campaigns.procedure_stated",
    }
