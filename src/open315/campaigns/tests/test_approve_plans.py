"""The vote of the standing committee on a plan: at a meeting, and by circulated signature. Expectations by hand."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from open315.campaigns import services as campaigns
from open315.campaigns.approval import procedures, queries, rules, services
from open315.campaigns.approval.types import Circulation, MeetingVote, OwnProcedure, Tally
from open315.campaigns.models import Approval, Ballot, PlanVersion, Procedure
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import SectionDraft
from open315.campaigns.tests.drafting import ASKED, Made
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.org.models import Account, RoleGrant
from open315.org.queries import actor_of_account
from tests.rows import changes, in_the_audit_log

pytestmark = pytest.mark.django_db
VOTE = MeetingVote("常委會第三次會議", date(2026, 5, 11), members=9, present=6, in_favour=4, against=1, abstained=1)


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


ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)
