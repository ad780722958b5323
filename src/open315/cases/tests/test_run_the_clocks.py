"""The clocks of a case on hand-counted days of 2026: on time and a day late, paused twice, run on, void, not known, derived again.

Received on Wednesday 04-29. Seven working days: 04-30, 05-06, 07, 08, 09 (a Saturday made a working day), 11, 12. Sixty days
from 04-30 end on Monday 06-29. Fifteen working days from 04-30 end on 05-25; five from 04-29 on Saturday 05-09.
"""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from open315.cases import services
from open315.cases.models import Case, Clock
from open315.cases.services import clocks
from open315.cases.tests.looking import case_of, clock_of, evening, morning
from open315.cases.tests.making import complaint
from open315.cases.tests.using import USES
from open315.cases.tests.world import RECEIVED, World
from open315.core.access import ANONYMOUS
from open315.core.calendar import queries as calendars
from open315.core.calendar.models import CalendarDay, CalendarYear
from open315.core.facts import Period, Scope, figure
from open315.law.models import LocalOption
from open315.law.queries.packs import forget as forget_options
from open315.law.services import clocks as kept
from tests.rows import stored

DAY = timedelta(days=1)


ENDINGS = [
    # verb, case, clock, its last day
    ("accept", "registered", "acceptance", (5, 12)),
    ("refer", "registered", "acceptance", (5, 12)),
    ("confirm_declination", "declination_proposed", "acceptance", (5, 12)),
    ("close", "accepted", "mediation", (6, 29)),
    ("answer_referral", "referred", "referral_reply", (5, 25)),
    ("refuse_referral", "referred", "referral_reply", (5, 25)),
    ("return_referral", "referred", "referral_reply", (5, 25)),
    ("close", "enquiry_accepted", "enquiry_answer", (5, 9)),
    ("refer", "enquiry", "enquiry_answer", (5, 9)),
]


@pytest.mark.parametrize(("verb", "name", "key", "last"), ENDINGS)
def test_what_ends_on_its_last_day_is_on_time(
    world: World, verb: str, name: str, key: str, last: tuple[int, int]
) -> None:
    assert clock_of(world, name, key).due_on == date(2026, *last)
    given = {"result": "answered", "recovered_cents": None} if name == "enquiry_accepted" else {}
    USES[verb](world, world.case(name), at=evening(*last), **given)
    ended = clock_of(world, name, key)
    assert (ended.state, ended.ended_on, ended.due_on) == ("met", date(2026, *last), date(2026, *last))
    assert not case_of(world, name).was_late


@pytest.mark.parametrize(("verb", "name", "key", "last"), ENDINGS)
def test_what_ends_a_day_after_is_late_and_the_case_remembers(
    world: World, verb: str, name: str, key: str, last: tuple[int, int]
) -> None:
    after = date(2026, *last) + DAY
    given = {"result": "answered", "recovered_cents": None} if name == "enquiry_accepted" else {}
    USES[verb](world, world.case(name), at=morning(after.month, after.day), **given)
    ended = clock_of(world, name, key)
    assert (ended.state, ended.ended_on, ended.due_on) == ("late", after, date(2026, *last))
    assert case_of(world, name).was_late


@pytest.mark.parametrize(
    ("verb", "name", "key", "last"),
    [
        ("withdraw", "registered", "acceptance", (5, 12)),
        ("withdraw", "accepted", "mediation", (6, 29)),
        ("withdraw", "referred", "referral_reply", (5, 25)),
        ("mark_duplicate", "registered", "acceptance", (5, 12)),
        ("mark_duplicate", "accepted", "mediation", (6, 29)),
    ],
)
def test_what_is_overdue_and_then_withdrawn_stays_late(
    world: World, verb: str, name: str, key: str, last: tuple[int, int]
) -> None:
    USES[verb](world, world.case(name), at=morning(7, 30))
    ended, case = clock_of(world, name, key), case_of(world, name)
    assert (ended.state, ended.ended_on, ended.due_on) == ("late", date(2026, 7, 30), date(2026, *last))
    assert (case.was_late, case.next_due_on, case.next_clock) == (True, None, "")


def test_overdue_and_then_withdrawn_counts_among_the_late_of_the_on_time_share(world: World) -> None:
    period = Period(RECEIVED.date(), RECEIVED.date(), date(2026, 7, 30))
    Case.objects.exclude(pk__in=[world.case("registered"), world.case("original")]).delete()

    def share() -> tuple[Any, Any]:
        found = figure("cases.on_time_acceptance", period, Scope(region="42"), world.actor("secretariat"))
        return found.numerator, found.denominator

    USES["accept"](world, world.case("original"), at=evening(5, 12))
    assert share() == (1, 2)
    USES["withdraw"](world, world.case("registered"), at=evening(5, 13))
    assert share() == (1, 2)


def test_an_upgrade_judges_anew_what_was_overdue_when_it_was_withdrawn(world: World) -> None:
    for name, day in (("registered", 13), ("original", 12)):
        USES["withdraw"](world, world.case(name), at=evening(5, day))
    Clock.objects.filter(state="late").update(state="void")
    Case.objects.update(was_late=False)
    import_module("open315.cases.migrations.0010_overdue_stays_late").keep_late(apps, None)
    found = [
        (clock_of(world, name, "acceptance").state, case_of(world, name).was_late)
        for name in ("registered", "original")
    ]
    assert found == [("late", True), ("void", False)]


@pytest.mark.parametrize("verb", ["withdraw", "mark_duplicate"])
def test_what_is_withdrawn_on_its_last_day_is_not_late(world: World, verb: str) -> None:
    USES[verb](world, world.case("registered"), at=evening(5, 12))
    ended, case = clock_of(world, "registered", "acceptance"), case_of(world, "registered")
    assert (ended.state, ended.ended_on) == ("void", date(2026, 5, 12))
    assert (case.was_late, case.next_due_on, case.next_clock) == (False, None, "")


def test_once_late_a_case_stays_so(world: World) -> None:
    USES["accept"](world, world.case("registered"), at=evening(5, 13))
    assert case_of(world, "registered").was_late
    USES["close"](world, world.case("registered"), at=evening(5, 14))
    assert clock_of(world, "registered", "mediation").state == "met"
    assert case_of(world, "registered").was_late
    USES["accept"](world, world.case("original"), at=evening(5, 13))
    USES["withdraw"](world, world.case("original"), at=evening(5, 14))
    assert case_of(world, "original").was_late


def test_a_clock_that_ended_is_left_as_it_ended(world: World) -> None:
    """Accepted on 04-30: closing in July changes nothing of the decision on acceptance."""
    before = Clock.objects.filter(pk=clock_of(world, "accepted", "acceptance").pk).values().get()
    USES["close"](world, world.case("accepted"), at=evening(7, 30))
    assert Clock.objects.filter(pk=before["id"]).values().get() == before
    assert (before["state"], before["ended_on"]) == ("met", date(2026, 4, 30))


def pause(world: World, name: str, ground: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    USES["pause_clock"](world, world.case(name), ground=ground, at=evening(*first))
    USES["resume_clock"](world, world.case(name), at=morning(*last))


def test_two_pauses_each_cost_their_own_days_and_the_first_keeps_its_end(world: World) -> None:
    pause(world, "accepted", "appraisal", (5, 7), (5, 11))
    first = {"from": "2026-05-07", "until": "2026-05-11", "ground": "appraisal"}
    once = clock_of(world, "accepted", "mediation")
    # 05-08 to 05-11 do not count: 06-29 and four days is Friday 07-03.
    assert (once.state, once.due_on, once.pauses) == ("running", date(2026, 7, 3), [first])
    pause(world, "accepted", "recusal", (5, 20), (5, 22))
    twice = clock_of(world, "accepted", "mediation")
    # Two days more is Sunday 07-05, so Monday 07-06.
    assert (twice.state, twice.due_on) == ("running", date(2026, 7, 6))
    assert twice.pauses == [first, {"from": "2026-05-20", "until": "2026-05-22", "ground": "recusal"}]
    assert twice.ended_on is None
    case = case_of(world, "accepted")
    assert (case.next_due_on, case.next_clock) == (date(2026, 7, 6), "mediation")
    assert twice.trace == [
        {"step": "start", "on": "2026-04-30", "event": "accepted", "n": 60, "unit": "days"},
        {"step": "paused", "from": "2026-05-07", "until": "2026-05-11", "ground": "appraisal"},
        {"step": "paused", "from": "2026-05-20", "until": "2026-05-22", "ground": "recusal"},
        {"step": "rolled", "from": "2026-07-05", "on": "2026-07-06", "roll": "all_days_off", "name": ""},
        {"step": "due", "on": "2026-07-06"},
        {"step": "basis", "pack": "council-2024", "clock": "mediation"},
    ]


def test_a_pause_that_ends_on_its_first_day_costs_nothing(world: World) -> None:
    USES["pause_clock"](world, world.case("accepted"), at=morning(5, 7))
    USES["resume_clock"](world, world.case("accepted"), at=evening(5, 7))
    assert clock_of(world, "accepted", "mediation").due_on == date(2026, 6, 29)


def test_a_case_closed_while_its_clock_stands_is_on_time(world: World) -> None:
    USES["close"](world, world.case("paused"), at=evening(8, 30))
    ended = clock_of(world, "paused", "mediation")
    assert (ended.state, ended.due_on, ended.ended_on) == ("met", None, date(2026, 8, 30))
    assert not case_of(world, "paused").was_late


def test_a_new_clock_says_how_its_date_was_found(world: World) -> None:
    USES["refer"](world, world.case("registered"))
    assert clock_of(world, "registered", "referral_reply").trace == [
        {"step": "start", "on": "2026-05-07", "event": "referred", "n": 15, "unit": "working_days"},
        {"step": "first", "on": "2026-05-08"},
        {"step": "makeup", "on": "2026-05-09", "name": "勞動節"},
        {"step": "weekends", "n": 5},
        {"step": "due", "on": "2026-05-27"},
        {"step": "basis", "pack": "council-2024", "clock": "referral_reply"},
    ]


def test_a_clock_that_stands_says_since_when(world: World) -> None:
    assert clock_of(world, "paused", "mediation").trace == [
        {"step": "start", "on": "2026-04-30", "event": "accepted", "n": 60, "unit": "days"},
        {"step": "standing", "from": "2026-04-30", "ground": "appraisal"},
        {"step": "basis", "pack": "council-2024", "clock": "mediation"},
    ]


def test_a_reopened_case_goes_on_with_the_days_it_had_pauses_included(world: World) -> None:
    USES["resume_clock"](world, world.case("paused"))
    before = Clock.objects.filter(case_id=world.case("paused"), key="mediation").values().get()
    USES["close"](world, world.case("paused"), at=evening(5, 8))
    USES["reopen"](world, world.case("paused"), at=evening(5, 20))
    assert Clock.objects.filter(case_id=world.case("paused"), key="mediation").values().get() == before
    assert (before["state"], before["due_on"]) == ("running", date(2026, 7, 6))


def test_a_reopened_enquiry_is_owed_its_answer_again(world: World) -> None:
    USES["close"](world, world.case("enquiry_accepted"), result="answered", recovered_cents=None)
    assert clock_of(world, "enquiry_accepted", "enquiry_answer").state == "met"
    USES["reopen"](world, world.case("enquiry_accepted"))
    clock, case = clock_of(world, "enquiry_accepted", "enquiry_answer"), case_of(world, "enquiry_accepted")
    assert (clock.state, clock.ended_on, clock.due_on) == ("running", None, date(2026, 5, 9))
    assert (case.next_due_on, case.next_clock) == (date(2026, 5, 9), "enquiry_answer")
    assert (case.result, case.result_note, case.recovered_cents, case.closed_at, case.closed_on) == (
        "", "", None, None, None,
    )  # fmt: skip


def test_a_body_that_has_answered_owes_nothing_when_the_case_is_opened_again(world: World) -> None:
    """Returned by the body, then refused by the council, then reopened: only the decision on acceptance is open."""
    for verb in ("propose_declination", "confirm_declination"):
        USES[verb](world, world.case("sent_back"))
    before = clock_of(world, "sent_back", "referral_reply")
    USES["reopen"](world, world.case("sent_back"))
    after, case = clock_of(world, "sent_back", "referral_reply"), case_of(world, "sent_back")
    assert (after.state, after.ended_on) == (before.state, before.ended_on) == ("met", date(2026, 4, 30))
    assert (case.state, case.next_due_on, case.next_clock) == ("registered", date(2026, 5, 12), "acceptance")


def test_closing_takes_back_nothing_of_what_was_recovered_until_it_is_reopened(world: World) -> None:
    closed = case_of(world, "closed")
    assert (closed.result, closed.result_note, closed.recovered_cents) == ("mediated", "已退款", 329_900)
    reopened = USES["reopen"](world, world.case("closed"))
    assert (reopened.result, reopened.result_note, reopened.recovered_cents) == ("", "", None)
    assert (reopened.closed_at, reopened.closed_on, reopened.state) == (None, None, "accepted")
    mediation = clock_of(world, "closed", "mediation")
    assert (mediation.state, mediation.ended_on, mediation.due_on) == ("running", None, date(2026, 6, 29))


def test_the_nearest_of_several_clocks_stands_on_the_case(world: World) -> None:
    """Referred on 06-25, fifteen working days end on 07-16; the handling ends on 06-29."""
    USES["refer"](world, world.case("accepted"), at=evening(6, 25))
    case = case_of(world, "accepted")
    assert clock_of(world, "accepted", "referral_reply").due_on == date(2026, 7, 16)
    assert (case.next_due_on, case.next_clock, case.calendar_unknown) == (date(2026, 6, 29), "mediation", False)


def test_beyond_the_calendar_no_date_is_guessed_until_it_is_loaded(world: World) -> None:
    """Accepted on 11-20, sixty days end on Tuesday 2027-01-19; 2027 is not loaded."""
    USES["accept"](world, world.case("registered"), at=evening(11, 20))
    case, clock = case_of(world, "registered"), clock_of(world, "registered", "mediation")
    assert (clock.state, clock.due_on) == ("unknown", None)
    assert clock.trace == [
        {"step": "start", "on": "2026-11-20", "event": "accepted", "n": 60, "unit": "days"},
        {"step": "unknown", "year": 2027},
        {"step": "basis", "pack": "council-2024", "clock": "mediation"},
    ]
    assert (case.calendar_unknown, case.next_due_on, case.next_clock) == (True, None, "")
    load_2027()
    version = case.version
    assert clocks.rederive_clocks(at=evening(11, 21)) == 1
    case, clock = case_of(world, "registered"), clock_of(world, "registered", "mediation")
    assert (clock.state, clock.due_on) == ("running", date(2027, 1, 19))
    assert (case.calendar_unknown, case.next_due_on, case.next_clock) == (False, date(2027, 1, 19), "mediation")
    assert case.version == version, "nobody's form becomes stale by a calendar"
    assert clocks.rederive_clocks(at=evening(11, 22)) == 0


def test_a_clock_that_nobody_can_date_ends_on_time(world: World) -> None:
    USES["accept"](world, world.case("registered"), at=evening(11, 20))
    USES["close"](world, world.case("registered"), at=evening(12, 24))
    ended = clock_of(world, "registered", "mediation")
    assert (ended.state, ended.due_on, ended.ended_on) == ("met", None, date(2026, 12, 24))
    assert not case_of(world, "registered").calendar_unknown


def load_2027(**days: Any) -> None:
    CalendarYear.objects.create(year=2027, source="通知", loaded_at=datetime(2026, 11, 21, tzinfo=UTC), version="1")
    calendars.forget()


def take_off(day: date) -> None:
    """A later notice gives the day off."""
    CalendarDay.objects.create(day=day, name="臨時放假", is_off=True, plan_year=2026)
    CalendarYear.objects.filter(year=2026).update(version="corrected")
    calendars.forget()


@pytest.mark.parametrize("batch", [1, 3, 500])
def test_a_corrected_day_moves_every_clock_that_counts_it_and_no_other(
    world: World, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """05-11 is taken off: what ended on 05-12 ends on 05-13, fifteen working days a day later, sixty days as before."""
    monkeypatch.setattr(kept, "BATCH", batch)
    live = Clock.objects.filter(state="running")
    moving = live.filter(
        key__in=["acceptance", "referral_reply", "department_acceptance", "department_verification"]
    ).count()
    Clock.objects.filter(pk=clock_of(world, "registered", "acceptance").pk).update(was_announced="soon")
    Clock.objects.filter(pk=clock_of(world, "accepted", "mediation").pk).update(was_announced="soon")
    ended = list(Clock.objects.exclude(state="running").order_by("id").values())
    take_off(date(2026, 5, 11))
    assert clocks.rederive_clocks(at=evening(5, 7)) == moving > 3
    acceptance, case = clock_of(world, "registered", "acceptance"), case_of(world, "registered")
    assert (acceptance.due_on, acceptance.was_announced) == (date(2026, 5, 13), "")
    assert (case.next_due_on, case.next_clock) == (date(2026, 5, 13), "acceptance")
    assert {"step": "holiday", "from": "2026-05-11", "until": "2026-05-11", "name": "臨時放假"} in acceptance.trace
    assert clock_of(world, "referred", "referral_reply").due_on == date(2026, 5, 26)
    mediation = clock_of(world, "accepted", "mediation")
    assert (mediation.due_on, mediation.was_announced) == (date(2026, 6, 29), "soon")
    assert list(Clock.objects.exclude(state="running").order_by("id").values()) == ended


def test_a_place_with_its_own_number_of_days_counts_by_it(world: World) -> None:
    """Five working days for Wuhan from 04-29 on: 04-29 to 05-09; of a case received before that day still seven."""
    option = {"pack": "council-2024", "clock": "acceptance", "unit": "working_days", "roll": "none", "basis": "市規定"}
    LocalOption.objects.create(region_code="420100", amount=5, valid_from=date(2026, 4, 29), **option)
    forget_options()
    new = complaint(world.cast, received_at=RECEIVED, region_code="420202")
    case = Case.objects.get(pk=services.register_case(new, actor=ANONYMOUS, at=RECEIVED).case_id)
    assert (case.next_due_on, case.next_clock) == (date(2026, 5, 9), "acceptance")
    old = complaint(world.cast, received_at=RECEIVED - DAY)
    case = Case.objects.get(pk=services.register_case(old, actor=ANONYMOUS, at=RECEIVED).case_id)
    assert case.next_due_on == date(2026, 5, 11)
    world.cases["elsewhere"] = services.register_case(new, actor=ANONYMOUS, at=RECEIVED).case_id
    for name in ("registered", "elsewhere"):
        USES["refer"](world, world.case(name))
        USES["refuse_referral"](world, world.case(name))
        assert case_of(world, name).next_due_on == date(2026, 5, 9), "by the numbers of the council's place"
    del world.cases["elsewhere"]


def test_a_clock_that_ended_while_others_were_derived_again_is_left_alone(world: World) -> None:
    seen = Clock.objects.select_related("case").get(pk=clock_of(world, "registered", "acceptance").pk)
    USES["withdraw"](world, world.case("registered"))
    take_off(date(2026, 5, 11))
    before = stored()
    assert not clocks._rederived(seen)
    assert stored() == before


def test_a_clock_that_was_right_already_is_left_alone(world: World) -> None:
    """Somebody else derived it between the look and the lock."""
    seen = Clock.objects.select_related("case").get(pk=clock_of(world, "registered", "acceptance").pk)
    seen.due_on = date(2026, 5, 11)
    before = stored()
    assert not clocks._rederived(seen)
    assert stored() == before
