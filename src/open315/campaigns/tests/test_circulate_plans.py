"""A plan that goes round for signatures: the last answer ends it, the silent are reminded once, silence approves nothing. By hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.campaigns.approval import handlers, rules, services, tasks
from open315.campaigns.approval.types import Circulation
from open315.campaigns.models import Approval, Ballot, PlanVersion
from open315.campaigns.tests.drafting import Made
from open315.campaigns.tests.test_approve_plans import acting, asked, kept, member, secretary, sign, state
from open315.core.access import SYSTEM
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox import Event
from open315.notify.models import Message
from open315.notify.wording import notice_tone, notice_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast: Any, there: Made) -> PlanVersion:
    return kept(cast, there)


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
