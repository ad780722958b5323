"""The joint issue of an approved plan and its delivery: who may, what is written, what is refused. Expectations by hand."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from open315.campaigns import services as campaigns
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import MeetingVote
from open315.campaigns.issue import queries, rules, services
from open315.campaigns.issue.content import digest_of, is_unchanged
from open315.campaigns.issue.types import IssueDraft, Number
from open315.campaigns.models import Approval, Delivery, IssuePartner, JointIssue, PlanVersion
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import SectionDraft
from open315.campaigns.tests.drafting import Made
from open315.campaigns.tests.test_approve_plans import browser, words
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org.models import Organisation, RoleGrant
from tests.rows import changes, in_the_audit_log

pytestmark = pytest.mark.django_db
MARKET, UNION = "武漢市市場監督管理局", "省總工會"
DRAFT = IssueDraft(
    "關於印發方案的通知",
    "鄂消〔2026〕12號",
    text="請組織實施。",
    partners=(MARKET, UNION),
    recipients=("各市消費者組織",),
    copies=("省政府辦公廳",),
    annexes=("任務分工表",),
    reply_until=date(2026, 5, 15),
    acknowledge_until=date(2026, 5, 20),
)
ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)


def secretary(cast: Any, at: datetime | None = None) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at or cast.at}


def liaison(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("market_liaison"), "at": cast.at}


@pytest.fixture
def version(cast: Any, there: Made) -> PlanVersion:
    return approved(cast, there)


def approved(cast: Any, there: Made) -> PlanVersion:
    kept = plan.freeze_plan(there.campaign.pk, why="提交", **secretary(cast))
    approval.record_vote(kept.pk, MeetingVote("第三次會議", date(2026, 5, 11), 9, 9, 9), **secretary(cast))
    return kept


def drafted(cast: Any, version: PlanVersion, **more: Any) -> JointIssue:
    return services.draft_issue(version.pk, replace(DRAFT, **more), **secretary(cast))


def asked(cast: Any, version: PlanVersion, **more: Any) -> JointIssue:
    return services.ask_partners(drafted(cast, version, **more).pk, **secretary(cast))


def issued(cast: Any, version: PlanVersion, **more: Any) -> JointIssue:
    row = asked(cast, version, partners=(MARKET,), **more)
    services.answer_issue(row.partners.get().pk, confirms=True, **liaison(cast))
    return services.issue_jointly(row.pk, **secretary(cast))


def deliveries(row: JointIssue) -> dict[str, Delivery]:
    return {each.council.name: each for each in row.deliveries.select_related("council")}


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("鄂消〔2026〕12號", Number("鄂消", 2026, 12)),
        (" 鄂消委办〔２０２６〕１号 ", Number("鄂消委办", 2026, 1)),
        ("鄂消〔2026〕99999號", Number("鄂消", 2026, 99999)),
        ("鄂消〔2026〕012號", None),
        ("鄂消〔2026〕0號", None),
        ("鄂消〔2026〕第12號", None),
        ("鄂消[2026]12號", None),
        ("鄂消〔26〕12號", None),
        ("〔2026〕12號", None),
        ("鄂消〔2026〕12", None),
        ("鄂消〔2026〕100000號", None),
        ("鄂 消〔2026〕12號", None),
        ("鄂" * 21 + "〔2026〕12號", None),
    ],
)
def test_a_document_number_has_its_shape(typed: str, number: Number | None) -> None:
    assert rules.number_of(typed) == number


def test_a_document_number_is_written_as_it_is_printed() -> None:
    assert str(Number("鄂消", 2026, 12)) == "鄂消〔2026〕12號"


@pytest.mark.parametrize(
    ("answers", "today", "why"),
    [
        ([], date(2026, 5, 12), "nobody_confirmed"),
        (["declined", ""], date(2026, 5, 30), "nobody_confirmed"),
        (["confirmed", ""], date(2026, 5, 15), "somebody_silent"),
        (["confirmed", ""], date(2026, 5, 16), ""),
        (["confirmed", "declined"], date(2026, 5, 12), ""),
    ],
)
def test_a_paper_waits_for_the_silent_until_their_last_day(answers: list[str], today: date, why: str) -> None:
    assert rules.may_issue(answers, reply_until=date(2026, 5, 15), today=today) == why


def test_without_a_last_day_the_silent_are_waited_for() -> None:
    assert rules.may_issue(["confirmed", ""], reply_until=None, today=date(2999, 1, 1)) == "somebody_silent"


def test_a_draft_keeps_everything_and_knows_the_bodies_of_the_house(cast: Any, version: PlanVersion) -> None:
    found = changes(lambda: drafted(cast, version))
    ((_how, row),) = found["campaigns.JointIssue"]
    assert {
        name: row[name]
        for name in ("title", "agency_code", "year", "serial", "recipients", "copies", "annexes", "text")
    } == {
        "title": "關於印發方案的通知",
        "agency_code": "鄂消",
        "year": 2026,
        "serial": 12,
        "recipients": "各市消費者組織",
        "copies": "省政府辦公廳",
        "annexes": "任務分工表",
        "text": "請組織實施。",
    }
    assert (row["state"], row["reply_until"], row["acknowledge_until"], row["council_id"], row["created_at"]) == (
        "draft", date(2026, 5, 15), date(2026, 5, 20), cast.bodies["province"].pk, cast.at,
    )  # fmt: skip
    partners = IssuePartner.objects.values_list("place", "name", "organisation_id", "answer")
    assert list(partners) == [(1, MARKET, cast.bodies["market"].pk, ""), (2, UNION, None, "")]
    data = {"campaign_id": version.campaign_id, "state": "draft", "version": 1}
    thing = ("joint_issue", str(row["id"]))
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.issue_drafted", thing, data)
    ((_how, event),) = found["core.OutboxEvent"]
    secretary_id = cast.accounts["secretariat"].pk
    assert event["payload"] == {"campaign_id": version.campaign_id, "issue_id": row["id"], "actor": secretary_id}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"number": "鄂消2026-12"}, "number"),
        ({"number": "鄂消〔2024〕12號"}, "number"),
        ({"number": "鄂消〔2027〕12號"}, "number"),
        ({"partners": ("甲", "甲")}, "partners"),
        ({"recipients": ("長" * 121,)}, "recipients"),
        ({"copies": tuple(str(each) for each in range(61))}, "copies"),
        ({"annexes": ("一", "一")}, "annexes"),
        ({"reply_until": date(2026, 5, 11)}, "reply_until"),
        ({"acknowledge_until": date(2026, 5, 11)}, "acknowledge_until"),
    ],
)
def test_an_unsound_paper_is_refused_at_its_field(
    cast: Any, version: PlanVersion, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        drafted(cast, version, **wrong)
    assert refused.value.field == field
    assert not JointIssue.objects.exists()


def test_a_paper_at_the_edge_is_sound(cast: Any, version: PlanVersion) -> None:
    today = date(2026, 5, 12)
    row = drafted(
        cast,
        version,
        number="鄂消〔2025〕1號",
        recipients=tuple(str(each) for each in range(60)),
        copies=("長" * 120,),
        reply_until=today,
        acknowledge_until=today,
    )
    assert (row.year, row.reply_until, len(row.recipients.split("\n"))) == (2025, today, 60)
    changed = services.change_issue(row.pk, IssueDraft("題"), version=1, **secretary(cast))
    assert (changed.title, changed.agency_code, changed.year, changed.serial, changed.version) == (
        "題",
        "",
        None,
        None,
        2,
    )
    assert not changed.partners.exists()
    with pytest.raises(Conflict):
        services.change_issue(row.pk, DRAFT, version=1, **secretary(cast))


def test_a_number_is_used_once_by_one_council_and_free_after_a_withdrawal(cast: Any, there: Made) -> None:
    row = drafted(cast, approved(cast, there))
    other = campaigns.open_campaign(replace(PLAN_2027), **secretary(cast))
    plan.add_section(other.pk, SectionDraft("宣傳"), **secretary(cast))
    kept = plan.freeze_plan(other.pk, why="提交", **secretary(cast))
    approval.record_vote(kept.pk, MeetingVote("會", date(2026, 5, 11), 3, 3, 3), **secretary(cast))
    with pytest.raises(InvalidInput) as refused:
        drafted(cast, kept)
    assert refused.value.field == "number"
    services.withdraw_issue(row.pk, reason=" 暫緩 ", **secretary(cast))
    row.refresh_from_db()
    assert (row.state, row.reason, row.serial) == ("withdrawn", "暫緩", None)
    assert drafted(cast, kept).serial == 12


PLAN_2027 = campaigns.CampaignPlan(
    year=2027,
    theme="提振消費",
    first_day=date(2027, 3, 1),
    last_day=date(2027, 3, 15),
    stat_first=date(2026, 1, 1),
    stat_last=date(2026, 12, 31),
    region_code="420000",
)


def test_only_the_approved_version_is_issued_and_by_one_paper_at_a_time(cast: Any, there: Made) -> None:
    unapproved = plan.freeze_plan(there.campaign.pk, why="提交", **secretary(cast))
    with pytest.raises(Conflict):
        drafted(cast, unapproved)
    approval.record_vote(unapproved.pk, MeetingVote("會", date(2026, 5, 11), 3, 3, 3), **secretary(cast))
    row = drafted(cast, unapproved)
    with pytest.raises(Conflict):
        drafted(cast, unapproved, number="鄂消〔2026〕13號")
    approval.take_back_vote(Approval.objects.get().pk, reason="誤錄", **secretary(cast))
    with pytest.raises(Conflict):
        services.ask_partners(row.pk, **secretary(cast))


@pytest.mark.parametrize("missing", [{"partners": ()}, {"number": ""}, {"recipients": ()}])
def test_partners_are_asked_about_a_whole_paper(cast: Any, version: PlanVersion, missing: dict[str, Any]) -> None:
    row = drafted(cast, version, **missing)
    with pytest.raises(Conflict):
        services.ask_partners(row.pk, **secretary(cast))
    services.change_issue(row.pk, DRAFT, **secretary(cast))
    assert services.ask_partners(row.pk, **secretary(cast)).state == "asked"
    with pytest.raises(Conflict):
        services.change_issue(row.pk, DRAFT, **secretary(cast))


def test_a_partner_confirms_here_and_another_on_paper(cast: Any, version: PlanVersion) -> None:
    row = asked(cast, version)
    market, union = row.partners.all()
    first = services.answer_issue(market.pk, confirms=True, reason="多餘", version=1, **liaison(cast))
    assert (first.answer, first.reason, first.is_on_paper, first.answered_at) == ("confirmed", "", False, cast.at)
    second = services.answer_issue(union.pk, confirms=False, reason=" 另行發文 ", **secretary(cast))
    assert (second.answer, second.reason, second.is_on_paper) == ("declined", "另行發文", True)
    again = services.answer_issue(union.pk, confirms=True, **secretary(cast))
    assert (again.answer, again.reason, again.version) == ("confirmed", "", 3)
    with pytest.raises(Conflict):
        services.answer_issue(union.pk, confirms=True, version=1, **secretary(cast))
    with pytest.raises(InvalidInput) as refused:
        services.answer_issue(market.pk, confirms=False, reason=" ", **liaison(cast))
    assert refused.value.field == "reason"


def test_nobody_answers_for_another_body_or_before_being_asked(cast: Any, version: PlanVersion) -> None:
    row = drafted(cast, version)
    market, union = row.partners.all()
    with pytest.raises(NotFound):
        services.answer_issue(market.pk, confirms=True, **liaison(cast))
    with pytest.raises(Conflict):
        services.answer_issue(market.pk, confirms=True, **secretary(cast))
    services.ask_partners(row.pk, **secretary(cast))
    with pytest.raises(NotFound):
        services.answer_issue(union.pk, confirms=True, **liaison(cast))
    with pytest.raises(NotAllowed):
        services.answer_issue(market.pk, confirms=True, actor=cast.actor("clerk"), at=cast.at)


def test_an_issue_is_frozen_under_its_digest_and_delivered_along_the_line(cast: Any, version: PlanVersion) -> None:
    county = Organisation.objects.create(
        kind="council", name="江岸區消費者委員會", region_id="420102", parent=cast.bodies["wuhan"], path=""
    )
    county.path = f"{cast.bodies['wuhan'].path}{county.pk}/"
    county.save()
    Organisation.objects.create(
        kind="council", name="已撤銷", region_id="420103", path=f"{cast.bodies['wuhan'].path}x/", is_active=False
    )
    row = asked(cast, version)
    market, union = row.partners.all()
    services.answer_issue(market.pk, confirms=True, **liaison(cast))
    with pytest.raises(Conflict):
        services.issue_jointly(row.pk, **secretary(cast))
    services.answer_issue(union.pk, confirms=False, reason="另行發文", **secretary(cast))
    row = services.issue_jointly(row.pk, **secretary(cast))
    content = dict(row.content or {})
    assert content.pop("plan") == version.content
    assert content == {
        "number": "鄂消〔2026〕12號",
        "title": "關於印發方案的通知",
        "text": "請組織實施。",
        "signatories": ["湖北省消費者委員會", MARKET],
        "recipients": ["各市消費者組織"],
        "copies": ["省政府辦公廳"],
        "annexes": ["任務分工表"],
        "issued_on": "2026-05-12",
        "year": 2026,
        "plan_version": 1,
    }
    plain = json.dumps(row.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert (row.state, row.issued_at, row.digest) == (
        "issued", cast.at, hashlib.sha256(plain.encode()).hexdigest(),
    )  # fmt: skip
    assert set(deliveries(row)) == {"武漢市消費者協會", "黃石市消費者委員會", "江岸區消費者委員會"}
    assert {each.delivered_at for each in row.deliveries.all()} == {cast.at}
    client = browser(cast.accounts["secretariat"])
    of_counties = words(client.get(f"/console/campaigns/issues/{row.pk}/deliveries/?level=3"))
    assert "江岸區消費者委員會 未簽收" in of_counties
    assert "黃石市消費者委員會" not in of_counties
    assert (
        words(client.get(f"/console/campaigns/issues/{row.pk}/deliveries/?level=2&state=silent")).count("未簽收 2026")
        == 2
    )


def test_what_was_issued_is_not_changed_and_a_change_would_show(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    for act in (
        lambda: services.change_issue(row.pk, DRAFT, **secretary(cast)),
        lambda: services.withdraw_issue(row.pk, reason="誤", **secretary(cast)),
        lambda: services.answer_issue(row.partners.get().pk, confirms=False, reason="誤", **liaison(cast)),
        lambda: approval.take_back_vote(Approval.objects.get().pk, reason="誤", **secretary(cast)),
    ):
        with pytest.raises(Conflict):
            act()
    row.refresh_from_db()
    assert is_unchanged(row)
    row.content = {**(row.content or {}), "title": "另題"}
    assert not is_unchanged(row)
    row.content = None
    assert not is_unchanged(row)
    assert digest_of({"a": 1, "b": "中"}) == digest_of({"b": "中", "a": 1})


def test_a_draft_is_withdrawn_with_a_reason_alone_and_not_after_the_campaign(cast: Any, version: PlanVersion) -> None:
    row = drafted(cast, version)
    with pytest.raises(InvalidInput) as refused:
        services.withdraw_issue(row.pk, reason=" ", **secretary(cast))
    assert refused.value.field == "reason"
    campaigns.close_campaign(version.campaign_id, **secretary(cast))
    with pytest.raises(Conflict):
        services.withdraw_issue(row.pk, reason="暫緩", **secretary(cast))


def test_another_council_finds_nothing(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    grant = RoleGrant.objects.get(account=cast.accounts["secretariat"])
    grant.organisation = cast.bodies["wuhan"]
    grant.save()
    for act in (
        lambda: services.draft_issue(version.pk, DRAFT, **secretary(cast)),
        lambda: services.issue_jointly(row.pk, **secretary(cast)),
        lambda: services.chase_silent(row.pk, **secretary(cast)),
        lambda: queries.get_issue(cast.actor("secretariat"), row.pk),
        lambda: queries.get_partner(cast.actor("secretariat"), row.partners.get().pk),
    ):
        with pytest.raises(NotFound):
            act()


PAPER = {
    "number": "鄂消〔2026〕12號",
    "title": "關於印發方案的通知",
    "text": "請組織實施。\n按時報送。",
    "signatories": ["省消費者委員會", "省總工會"],
    "recipients": ["武漢市消費者協會", "黃石市消費者委員會"],
    "copies": ["省政府辦公廳", "省消協"],
    "annexes": ["任務分工表"],
    "issued_on": "2026-05-12",
    "year": 2026,
    "plan_version": 1,
}
