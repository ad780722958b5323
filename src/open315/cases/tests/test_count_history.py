"""What figures say of cases that came in when they were over: counted by their own days, never late, and unknown rather than zero."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from open315.cases import services
from open315.cases.models import Case, Clock, TimelineEntry
from open315.cases.queries import get_case
from open315.cases.tasks import sweep_deadlines
from open315.cases.tests.making import complaint
from open315.cases.types import Channel, History, PersonDetails
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotAllowed
from open315.core.facts import Period, Scope, figure, table
from open315.core.outbox.models import OutboxEvent
from open315.notify.models import Message
from open315.org import services as org
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
YEAR = Period(date(2013, 1, 1), date(2013, 12, 31))
RECEIVED = datetime(2013, 3, 1, 2, 0, tzinfo=UTC)
MEDIATED = History("closed", date(2013, 3, 4), date(2013, 4, 1), "mediated", 120_000, "換貨，致電 13800138000")


def enter(cast: Any, history: History, **told: Any) -> Case:
    given = {"received_at": RECEIVED, "history": history, "consumer": PersonDetails(), "claims": (), **told}
    made = services.record_history(complaint(cast, **given), actor=cast.actor("clerk"), at=cast.at)
    return Case.objects.get(pk=made.case_id)


def state_coverage(cast: Any, year: int) -> None:
    """The council says that its records of the year are whole: then nothing is zero."""
    days = {"first": date(year, 1, 1), "last": date(year, 12, 31)}
    org.state_coverage(cast.bodies["wuhan"].pk, **days, actor=cast.actor("administrator"), at=cast.at)


def figures(cast: Any, *keys: str, period: Period = YEAR) -> list[Any]:
    actor = cast.actor("secretariat")
    return [figure(f"cases.{key}", period, Scope(), actor).value for key in keys]


def test_an_old_case_comes_in_finished_without_clock_message_or_letter(cast: Any) -> None:
    case = enter(cast, MEDIATED)
    assert (case.state, case.is_history, case.result, case.recovered_cents, case.result_note) == (
        "closed", True, "mediated", 120_000, "換貨，致電 138****8000",
    )  # fmt: skip
    assert case.accepted_at is not None
    assert (case.accepted_at.date(), case.closed_on) == (date(2013, 3, 4), date(2013, 4, 1))
    assert (case.next_due_on, case.calendar_unknown, case.was_late, case.pack) == (None, False, False, "council-1994")
    sweep_deadlines(cast.at)
    assert Clock.objects.count() == Message.objects.count() == 0
    assert list(OutboxEvent.objects.values_list("name", flat=True)) == ["cases.recorded"]
    entry = TimelineEntry.objects.get(case=case)
    assert (entry.verb, entry.at, entry.account_id) == ("record", cast.at, cast.accounts["clerk"].pk)
    with translation.override("zh-hant"):
        shown = get_case(cast.actor("officer"), case.number)
        assert [each.words for each in shown.timeline] == ["作為歷史案件補錄"]
        assert not shown.is_open


def test_its_own_days_count_and_no_limit_is_told_of(cast: Any) -> None:
    """What the user saw: 受理 0, 按期率 0.00 %, 2,434 在辦, 2,434 overdue clocks."""
    state_coverage(cast, 2013)
    enter(cast, MEDIATED)
    enter(cast, History("closed", date(2013, 3, 5), date(2013, 3, 9), "not_settled"))
    enter(cast, History("declined", closed_on=date(2013, 3, 3)))
    enter(cast, History("withdrawn"))
    assert figures(cast, "received", "accepted", "closed", "solved", "declined", "withdrawn", "open") == [
        4,
        2,
        2,
        1,
        1,
        1,
        0,
    ]
    assert figures(cast, "recovered_cents", "solution_rate", "median_days_to_acceptance") == [120_000, 50, 3.5]
    assert figures(cast, "on_time_acceptance", "on_time_handling", "late") == [None, None, None]
    why = figure("cases.on_time_handling", YEAR, Scope(), cast.actor("secretariat")).why
    assert str(why) == "這些案件作為歷史案件導入，在本系統中沒有計算期限。"


def test_what_nobody_wrote_down_is_not_known_and_not_zero(cast: Any) -> None:
    state_coverage(cast, 2013)
    enter(cast, History("on_record"))
    assert figures(cast, "received", "open") == [1, 0]
    unknown = ("accepted", "closed", "solved", "declined", "recovered_cents", "solution_rate", "late")
    assert figures(cast, *unknown) == [None] * len(unknown)
    enter(cast, History("closed", None, date(2013, 3, 9), "mediated"))
    assert figures(cast, "accepted", "closed", "solved", "solution_rate") == [None, 1, 0, None]
    lines = {
        code: fact.value for code, _l, fact in table("cases.by_outcome", YEAR, Scope(), cast.actor("secretariat")).lines
    }
    assert {code: n for code, n in lines.items() if n} == {"closed_unaccepted": 1, "unknown": 1}
    enter(cast, MEDIATED)
    assert figures(cast, "accepted", "solution_rate") == [1, 100]


def test_another_bodys_result_says_by_itself_who_solved_it(cast: Any) -> None:
    enter(cast, History("closed", None, date(2013, 3, 9), "resolved_by_body"))
    enter(cast, History("closed", None, date(2013, 3, 9), "passed_on"))
    lines = {
        code: fact.value for code, _l, fact in table("cases.by_outcome", YEAR, Scope(), cast.actor("secretariat")).lines
    }
    assert {code: n for code, n in lines.items() if n} == {"solved_elsewhere": 1, "unsolved_elsewhere": 1}


def test_steps_of_the_evening_of_one_day_stay_in_their_order(cast: Any) -> None:
    day = date(2013, 3, 1)
    evening = datetime(2013, 3, 1, 12, 30, tzinfo=UTC)
    case = enter(cast, History("closed", day, day, "mediated"), received_at=evening)
    assert case.accepted_at is not None
    assert case.closed_at is not None
    assert evening == case.received_at <= case.accepted_at <= case.closed_at
    assert [local_day(each) for each in (case.received_at, case.accepted_at, case.closed_at)] == [day] * 3


def test_a_summer_day_of_1988_stays_that_day(cast: Any) -> None:
    """China had summer time from 1986 to 1991; midnight there is the evening before by the clock of today."""
    state_coverage(cast, 1988)
    summer = Period(date(1988, 7, 1), date(1988, 7, 31))
    received = datetime(1988, 6, 30, 15, 0, tzinfo=UTC)
    enter(cast, History("closed", date(1988, 7, 1), date(1988, 7, 1), "settled"), received_at=received)
    assert figures(cast, "received", "median_days_to_acceptance", "median_days_to_closure", period=summer) == [1, 0, 0]


def test_only_staff_enter_history_and_its_end_is_judged(cast: Any) -> None:
    command = complaint(cast, received_at=RECEIVED, history=MEDIATED)
    for outsider in (ANONYMOUS, Actor(kind=ActorKind.CLIENT, label="api")):
        with nothing_changes(("core.Series",)), pytest.raises(NotAllowed):
            services.register_case(command, actor=outsider, at=cast.at)
    services.record_history(command, actor=SYSTEM, at=cast.at)
    refused = {
        "closed_on": History("closed", date(2013, 4, 2), date(2013, 4, 1), "mediated"),
        "result": History("closed", None, date(2013, 4, 1), "answered"),
        "recovered": History("closed", None, date(2013, 4, 1), "not_settled", 5),
        "state": History(),
    }
    for field, history in refused.items():
        with nothing_changes(("core.Series",)), pytest.raises(InvalidInput) as refusal:
            enter(cast, history)
        assert refusal.value.field == field
    with pytest.raises(InvalidInput):
        services.register_case(complaint(cast, claims=(), channel=Channel.HOTLINE), actor=SYSTEM, at=cast.at)


def test_history_that_is_reopened_goes_on_without_limits(cast: Any) -> None:
    case, actor = enter(cast, MEDIATED), cast.actor("supervisor")
    services.reopen_case(case.pk, reason="新證據", actor=actor, at=cast.at)
    case.refresh_from_db()
    assert (case.state, case.next_due_on, Clock.objects.count()) == ("accepted", None, 0)
    services.close_case(case.pk, result="settled", note="和解", actor=actor, at=cast.at)
    case.refresh_from_db()
    assert (case.state, case.was_late, Clock.objects.count()) == ("closed", False, 0)
    silent = enter(cast, History("on_record"))
    services.reopen_case(silent.pk, reason="要補辦", actor=actor, at=cast.at)
    assert Case.objects.get(pk=silent.pk).state == "registered"
