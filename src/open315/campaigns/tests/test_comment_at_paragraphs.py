"""The verbs of comments at a paragraph: who may, what they write, what they refuse. Expectations by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.campaigns import services as campaigns
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import Circulation
from open315.campaigns.commenting import queries, services
from open315.campaigns.models import PlanComment, PlanVersion, Requirement
from open315.campaigns.plan import queries as plan
from open315.campaigns.plan import services as drafting
from open315.campaigns.plan.types import RequirementDraft
from open315.campaigns.tests.commenting import member, said, secretary, sent, there
from open315.campaigns.tests.drafting import SEMINAR, Made
from open315.campaigns.types import CommentSaid
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org.models import RoleGrant
from tests.rows import changes, in_the_audit_log, nothing_changes

pytestmark = pytest.mark.django_db
__all__ = ["sent", "there"]
ASKED = RequirementDraft("座談會要請消費者代表", "常委會委員", date(2026, 5, 12))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def announced(found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    ((_how, event),) = found["core.OutboxEvent"]
    return event["name"], event["payload"]


def test_a_version_is_sent_to_the_committee_once(cast: Any, there: Made) -> None:
    version = drafting.freeze_plan(there.campaign.pk, why="提交", **secretary(cast))
    assert version.sent_at is None
    found = changes(lambda: drafting.send_plan(version.pk, **secretary(cast)))
    assert PlanVersion.objects.get(pk=version.pk).sent_at == cast.at
    assert announced(found) == ("campaigns.plan_sent", {"campaign_id": there.campaign.pk, "number": 1})
    with pytest.raises(Conflict, match="already"):
        drafting.send_plan(version.pk, **secretary(cast))
    with pytest.raises(NotAllowed):
        drafting.send_plan(version.pk, **member(cast))


def test_only_the_newest_version_of_an_open_campaign_is_sent(cast: Any, there: Made) -> None:
    first = drafting.freeze_plan(there.campaign.pk, why="提交", **secretary(cast))
    drafting.change_measure(there.seminar.pk, replace(SEMINAR, venue="廣場"), **secretary(cast))
    last = drafting.freeze_plan(there.campaign.pk, why="再提交", **secretary(cast))
    with pytest.raises(Conflict, match="newer version"):
        drafting.send_plan(first.pk, **secretary(cast))
    campaigns.close_campaign(there.campaign.pk, **secretary(cast))
    with pytest.raises(Conflict, match="closed"):
        drafting.send_plan(last.pk, **secretary(cast))
    assert not PlanVersion.objects.filter(sent_at__isnull=False).exists()


def test_a_circulation_sends_the_version_and_keeps_when_that_was_done_before(cast: Any, there: Made) -> None:
    version = drafting.freeze_plan(there.campaign.pk, why="提交", **secretary(cast))
    asked = Circulation(date(2026, 5, 20), (cast.accounts["member"].pk,))
    first = approval.circulate_plan(version.pk, asked, **secretary(cast))
    assert PlanVersion.objects.get(pk=version.pk).sent_at == cast.at
    approval.take_back_vote(first.pk, reason="有誤", **secretary(cast))
    later = {**secretary(cast), "at": cast.at + timedelta(hours=1)}
    approval.circulate_plan(version.pk, asked, **later)
    assert PlanVersion.objects.get(pk=version.pk).sent_at == cast.at


def test_a_member_says_something_at_a_measure_and_it_leaves_its_trail(
    cast: Any, there: Made, sent: PlanVersion
) -> None:
    key = f"measure{there.seminar.pk}"
    found = changes(lambda: said(cast, sent, key, " 請增加消費者代表 "))
    ((_how, row),) = found["campaigns.PlanComment"]
    me = cast.accounts["member"].pk
    assert (row["plan_version_id"], row["key"], row["text"], row["state"]) == (sent.pk, key, "請增加消費者代表", "open")
    assert (row["written_by_id"], row["written_at"], row["answer"], row["closed_at"]) == (me, cast.at, "", None)
    province = cast.bodies["province"].pk
    thing = ("plan_comment", str(row["id"]))
    noted = {"version_id": sent.pk, "part": key}
    in_the_audit_log(found, cast, "member", province, "campaigns.comment_written", thing, noted)
    assert announced(found) == (
        "campaigns.comment_written", {"campaign_id": there.campaign.pk, "comment_id": row["id"], "actor": me},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "text", "field"), [("head", " ", "text"), ("head", "字" * 1001, "text"), ("measure0", "好", "key")]
)
def test_a_comment_without_words_or_without_a_part_is_refused(
    cast: Any, sent: PlanVersion, key: str, text: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        said(cast, sent, key, text)
    assert refused.value.field == field
    assert not PlanComment.objects.exists()


def test_a_comment_of_a_thousand_characters_is_taken(cast: Any, sent: PlanVersion) -> None:
    assert said(cast, sent, text=" " + "字" * 1000).text == "字" * 1000


def test_members_comment_and_nobody_else(cast: Any, sent: PlanVersion) -> None:
    for who in ("secretariat", "analyst"):
        with pytest.raises(NotAllowed):
            services.write_comment(sent.pk, "head", "好", actor=cast.actor(who), at=cast.at)
    said(cast, sent)
    assert PlanComment.objects.count() == 1


def test_a_member_of_another_council_finds_no_version_and_no_comment(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    grant = RoleGrant.objects.get(account=cast.accounts["member"])
    grant.organisation = cast.bodies["wuhan"]
    grant.save()
    with pytest.raises(NotFound):
        said(cast, sent)
    with pytest.raises(NotFound):
        services.withdraw_comment(row.pk, **member(cast))
    assert list(queries.comments(member(cast)["actor"])) == []


def test_comments_are_taken_at_the_version_that_was_sent_last(cast: Any, there: Made, sent: PlanVersion) -> None:
    drafting.change_measure(there.seminar.pk, replace(SEMINAR, venue="廣場"), **secretary(cast))
    later = drafting.freeze_plan(there.campaign.pk, why="修改", **secretary(cast))
    said(cast, sent)
    with pytest.raises(Conflict, match="sent to the committee last"):
        said(cast, later)
    drafting.send_plan(later.pk, **secretary(cast))
    with pytest.raises(Conflict, match="sent to the committee last"):
        said(cast, sent)
    assert said(cast, later).plan_version_id == later.pk


def test_nothing_is_said_or_done_in_a_closed_campaign(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    campaigns.close_campaign(sent.campaign_id, **secretary(cast))
    for act in (
        lambda: said(cast, sent),
        lambda: services.answer_comment(row.pk, "好", **secretary(cast)),
        lambda: services.settle_comment(row.pk, **secretary(cast)),
        lambda: services.take_up_comment(row.pk, ASKED, **secretary(cast)),
        lambda: services.withdraw_comment(row.pk, **member(cast)),
    ):
        with pytest.raises(Conflict, match="closed"):
            act()
    assert PlanComment.objects.get().state == "open"


def test_the_secretary_answers_and_answers_anew_until_it_is_settled(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    found = changes(lambda: services.answer_comment(row.pk, " 已寫明 ", version=1, **secretary(cast)))
    ((_how, now),) = found["campaigns.PlanComment"]
    assert {name: now[name] for name in now if name not in ("id", "of")} == {
        "answer": "已寫明", "answered_at": cast.at, "state": "answered", "version": 2,
    }  # fmt: skip
    noted = {"version_id": sent.pk, "part": "head", "state": "answered"}
    thing = ("plan_comment", str(row.pk))
    province = cast.bodies["province"].pk
    in_the_audit_log(found, cast, "secretariat", province, "campaigns.comment_answered", thing, noted)
    with pytest.raises(Conflict, match="Somebody else"):
        services.answer_comment(row.pk, "另一個", version=1, **secretary(cast))
    again = services.answer_comment(row.pk, "寫明人數", settles=True, version=2, **secretary(cast))
    assert (again.answer, again.state, again.closed_at) == ("寫明人數", "settled", cast.at)
    with pytest.raises(Conflict, match="settled"):
        services.answer_comment(row.pk, "再", **secretary(cast))


@pytest.mark.parametrize("answer", [" ", "字" * 1001])
def test_an_answer_without_words_or_with_too_many_is_refused(cast: Any, sent: PlanVersion, answer: str) -> None:
    row = said(cast, sent)
    with pytest.raises(InvalidInput) as refused:
        services.answer_comment(row.pk, answer, **secretary(cast))
    assert refused.value.field == "answer"
    assert PlanComment.objects.get().state == "open"


def test_a_comment_is_settled_without_an_answer(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    found = changes(lambda: services.settle_comment(row.pk, **secretary(cast)))
    ((_how, now),) = found["campaigns.PlanComment"]
    assert (now["state"], now["closed_at"], "answer" in now) == ("settled", cast.at, False)
    assert announced(found)[0] == "campaigns.comment_settled"
    with pytest.raises(Conflict, match="settled"):
        services.settle_comment(row.pk, **secretary(cast))


def test_a_comment_becomes_a_requirement_that_keeps_where_it_came_from(
    cast: Any, there: Made, sent: PlanVersion
) -> None:
    row = said(cast, sent, f"measure{there.seminar.pk}")
    draft = replace(ASKED, measure_id=there.seminar.pk)
    found = changes(lambda: services.take_up_comment(row.pk, draft, **secretary(cast)))
    made_of_it = Requirement.objects.get()
    assert (made_of_it.number, made_of_it.text, made_of_it.measure_id) == (1, "座談會要請消費者代表", there.seminar.pk)
    assert made_of_it.comment == PlanComment.objects.get()
    row.refresh_from_db()
    assert (row.state, row.closed_at, row.requirement_id) == ("taken_up", cast.at, made_of_it.pk)
    names = sorted(event["name"] for _how, event in found["core.OutboxEvent"])
    assert names == ["campaigns.comment_taken_up", "campaigns.requirement_put"]
    noted = [
        event["data"] for _how, event in found["core.AuditEntry"] if event["event"] == "campaigns.comment_taken_up"
    ]
    assert noted == [{"version_id": sent.pk, "part": row.key, "number": 1}]
    with pytest.raises(Conflict, match="requirement"):
        services.take_up_comment(row.pk, draft, **secretary(cast))


def test_an_unsound_requirement_leaves_the_comment_as_it_was(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    with pytest.raises(InvalidInput) as refused:
        services.take_up_comment(row.pk, replace(ASKED, text=" "), **secretary(cast))
    assert refused.value.field == "text"
    row.refresh_from_db()
    assert (row.state, Requirement.objects.count()) == ("open", 0)


def test_its_author_withdraws_a_comment_while_it_is_unanswered(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    found = changes(lambda: services.withdraw_comment(row.pk, **member(cast)))
    ((_how, now),) = found["campaigns.PlanComment"]
    assert (now["state"], now["closed_at"]) == ("withdrawn", cast.at)
    assert announced(found)[0] == "campaigns.comment_withdrawn"
    with pytest.raises(Conflict, match="withdrawn"):
        services.withdraw_comment(row.pk, **member(cast))
    answered = said(cast, sent)
    services.answer_comment(answered.pk, "好", **secretary(cast))
    with pytest.raises(Conflict, match="it stays"):
        services.withdraw_comment(answered.pk, **member(cast))


def test_nobody_withdraws_what_another_said(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    PlanComment.objects.update(written_by=cast.accounts["analyst"])
    with pytest.raises(NotAllowed):
        services.withdraw_comment(row.pk, **member(cast))
    with pytest.raises(NotAllowed):
        services.withdraw_comment(row.pk, **secretary(cast))
    assert PlanComment.objects.get().state == "open"


def test_members_deal_with_no_comment(cast: Any, sent: PlanVersion) -> None:
    row = said(cast, sent)
    for act in (
        lambda: services.answer_comment(row.pk, "好", **member(cast)),
        lambda: services.settle_comment(row.pk, **member(cast)),
        lambda: services.take_up_comment(row.pk, ASKED, **member(cast)),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert PlanComment.objects.get().state == "open"


def test_the_plan_counts_what_is_not_settled_and_what_is_unanswered(cast: Any, there: Made, sent: PlanVersion) -> None:
    rows = [said(cast, sent) for _number in range(5)]
    assert plan.open_comments(there.campaign) == (5, 5)
    services.answer_comment(rows[0].pk, "好", **secretary(cast))
    services.settle_comment(rows[1].pk, **secretary(cast))
    services.withdraw_comment(rows[2].pk, **member(cast))
    services.take_up_comment(rows[3].pk, ASKED, **secretary(cast))
    assert plan.open_comments(there.campaign) == (2, 1)
    actor = cast.actor("secretariat")
    listed = {state: [each.pk for each in queries.comments_of(actor, there.campaign.pk, state)] for state in (
        "", "unsettled", "withdrawn", "taken_up",
    )}  # fmt: skip
    assert listed == {
        "": [each.pk for each in rows],
        "unsettled": [rows[0].pk, rows[4].pk],
        "withdrawn": [rows[2].pk],
        "taken_up": [rows[3].pk],
    }


def test_a_member_is_asked_to_read_what_was_sent_last_until_it_is_approved(
    cast: Any, there: Made, sent: PlanVersion
) -> None:
    me = cast.actor("member")
    assert queries.sent_to(me) == [sent]
    assert queries.sent_to(cast.actor("secretariat")) == []
    drafting.change_measure(there.seminar.pk, replace(SEMINAR, venue="廣場"), **secretary(cast))
    later = drafting.freeze_plan(there.campaign.pk, why="修改", **secretary(cast))
    assert queries.sent_to(me) == [sent]
    asked = Circulation(date(2026, 5, 20), (me.account_id or 0,))
    ballot = approval.circulate_plan(later.pk, asked, **secretary(cast)).ballots.get()
    assert queries.sent_to(me) == [later]
    approval.sign_ballot(ballot.pk, answer="agrees", **member(cast))
    assert queries.sent_to(me) == []


def test_a_member_is_asked_nothing_of_a_closed_campaign(cast: Any, sent: PlanVersion) -> None:
    campaigns.close_campaign(sent.campaign_id, **secretary(cast))
    assert queries.sent_to(cast.actor("member")) == []


def brought(cast: Any, key: str, **changed: Any) -> CommentSaid:
    """What a member said in another install the day before."""
    usual = CommentSaid(key, "請增加消費者代表", "委員1", "", cast.at - timedelta(days=1), "open", "", None, None, None)
    return replace(usual, **changed)


def test_what_was_said_elsewhere_is_kept_at_a_part_that_this_version_has(
    cast: Any, there: Made, sent: PlanVersion
) -> None:
    key = f"measure{there.seminar.pk}"
    found = changes(lambda: services.bring_comment(sent.pk, brought(cast, key), **secretary(cast)))
    ((how, row),) = found["campaigns.PlanComment"]
    assert how == "+"
    assert (row["plan_version_id"], row["key"], row["text"], row["said_by"]) == (
        sent.pk, key, "請增加消費者代表", "委員1",
    )  # fmt: skip
    assert (row["written_by_id"], row["written_at"], row["state"]) == (None, cast.at - timedelta(days=1), "open")
    thing, noted = ("plan_comment", str(row["id"])), {"version_id": sent.pk, "part": key}
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.comment_brought", thing, noted)
    assert set(found) == {"campaigns.PlanComment", "core.AuditEntry"}, "nobody is told of what was said long ago"


@pytest.mark.parametrize(
    ("key", "changed", "field", "why"),
    [
        ("measure0", {}, "part", "no such section or measure"),
        ("", {}, "part", "no such section or measure"),
        ("head", {"text": " "}, "text", "what you have to say"),
        ("head", {"text": "言" * 1001}, "text", "1,000"),
        ("head", {"answer": "答" * 1001}, "answer", "1,000"),
    ],
)
def test_what_was_said_elsewhere_at_no_part_or_in_no_words_is_not_kept(
    cast: Any, sent: PlanVersion, key: str, changed: dict[str, Any], field: str, why: str
) -> None:
    with nothing_changes(), pytest.raises(InvalidInput, match=why) as refused:
        services.bring_comment(sent.pk, brought(cast, key, **changed), **secretary(cast))
    assert refused.value.field == field


def test_a_measure_that_came_after_the_version_is_no_part_of_it(cast: Any, there: Made, sent: PlanVersion) -> None:
    late = drafting.add_measure(there.seminar.section_id, replace(SEMINAR, title="知識講座"), **secretary(cast))
    said_there = brought(cast, f"measure{late.pk}")
    with nothing_changes(), pytest.raises(InvalidInput):
        services.bring_comment(sent.pk, said_there, **secretary(cast))
    newer = drafting.freeze_plan(there.campaign.pk, why="再提交", **secretary(cast))
    assert services.bring_comment(newer.pk, said_there, **secretary(cast)).plan_version_id == newer.pk
