"""The vote of the standing committee on a plan: at a meeting, and by circulated signature. Expectations by hand."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from open315.campaigns import services as campaigns
from open315.campaigns.approval import handlers, procedures, queries, rules, services, tasks
from open315.campaigns.approval.types import Circulation, MeetingVote, OwnProcedure, Tally
from open315.campaigns.models import Approval, Ballot, PlanVersion, Procedure
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import SectionDraft
from open315.campaigns.tests.drafting import ASKED, Made, made
from open315.core import verbs
from open315.core.access import SYSTEM, known_permissions
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox import Event
from open315.notify.models import Message
from open315.notify.wording import notice_tone, notice_words
from open315.org.models import Account, RoleGrant
from open315.org.queries import actor_of_account
from tests.rows import changes, in_the_audit_log

pytestmark = pytest.mark.django_db
VOTE = MeetingVote("常委會第三次會議", date(2026, 5, 11), members=9, present=6, in_favour=4, against=1, abstained=1)


@pytest.fixture
def there(cast: Any) -> Made:
    return made(cast)


@pytest.fixture
def version(cast: Any, there: Made) -> PlanVersion:
    return kept(cast, there)


def kept(cast: Any, there: Made) -> PlanVersion:
    return plan.freeze_plan(there.campaign.pk, why="提交常委會", **secretary(cast))


def secretary(cast: Any, at: datetime | None = None) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at or cast.at}


def member(cast: Any, name: str = "first") -> Account:
    account = Account.objects.create_user(name, display_name=f"委員{name}", is_staff=True)
    grant = {"role": "standing_committee", "granted_from": date(2020, 1, 1)}
    RoleGrant.objects.create(account=account, organisation=cast.bodies["province"], **grant)
    return account


def acting(cast: Any, account: Account) -> Any:
    return actor_of_account(account.pk, cast.at.date())


def asked(cast: Any, version: PlanVersion, *accounts: Account, on_paper: tuple[str, ...] = (), **more: Any) -> Approval:
    ids = tuple(each.pk for each in accounts)
    given = Circulation(date(2026, 5, 20), ids, on_paper, **more)
    return services.circulate_plan(version.pk, given, **secretary(cast))


def sign(cast: Any, row: Approval, place: int, answer: str = "agrees", **more: Any) -> Ballot:
    return services.sign_ballot(row.ballots.get(place=place).pk, answer=answer, **{**secretary(cast), **more})


def browser(account: Account) -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def state(row: Approval) -> str:
    return Approval.objects.get(pk=row.pk).state


HALF, TWO_THIRDS = rules.Share(1, 2, beyond=True), rules.Share(2, 3, beyond=False)


@pytest.mark.parametrize(
    ("share", "part", "whole", "is_met"),
    [
        (HALF, 5, 10, False),
        (HALF, 6, 10, True),
        (TWO_THIRDS, 6, 9, True),
        (TWO_THIRDS, 5, 9, False),
        (TWO_THIRDS, 7, 10, True),
        (rules.Share(1, 1, beyond=False), 4, 4, True),
        (TWO_THIRDS, 0, 0, False),
    ],
)
def test_a_share_is_met_from_its_number_on(share: rules.Share, part: int, whole: int, is_met: bool) -> None:
    assert share.is_met(part, whole) is is_met


@pytest.mark.parametrize(
    ("base", "tally", "state"),
    [
        ("present", Tally(9, 6, 4), "approved"),
        ("present", Tally(9, 6, 3), "rejected"),
        ("present", Tally(9, 5, 5), "rejected"),
        ("members", Tally(9, 8, 5), "rejected"),
        ("members", Tally(9, 6, 6), "approved"),
    ],
)
def test_a_vote_needs_quorum_and_majority(base: str, tally: Tally, state: str) -> None:
    assert rules.Voting(TWO_THIRDS, TWO_THIRDS, base).outcome(tally) == state


def test_the_shares_and_the_rules_that_are_shipped() -> None:
    found = {key: (str(name.zh_hant), name.en, procedures.share_of(key)) for key, name in procedures.shares().items()}
    assert found == {
        "half": ("過半數", "more than half", rules.Share(1, 2, beyond=True)),
        "two_thirds": ("三分之二以上", "at least two thirds", rules.Share(2, 3, beyond=False)),
        "three_quarters": ("四分之三以上", "at least three quarters", rules.Share(3, 4, beyond=False)),
        "all": ("全部", "all", rules.Share(1, 1, beyond=False)),
    }
    shipped = ("two_thirds", "two_thirds", "present", 2, "本系統預設規則（本會未錄入議事規則）", date(1983, 1, 1))
    for day in (date(1980, 1, 1), date(2026, 5, 12)):
        each = procedures.procedure_on(0, day)
        assert (each.quorum, each.majority, each.base, each.remind_days, each.source, each.valid_from) == shipped


def test_a_meeting_approves_the_newest_version_and_leaves_its_trail(cast: Any, version: PlanVersion) -> None:
    found = changes(lambda: services.record_vote(version.pk, VOTE, **secretary(cast)))
    ((_how, row),) = found["campaigns.Approval"]
    assert (row["state"], row["way"], row["occasion"], row["held_on"]) == (
        "approved", "meeting", "常委會第三次會議", date(2026, 5, 11),
    )  # fmt: skip
    assert [row[name] for name in ("members", "present", "in_favour", "against", "abstained")] == [9, 6, 4, 1, 1]
    assert (row["opened_at"], row["decided_at"], row["waived"], row["waiver"]) == (cast.at, cast.at, [], "")
    data = {"campaign_id": version.campaign_id, "state": "approved", "number": 1, "waived": []}
    thing = ("approval", str(row["id"]))
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.vote_recorded", thing, data)
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == (
        "campaigns.vote_recorded",
        {
            "campaign_id": version.campaign_id,
            "approval_id": row["id"],
            "state": "approved",
            "actor": cast.accounts["secretariat"].pk,
        },
    )


def test_a_meeting_that_does_not_reach_it_approves_nothing(cast: Any, version: PlanVersion) -> None:
    assert services.record_vote(version.pk, replace(VOTE, in_favour=3), **secretary(cast)).state == "rejected"
    assert (
        services.record_vote(version.pk, replace(VOTE, present=5, in_favour=3), **secretary(cast)).state == "rejected"
    )
    assert services.record_vote(version.pk, VOTE, **secretary(cast)).state == "approved"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"occasion": " "}, "occasion"),
        ({"held_on": date(2026, 5, 13)}, "held_on"),
        ({"members": 0, "present": 0, "in_favour": 0, "against": 0, "abstained": 0}, "members"),
        ({"members": 501}, "members"),
        ({"members": 5}, "present"),
        ({"against": -1}, "present"),
        ({"abstained": 2}, "in_favour"),
    ],
)
def test_an_unsound_vote_is_refused_at_its_field(
    cast: Any, version: PlanVersion, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.record_vote(version.pk, replace(VOTE, **wrong), **secretary(cast))
    assert refused.value.field == field
    assert not Approval.objects.exists()


def test_a_vote_at_the_edge_is_sound(cast: Any, version: PlanVersion) -> None:
    edge = MeetingVote("會", date(2026, 5, 12), members=500, present=500, in_favour=500)
    assert services.record_vote(version.pk, edge, **secretary(cast)).state == "approved"


def test_only_the_newest_version_is_put_to_the_vote_and_only_until_it_is_approved(cast: Any, there: Made) -> None:
    first = kept(cast, there)
    plan.add_section(there.campaign.pk, SectionDraft("經費"), **secretary(cast))
    second = kept(cast, there)
    with pytest.raises(Conflict):
        services.record_vote(first.pk, VOTE, **secretary(cast))
    services.record_vote(second.pk, VOTE, **secretary(cast))
    with pytest.raises(Conflict):
        services.record_vote(second.pk, VOTE, **secretary(cast))


def test_a_later_approval_replaces_the_earlier_one(cast: Any, there: Made) -> None:
    first = services.record_vote(kept(cast, there).pk, VOTE, **secretary(cast))
    plan.add_section(there.campaign.pk, SectionDraft("經費"), **secretary(cast))
    second = kept(cast, there)
    assert state(first) == "approved"
    last = services.record_vote(second.pk, VOTE, **secretary(cast))
    assert (state(first), state(last)) == ("superseded", "approved")
    with pytest.raises(Conflict):
        services.take_back_vote(first.pk, reason="誤錄", **secretary(cast))
    services.take_back_vote(last.pk, reason=" 誤錄 ", version=1, **secretary(cast))
    row = Approval.objects.get(pk=last.pk)
    assert (row.state, row.reason, row.version, state(first)) == ("taken_back", "誤錄", 2, "superseded")
    with pytest.raises(Conflict):
        services.take_back_vote(last.pk, reason="再撤", **secretary(cast))


def test_a_vote_is_not_taken_back_without_a_reason_or_after_the_campaign(cast: Any, version: PlanVersion) -> None:
    row = services.record_vote(version.pk, VOTE, **secretary(cast))
    with pytest.raises(InvalidInput) as refused:
        services.take_back_vote(row.pk, reason=" ", **secretary(cast))
    assert refused.value.field == "reason"
    campaigns.close_campaign(version.campaign_id, **secretary(cast))
    with pytest.raises(Conflict):
        services.take_back_vote(row.pk, reason="誤錄", **secretary(cast))


def test_an_unanswered_requirement_blocks_unless_it_is_waived_with_a_reason(cast: Any, version: PlanVersion) -> None:
    first, second, third = (plan.put_requirement(version.campaign_id, ASKED, **secretary(cast)) for _each in range(3))
    plan.answer_requirement(first.pk, "已列入", [], **secretary(cast))
    plan.withdraw_requirement(second.pk, reason="重複", **secretary(cast))
    with translation.override("zh-hant"), pytest.raises(InvalidInput, match="要求3尚未答覆") as refused:
        services.record_vote(version.pk, replace(VOTE, waiver=" "), **secretary(cast))
    assert refused.value.field == "waiver"
    row = services.record_vote(version.pk, replace(VOTE, waiver=" 另文答覆 "), **secretary(cast))
    assert (row.waived, row.waiver) == ([third.number], "另文答覆")


def test_a_waiver_without_anything_to_waive_is_not_kept(cast: Any, version: PlanVersion) -> None:
    row = services.record_vote(version.pk, replace(VOTE, waiver="多餘"), **secretary(cast))
    assert (row.waived, row.waiver) == ([], "")


def test_a_councils_own_rules_hold_from_their_day(cast: Any, version: PlanVersion) -> None:
    own = OwnProcedure(date(2026, 5, 12), " 章程第二十條 ", "half", "half", "members", 3)
    stated = services.state_procedure(own, **secretary(cast))
    assert (stated.source, stated.council_id, stated.stated_at) == (
        "章程第二十條", cast.bodies["province"].pk, cast.at,
    )  # fmt: skip
    before = services.record_vote(version.pk, replace(VOTE, in_favour=3, against=0), **secretary(cast))
    assert (before.state, before.quorum, before.base) == ("rejected", "two_thirds", "present")
    today = services.record_vote(
        version.pk,
        replace(VOTE, held_on=date(2026, 5, 12), present=5, in_favour=5, against=0, abstained=0),
        **secretary(cast),
    )
    assert (today.state, today.quorum, today.majority, today.base, today.source) == (
        "approved", "half", "half", "members", "章程第二十條",
    )  # fmt: skip
    assert procedures.procedure_on(cast.bodies["wuhan"].pk, date(2026, 5, 12)).quorum == "two_thirds"
    with pytest.raises(InvalidInput) as refused:
        services.state_procedure(own, **secretary(cast))
    assert refused.value.field == "valid_from"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": " "}, "source"),
        ({"quorum": "most"}, "quorum"),
        ({"majority": ""}, "majority"),
        ({"base": "all"}, "base"),
        ({"remind_days": 31}, "remind_days"),
        ({"remind_days": -1}, "remind_days"),
    ],
)
def test_unsound_rules_of_procedure_are_refused(cast: Any, wrong: dict[str, Any], field: str) -> None:
    own = OwnProcedure(date(2026, 1, 1), "章程", "all", "three_quarters", "present", 30)
    with pytest.raises(InvalidInput) as refused:
        services.state_procedure(replace(own, **wrong), **secretary(cast))
    assert refused.value.field == field
    services.state_procedure(own, **secretary(cast))
    assert Procedure.objects.get().remind_days == 30


def test_a_circulation_ends_with_the_last_answer(cast: Any, version: PlanVersion) -> None:
    one = member(cast)
    row = asked(cast, version, one, on_paper=("省總工會", "省婦聯"))
    assert (row.state, row.members, row.deadline, row.remind_on, row.held_on) == (
        "open", 3, date(2026, 5, 20), date(2026, 5, 18), date(2026, 5, 12),
    )  # fmt: skip
    assert list(row.ballots.values_list("place", "account_id", "member")) == [
        (1, one.pk, ""), (2, None, "省總工會"), (3, None, "省婦聯"),
    ]  # fmt: skip
    sign(cast, row, 1, actor=acting(cast, one))
    sign(cast, row, 2)
    assert state(row) == "open"
    last = sign(cast, row, 3, "objects", reason=" 經費過高 ")
    assert (last.answer, last.reason, last.is_on_paper, last.answered_at) == ("objects", "經費過高", True, cast.at)
    assert Ballot.objects.get(approval=row, place=1).is_on_paper is False
    row.refresh_from_db()
    assert (row.state, row.decided_at) == ("approved", cast.at)
    with pytest.raises(Conflict):
        sign(cast, row, 3)


def test_an_answer_can_be_changed_while_it_goes_on(cast: Any, version: PlanVersion) -> None:
    row = asked(cast, version, on_paper=("甲", "乙"))
    sign(cast, row, 1, "objects", reason="經費")
    again = sign(cast, row, 1, "agrees", reason="多餘")
    assert (again.answer, again.reason, again.version) == ("agrees", "", 3)
    with pytest.raises(Conflict):
        sign(cast, row, 1, "agrees", version=2)


@pytest.mark.parametrize(
    ("answer", "field"),
    [({"answer": ""}, "answer"), ({"answer": "maybe"}, "answer"), ({"answer": "objects", "reason": " "}, "reason")],
)
def test_a_ballot_says_yes_or_why_not(cast: Any, version: PlanVersion, answer: dict[str, str], field: str) -> None:
    row = asked(cast, version, on_paper=("甲",))
    with pytest.raises(InvalidInput) as refused:
        sign(cast, row, 1, **answer)
    assert refused.value.field == field


def test_nobody_signs_for_another_member(cast: Any, version: PlanVersion) -> None:
    one, other = member(cast), member(cast, "second")
    row = asked(cast, version, one, other)
    with pytest.raises(NotFound):
        sign(cast, row, 2, actor=acting(cast, one))
    with pytest.raises(NotAllowed):
        sign(cast, row, 1, actor=cast.actor("analyst"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"deadline": date(2026, 5, 12)}, "deadline"),
        ({"deadline": date(2026, 7, 12)}, "deadline"),
        ({"on_paper": ()}, "on_paper"),
        ({"on_paper": ("甲", "甲")}, "on_paper"),
        ({"on_paper": tuple(str(each) for each in range(501))}, "on_paper"),
        ({"account_ids": (10**9,)}, "accounts"),
    ],
)
def test_an_unsound_circulation_is_refused_at_its_field(
    cast: Any, version: PlanVersion, wrong: dict[str, Any], field: str
) -> None:
    sound = Circulation(date(2026, 5, 13), (), ("甲",))
    with pytest.raises(InvalidInput) as refused:
        services.circulate_plan(version.pk, replace(sound, **wrong), **secretary(cast))
    assert refused.value.field == field
    longest = replace(sound, deadline=date(2026, 7, 11))
    assert services.circulate_plan(version.pk, longest, **secretary(cast)).remind_on == date(2026, 7, 9)
    with pytest.raises(Conflict):
        services.circulate_plan(version.pk, sound, **secretary(cast))


@pytest.mark.parametrize(
    ("deadline", "days", "on"),
    [
        (date(2026, 5, 15), 2, date(2026, 5, 13)),
        (date(2026, 5, 14), 2, None),
        (date(2026, 5, 20), 0, None),
        (date(2026, 5, 14), 1, date(2026, 5, 13)),
    ],
)
def test_the_reminder_lies_between_today_and_the_last_day(deadline: date, days: int, on: date | None) -> None:
    assert rules.remind_on(deadline, days, date(2026, 5, 12)) == on


def test_the_silent_are_reminded_once_and_the_last_day_ends_it(cast: Any, version: PlanVersion) -> None:
    row = asked(cast, version, on_paper=("甲", "乙", "丙"))
    sign(cast, row, 1)
    assert tasks.sweep_circulations(cast.at + timedelta(days=5)) == 0
    on_the_day = cast.at + timedelta(days=6)
    assert (tasks.sweep_circulations(on_the_day), tasks.sweep_circulations(on_the_day)) == (1, 0)
    row.refresh_from_db()
    assert (row.state, row.reminded_at) == ("open", on_the_day)
    sign(cast, row, 2, at=cast.at + timedelta(days=8))
    late = cast.at + timedelta(days=9)
    with pytest.raises(Conflict):
        sign(cast, row, 3, at=late)
    with pytest.raises(Conflict):
        services.end_circulation(row.pk, actor=SYSTEM, at=cast.at + timedelta(days=8))
    assert tasks.sweep_circulations(late) == 1
    row.refresh_from_db()
    assert (row.state, row.decided_at) == ("approved", late)
    assert tasks.sweep_circulations(late) == 0
    with pytest.raises(Conflict):
        services.remind_members(row.pk, actor=SYSTEM, at=late)


def test_silence_does_not_approve(cast: Any, version: PlanVersion) -> None:
    row = asked(cast, version, on_paper=("甲", "乙", "丙"))
    sign(cast, row, 1)
    tasks.sweep_circulations(cast.at + timedelta(days=9))
    assert state(row) == "rejected"


@pytest.mark.parametrize("verb", [services.remind_members, services.end_circulation])
def test_nobody_reminds_or_ends_by_hand(cast: Any, version: PlanVersion, verb: Any) -> None:
    row = asked(cast, version, on_paper=("甲",))
    with pytest.raises(NotAllowed):
        verb(row.pk, **secretary(cast))


def test_another_council_finds_nothing(cast: Any, version: PlanVersion) -> None:
    row = asked(cast, version, on_paper=("甲",))
    grant = RoleGrant.objects.get(account=cast.accounts["secretariat"])
    grant.organisation = cast.bodies["wuhan"]
    grant.save()
    for act in (
        lambda: services.record_vote(version.pk, VOTE, **secretary(cast)),
        lambda: services.take_back_vote(row.pk, reason="誤", **secretary(cast)),
        lambda: sign(cast, row, 1),
        lambda: queries.get_approval(cast.actor("secretariat"), row.pk),
    ):
        with pytest.raises(NotFound):
            act()


def told_by(name: str, row: Approval, cast: Any, actor: int | None = None) -> list[tuple[Any, ...]]:
    """Who is told by the handlers of an event of this vote, and what."""
    event = Event(name, {"approval_id": row.pk, "actor": actor}, cast.at)
    handlers.tell_all(event) if name == handlers.ENDED else handlers.tell_members(event)
    found = list(Message.objects.order_by("pk").values_list("template", "account_id", "data", "url"))
    Message.objects.all().delete()
    return found


def test_members_are_told_when_they_are_asked_and_while_they_are_silent(cast: Any, version: PlanVersion) -> None:
    one, two = member(cast), member(cast, "second")
    row = asked(cast, version, one, two, on_paper=("甲",))
    said = ({"year": 2026, "number": 1, "deadline": "2026-05-20"}, f"/console/campaigns/approvals/{row.pk}/")
    name = "campaigns.plan_circulated"
    assert told_by(name, row, cast) == [(name, one.pk, *said), (name, two.pk, *said)]
    sign(cast, row, 1)
    name = "campaigns.members_reminded"
    assert told_by(name, row, cast) == [(name, two.pk, *said)]
    sign(cast, row, 2)
    sign(cast, row, 3)
    assert told_by(name, row, cast) == []
    name = "campaigns.circulation_ended"
    secretary_id = cast.accounts["secretariat"].pk
    assert told_by(name, row, cast) == [(name, each, *said) for each in (secretary_id, one.pk, two.pk)]


def test_the_messages_say_what_is_to_be_done() -> None:
    data = {"year": 2026, "number": 2, "deadline": "2026-05-20"}
    with translation.override("zh-hant"):
        said = {
            name: (notice_words(name, data), notice_tone(name))
            for name in (handlers.ASKED, handlers.REMINDED, handlers.ENDED)
        }
    assert said == {
        "campaigns.plan_circulated": ("2026年方案第2版：請於2026-05-20前簽署意見。", "info"),
        "campaigns.members_reminded": ("2026年方案第2版：尚缺您的意見，截止日為2026-05-20。", "warn"),
        "campaigns.circulation_ended": ("2026年方案第2版：傳籤已結束，請查看結果。", "info"),
    }


ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)


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
