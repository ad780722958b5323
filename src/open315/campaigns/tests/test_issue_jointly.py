"""The joint issue of an approved plan and its delivery: who may, what is written, what is refused. Expectations by hand."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.utils import translation

from open315.campaigns import services as campaigns
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import MeetingVote
from open315.campaigns.issue import handlers, queries, rules, services, tasks
from open315.campaigns.issue.content import digest_of, is_unchanged
from open315.campaigns.issue.document import document_of
from open315.campaigns.issue.types import IssueDraft, Number
from open315.campaigns.models import Approval, Delivery, IssuePartner, JointIssue, PlanVersion
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import SectionDraft
from open315.campaigns.tests.drafting import Made, made
from open315.campaigns.tests.test_approve_plans import browser, words
from open315.core import verbs
from open315.core.access import known_permissions
from open315.core.documents.official.types import Annex, Item, OfficialDocument, Paragraph, Script
from open315.core.documents.official.types import Number as DocumentNumber
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox import Event
from open315.notify.models import Message
from open315.notify.wording import notice_tone, notice_words
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
def there(cast: Any) -> Made:
    return made(cast)


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


def test_a_council_acknowledges_by_its_own_people_once(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    to = deliveries(row)
    wuhan, huangshi = to["武漢市消費者協會"], to["黃石市消費者委員會"]
    done = services.acknowledge(wuhan.pk, actor=cast.actor("clerk"), at=cast.at)
    assert (done.acknowledged_at, done.acknowledged_by_id) == (cast.at, cast.accounts["clerk"].pk)
    with pytest.raises(Conflict):
        services.acknowledge(wuhan.pk, actor=cast.actor("officer"), at=cast.at)
    with pytest.raises(NotFound):
        services.acknowledge(huangshi.pk, actor=cast.actor("clerk"), at=cast.at)
    with pytest.raises(NotAllowed):
        services.acknowledge(huangshi.pk, **secretary(cast))
    with pytest.raises(NotAllowed):
        services.acknowledge(huangshi.pk, **liaison(cast))


def test_the_silent_are_chased_once_a_day(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    to = deliveries(row)
    services.acknowledge(to["武漢市消費者協會"].pk, actor=cast.actor("clerk"), at=cast.at)
    assert services.chase_silent(row.pk, **secretary(cast)) == 1
    with pytest.raises(Conflict):
        services.chase_silent(row.pk, **secretary(cast))
    tomorrow = cast.at + timedelta(days=1)
    assert services.chase_silent(row.pk, **secretary(cast, tomorrow)) == 1
    chased = deliveries(row)["黃石市消費者委員會"]
    assert (chased.chases, chased.chased_at) == (2, tomorrow)
    assert deliveries(row)["武漢市消費者協會"].chases == 0
    row.refresh_from_db()
    assert row.version == JointIssue.objects.get(pk=row.pk).version == 3


def test_the_day_after_the_last_the_silent_are_chased_by_themselves(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    assert tasks.chase_late_councils(cast.at + timedelta(days=8)) == 0
    services.chase_silent(row.pk, **secretary(cast, cast.at + timedelta(days=8)))
    late = cast.at + timedelta(days=9)
    assert (tasks.chase_late_councils(late), tasks.chase_late_councils(late)) == (1, 0)
    assert {each.chases for each in deliveries(row).values()} == {2}
    assert tasks.chase_late_councils(late + timedelta(days=1)) == 0


def test_a_paper_that_is_not_issued_is_chased_by_nobody(cast: Any, version: PlanVersion) -> None:
    row = asked(cast, version)
    with pytest.raises(NotFound):
        services.chase_silent(row.pk, **secretary(cast))


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


def told(handler: Any, name: str, **payload: Any) -> list[tuple[Any, ...]]:
    handler(Event(name, payload, datetime(2026, 5, 12, 2, 0, tzinfo=UTC)))
    found = list(Message.objects.order_by("account_id").values_list("template", "account_id", "url"))
    Message.objects.all().delete()
    return found


def test_partners_councils_and_the_secretariat_are_told(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    partner, to = row.partners.get(), deliveries(row)
    who = {name: account.pk for name, account in cast.accounts.items()}
    at_partner = f"/console/campaigns/partners/{partner.pk}/"
    assert told(handlers.tell_partners, handlers.ASKED, issue_id=row.pk) == [
        ("campaigns.partners_asked", who["market_liaison"], at_partner)
    ]
    assert told(handlers.tell_secretariat, handlers.ANSWERED, partner_id=partner.pk) == [
        ("campaigns.issue_answered", who["secretariat"], at_partner)
    ]
    wuhan, huangshi = (
        f"/console/campaigns/deliveries/{to[name].pk}/" for name in ("武漢市消費者協會", "黃石市消費者委員會")
    )
    at_wuhan = {(who[name], wuhan) for name in ("clerk", "officer", "second_officer", "supervisor")}
    at_huangshi = {(who[name], huangshi) for name in ("huangshi_clerk", "huangshi_officer")}
    found = told(handlers.tell_councils, handlers.ISSUED, issue_id=row.pk)
    assert {each[1:] for each in found} == at_wuhan | at_huangshi
    services.acknowledge(to["武漢市消費者協會"].pk, actor=cast.actor("clerk"), at=cast.at)
    councils = [cast.bodies["wuhan"].pk, cast.bodies["huangshi"].pk]
    found = told(handlers.tell_silent, handlers.CHASED, issue_id=row.pk, councils=councils)
    assert {each[1:] for each in found} == at_huangshi
    assert told(handlers.tell_silent, handlers.CHASED, issue_id=row.pk, councils=councils[:1]) == []


def test_the_messages_say_what_is_to_be_done(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    handlers.tell_secretariat(Event(handlers.ANSWERED, {"partner_id": row.partners.get().pk}, cast.at))
    data = Message.objects.get().data
    with translation.override("zh-hant"):
        said = {
            name: (notice_words(name, data), notice_tone(name))
            for name in (handlers.ASKED, handlers.ANSWERED, handlers.ISSUED, handlers.CHASED)
        }
    assert said == {
        "campaigns.partners_asked": ("湖北省消費者委員會請貴單位聯合發文：關於印發方案的通知", "info"),
        "campaigns.issue_answered": ("武漢市市場監督管理局已答覆：關於印發方案的通知", "info"),
        "campaigns.plan_issued": ("湖北省消費者委員會發來：關於印發方案的通知，請簽收。", "info"),
        "campaigns.silent_chased": ("湖北省消費者委員會發來的文件貴會尚未簽收：關於印發方案的通知", "warn"),
    }


def test_the_permissions_read_in_words() -> None:
    with translation.override("zh-hant"):
        said = {name: str(known_permissions()[name]) for name in ("campaigns:confirm", "campaigns:acknowledge")}
    assert said == {
        "campaigns:confirm": "代表本單位確認或不同意聯合發文",
        "campaigns:acknowledge": "查閱並簽收送達本會的文件",
    }


def test_the_verbs_of_a_paper_are_these() -> None:
    of_papers = {"joint_issue", "issue_partner", "delivery", "issued_paper"}
    found = {str(each.name): each.event for each in verbs.of_room("campaigns") if each.target.name in of_papers}
    assert found == {
        "draft_issue": "campaigns.issue_drafted",
        "change_issue": "campaigns.issue_changed",
        "ask_partners": "campaigns.partners_asked",
        "answer_issue": "campaigns.issue_answered",
        "issue_jointly": "campaigns.plan_issued",
        "withdraw_issue": "campaigns.issue_withdrawn",
        "acknowledge": "campaigns.delivery_acknowledged",
        "chase_silent": "campaigns.silent_chased",
        "begin_own_plan": "campaigns.own_plan_begun",
        "file_own_plan": "campaigns.own_plan_filed",
        "chase_unfiled": "campaigns.unfiled_chased",
    }


@ON_THAT_DAY
def test_a_paper_is_drafted_confirmed_issued_and_acknowledged_in_the_browser(cast: Any, version: PlanVersion) -> None:
    client, market, wuhan = (browser(cast.accounts[who]) for who in ("secretariat", "market_liaison", "clerk"))
    assert "尚無聯合發文" in words(client.get("/console/campaigns/issues/"))
    assert "起草聯合發文" in words(client.get(f"/console/campaigns/versions/{version.pk}/"))
    address = f"/console/campaigns/versions/{version.pk}/issue/"
    form = client.get(address).context["form"]
    start = {field.html_name: field.value() or "" for field in form}
    assert start == {
        "title": "關於印發《2026年「3·15」活動實施方案》的通知",
        "number": "",
        "text": "現將《2026年「3·15」活動實施方案》印發給你們，請結合實際認真組織實施。",
        "partners": "",
        "recipients": "武漢市消費者協會\n黃石市消費者委員會",
        "copies": "",
        "annexes": "",
        "reply_until": "",
        "acknowledge_until": "",
        "plans_until": "",
    }
    sent = {**start, "number": "鄂消〔2026〕12號", "partners": f"{MARKET}\n\n{UNION}", "reply_until": "2026-05-15"}
    answer = client.post(address, sent)
    row = JointIssue.objects.get()
    assert answer.url == f"/console/campaigns/issues/{row.pk}/"
    assert "起草聯合發文" not in words(client.get(f"/console/campaigns/versions/{version.pk}/"))
    edit = f"/console/campaigns/issues/{row.pk}/edit/"
    again = {field.html_name: field.value() or "" for field in client.get(edit).context["form"]}
    assert (again["number"], again["partners"], again["reply_until"]) == (
        "鄂消〔2026〕12號", f"{MARKET}\n{UNION}", date(2026, 5, 15),
    )  # fmt: skip
    client.post(edit, {**sent, "acknowledge_until": "2026-05-20", "annexes": "任務分工表", "version": "1"})
    assert "沒有待貴單位答覆的文件。" in words(market.get("/console/"))
    client.post(f"/console/campaigns/issues/{row.pk}/ask/", {"version": "2"})
    first, second = row.partners.all()
    assert "關於印發《2026年「3·15」活動實施方案》的通知 湖北省消費者委員會 · 截止日2026-05-15" in words(
        market.get("/console/")
    )
    page = f"/console/campaigns/partners/{first.pk}/"
    seen = words(market.get(page))
    for said in ("發文字號 鄂消〔2026〕12號", "2.1 年主題座談會", "貴單位將在文件上署名。", "答覆 尚未答覆"):
        assert said in seen
    market.post(f"{page}confirm/", {"version": "1"})
    assert "登記該單位的書面意見。" in words(client.get(f"/console/campaigns/partners/{second.pk}/"))
    seen = words(client.get(answer.url))
    for said in ("尚有單位未答覆", f"1 {MARKET} 已確認", "在系統內", f"2 {UNION} 尚未答覆", "狀態 徵求意見中"):
        assert said in seen
    client.post(f"/console/campaigns/partners/{second.pk}/decline/", {"version": "1", "reason": "另行發文"})
    client.post(f"/console/campaigns/issues/{row.pk}/issue/", {"version": "3"})
    row.refresh_from_db()
    seen = words(client.get(answer.url))
    for said in (
        "狀態 已印發",
        f"校驗碼 {row.digest} 未經改動",
        f"署名 湖北省消費者委員會 {MARKET} 主送 武漢市消費者協會 黃石市消費者委員會",
        "附件 任務分工表",
        "成文日期 2026-05-12",
        "送達組織數 2",
        "已簽收 0",
        "未簽收 2",
        "書面登記",
        "另行發文",
    ):
        assert said in seen
    to = deliveries(row)["武漢市消費者協會"]
    assert "2026-05-20前簽收" in words(wuhan.get("/console/"))
    assert "未簽收" in words(wuhan.get("/console/campaigns/delivered/"))
    seen = words(wuhan.get(f"/console/campaigns/deliveries/{to.pk}/"))
    for said in ("送達 武漢市消費者協會", "簽收截止日 2026-05-20", "2.1 年主題座談會", "狀態 未簽收"):
        assert said in seen
    wuhan.post(f"/console/campaigns/deliveries/{to.pk}/acknowledge/")
    seen = words(wuhan.get(f"/console/campaigns/deliveries/{to.pk}/"))
    assert "狀態 已簽收 簽收時間 2026-05-12 10:00 簽收人 clerk" in seen
    assert "/acknowledge/" not in wuhan.get(f"/console/campaigns/deliveries/{to.pk}/").content.decode()
    assert "收到的文件均已簽收。" in words(wuhan.get("/console/"))
    client.post(f"/console/campaigns/issues/{row.pk}/chase/")
    silent = f"/console/campaigns/issues/{row.pk}/deliveries/?state=silent"
    seen = words(client.get(silent))
    assert "黃石市消費者委員會 未簽收 2026-05-12 10:00 1 2026-05-12 10:00" in seen
    assert "武漢市消費者協會" not in seen
    seen = words(client.get(f"/console/campaigns/issues/{row.pk}/deliveries/?state=acknowledged"))
    assert "武漢市消費者協會 已簽收 2026-05-12 10:00 2026-05-12 10:00 0" in seen
    file = client.get(f"/console/campaigns/issues/{row.pk}/deliveries/export/?format=csv")
    body = b"".join(file.streaming_content if file.streaming else [file.content]).decode()
    assert "黃石市消費者委員會" in body
    other = words(
        browser(cast.accounts["huangshi_clerk"]).get(
            f"/console/campaigns/deliveries/{deliveries(row)['黃石市消費者委員會'].pk}/"
        )
    )
    assert "已催辦 1次" in other
    assert "鄂消〔2026〕12號 關於印發" in words(client.get("/console/campaigns/issues/"))


@ON_THAT_DAY
def test_a_paper_is_withdrawn_in_the_browser(cast: Any, version: PlanVersion) -> None:
    row = drafted(cast, version)
    client = browser(cast.accounts["secretariat"])
    assert "徵求聯合單位意見" in words(client.get(f"/console/campaigns/issues/{row.pk}/"))
    client.post(f"/console/campaigns/issues/{row.pk}/withdraw/", {"reason": "暫緩", "version": "1"})
    seen = words(client.get(f"/console/campaigns/issues/{row.pk}/"))
    assert "狀態 已撤回" in seen
    assert "理由 暫緩" in seen
    assert "起草聯合發文" in words(client.get(f"/console/campaigns/versions/{version.pk}/"))


@ON_THAT_DAY
def test_who_only_reads_sees_no_step(cast: Any, version: PlanVersion) -> None:
    row = drafted(cast, version)
    seen = browser(cast.accounts["analyst"]).get(f"/console/campaigns/issues/{row.pk}/").content.decode()
    assert "關於印發方案的通知" in seen
    assert "/ask/" not in seen
    assert "/edit/" not in seen


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


def test_the_paper_is_an_official_document(cast: Any, version: PlanVersion) -> None:
    found = document_of({**PAPER, "plan": version.content}, "zh-hant")
    assert found == OfficialDocument(
        script=Script.TRADITIONAL,
        issuers=("省消費者委員會", "省總工會"),
        title="關於印發方案的通知",
        day=date(2026, 5, 12),
        body=(Paragraph("請組織實施。"), Paragraph("按時報送。")),
        kind="通知",
        number=DocumentNumber("鄂消", 2026, 12),
        recipients="武漢市消費者協會、黃石市消費者委員會",
        annexes=(
            Annex(
                "2026年「3·15」活動實施方案",
                (
                    Paragraph("為民"),
                    Paragraph("人人知曉"),
                    Item(1, "組織領導"),
                    Paragraph("成立組委會"),
                    Item(1, "活動形式"),
                    Item(
                        2,
                        "年主題座談會。",
                        "責任單位：祕書處；時間：2026年3月10日至3月11日；地點：禮堂；成果：80家企業。解讀年主題。",
                    ),
                    Item(2, "現場諮詢"),
                    Item(2, "知識競賽"),
                ),
            ),
            Annex("任務分工表"),
        ),
        copies="省政府辦公廳，省消協",
        printing_body="省消費者委員會",
        printing_day=date(2026, 5, 12),
    )


def test_the_paper_of_a_draft_in_simplified_has_no_day_and_no_number(version: PlanVersion) -> None:
    for language in ("zh-hans", "en"):
        found = document_of({**PAPER, "number": "", "issued_on": "", "plan": version.content}, language)
        assert (found.script, found.title, found.day, found.number) == ("zh-hans", "关于印发方案的通知", None, None)
        assert found.annexes[0].title == "2026年“3·15”活动实施方案"


@ON_THAT_DAY
def test_the_paper_is_downloaded_by_who_issues_it_and_by_who_got_it(cast: Any, version: PlanVersion) -> None:
    row = issued(cast, version)
    client = browser(cast.accounts["secretariat"])
    page = client.get(f"/console/campaigns/issues/{row.pk}/").content.decode()
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        address = f"/console/campaigns/issues/{row.pk}/paper.{form}"
        assert address in page
        answer = client.get(address)
        assert answer.content.startswith(begins)
        name = quote(f"關於印發方案的通知.{form}")
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert client.get(address)["Content-Type"] == "application/pdf"
    to = deliveries(row)["武漢市消費者協會"]
    wuhan, address = browser(cast.accounts["clerk"]), f"/console/campaigns/deliveries/{to.pk}/paper.pdf"
    assert address in wuhan.get(f"/console/campaigns/deliveries/{to.pk}/").content.decode()
    assert wuhan.get(address).content.startswith(b"%PDF")
