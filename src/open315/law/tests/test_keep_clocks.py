"""Clocks that a room keeps, held without the room of cases: a warning to a trader runs on the clocks of a council's pack.

Every last day is counted by hand from the State Council's notice for 2026 (off: 1–5 May; working: Saturday 9 May).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from open315.core.calendar.models import CalendarDay, CalendarYear
from open315.core.calendar.queries import forget
from open315.law.kept_clock import KeptClock
from open315.law.rules.packs import Pack, pack
from open315.law.services import announcing, clocks
from open315.law.services.clocks import Clocks, derive_by, derives_anew, end, end_all, live_in_batches, outlook
from open315.law.types import Announcement, ClockState

ACCEPTANCE_DUE = date(2026, 3, 24)
"""Seven working days after Sunday 15 March 2026."""
MEDIATION_DUE = date(2026, 7, 6)
"""Sixty days after 6 May 2026 is Sunday 5 July, which a council's period rolls over."""

with isolate_apps("open315.law"):

    class Reminder(KeptClock):
        """A table of no room: what keeps its clocks is a number."""

        of = models.IntegerField()

        class Meta:
            app_label = "law"
            db_table = "law_test_reminder"


@pytest.fixture(autouse=True)
def table(db: None) -> None:
    editor = connection.schema_editor()
    editor.deferred_sql = []
    statement, values = editor.table_sql(Reminder)
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


@pytest.fixture
def without_2026(table: None) -> Iterator[None]:
    CalendarYear.objects.filter(year=2026).delete()
    forget()
    yield
    forget()


def of(number: int = 1, kind: str = "complaint", law: Pack | None = None) -> Clocks[Reminder]:
    rows = Reminder.objects.filter(of=number)
    return Clocks(rows, partial(Reminder, of=number), law or pack("council-2024"), kind)


def only(number: int = 1, **which: str) -> Reminder:
    return Reminder.objects.get(of=number, **which)


def mediation(law: Pack | None = None, on: date = date(2026, 5, 6)) -> Clocks[Reminder]:
    kept = of(law=law)
    kept.on_event("accepted", on)
    return kept


def test_an_event_starts_its_clocks_with_their_last_day_and_its_derivation() -> None:
    assert of().on_event("received", date(2026, 3, 15)) is False
    row = only()
    assert (row.pack, row.key, row.state) == ("council-2024", "acceptance", "running")
    assert (row.started_on, row.due_on, row.ended_on) == (date(2026, 3, 15), ACCEPTANCE_DUE, None)
    assert [step["step"] for step in row.trace] == ["start", "first", "weekends", "due", "basis"]


def test_the_kind_of_the_matter_chooses_the_clock() -> None:
    of(kind="enquiry").on_event("received", date(2026, 3, 15))
    assert (only().key, only().due_on) == ("enquiry_answer", date(2026, 3, 20))


def test_an_event_that_starts_nothing_changes_nothing() -> None:
    assert of().on_event("answered", date(2026, 3, 15)) is False
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        (ACCEPTANCE_DUE - timedelta(days=1), "met", False),
        (ACCEPTANCE_DUE, "met", False),
        (ACCEPTANCE_DUE + timedelta(days=1), "late", True),
    ],
)
def test_what_ends_on_the_last_day_is_in_time_and_a_day_later_late(on: date, state: str, late: bool) -> None:
    of().on_event("received", date(2026, 3, 15))
    assert of().on_event("declined", on) is late
    assert (only().state, only().ended_on, only().due_on) == (state, on, ACCEPTANCE_DUE)


def test_an_event_ends_only_the_clocks_it_names_of_that_one_thing() -> None:
    of(1).on_event("received", date(2026, 3, 15))
    of(2).on_event("received", date(2026, 3, 15))
    of(1).on_event("accepted", date(2026, 3, 16))
    assert only(1, key="acceptance").state == "met"
    assert only(1, key="mediation").state == "running"
    assert only(2).state == "running"


def test_what_has_ended_is_not_ended_again() -> None:
    of().on_event("received", date(2026, 3, 15))
    of().on_event("referred", date(2026, 3, 16))
    assert of().on_event("closed", date(2026, 5, 6)) is True, "the answer of the department is late"
    assert (only(key="acceptance").state, only(key="acceptance").ended_on) == ("met", date(2026, 3, 16))


def test_a_clock_that_no_longer_matters_is_void_up_to_its_last_day() -> None:
    of().on_event("received", date(2026, 3, 15))
    assert end_all(Reminder.objects.filter(of=1), ACCEPTANCE_DUE, by="withdrawn") == []
    assert (only().state, only().ended_on) == ("void", ACCEPTANCE_DUE)


@pytest.mark.parametrize(
    "by", ["declined", "accepted", "closed", "withdrawn", "duplicate", "a way nobody has thought of"]
)
@pytest.mark.parametrize("void", [False, True])
@pytest.mark.parametrize("days", [-1, 0, 1, 200])
def test_whatever_ends_a_clock_its_lateness_at_that_moment_is_kept(by: str, void: bool, days: int) -> None:
    of().on_event("received", date(2026, 3, 15))
    late = days > 0
    assert end(only(), ACCEPTANCE_DUE + timedelta(days=days), by=by, void=void) is late
    assert (only().state == "late") is late


@pytest.mark.parametrize(
    ("state", "by", "judged"),
    [("late", "withdrawn", "void"), ("late", "accepted", "met"), ("void", "withdrawn", "void"), ("met", "", "met")],
)
def test_a_pack_chosen_afterwards_does_not_make_what_was_withdrawn_kept(state: str, by: str, judged: str) -> None:
    of().on_event("received", date(2026, 3, 15))
    Reminder.objects.update(state=state, ended_by=by, ended_on=date(2026, 3, 16))
    derive_by(only(), pack("council-2024"))
    assert (only().state, only().ended_by, only().ended_on) == (judged, by, date(2026, 3, 16))


def test_a_pause_stops_only_clocks_that_know_its_ground() -> None:
    mediation()
    of().on_event("received", date(2026, 5, 6))
    assert of().pause("appraisal", date(2026, 5, 20)) == ["mediation"]
    assert only(key="acceptance").state == "running"
    stopped = only(key="mediation")
    assert (stopped.state, stopped.due_on) == ("paused", None)
    assert stopped.pauses == [{"from": "2026-05-20", "until": None, "ground": "appraisal"}]


def test_a_ground_that_no_clock_knows_pauses_nothing() -> None:
    mediation()
    assert of().pause("lunch", date(2026, 5, 20)) == []
    assert (only().state, only().pauses) == ("running", [])


def test_a_clock_that_stands_is_not_paused_again() -> None:
    mediation().pause("appraisal", date(2026, 5, 20))
    assert of().pause("recusal", date(2026, 5, 21)) == []
    assert len(only().pauses) == 1


@pytest.mark.parametrize(
    ("resumed", "due"),
    [
        (date(2026, 5, 20), MEDIATION_DUE),  # a pause of zero days costs nothing
        (date(2026, 5, 21), date(2026, 7, 6)),  # Monday 6 July, one day after Sunday the 5th
        (date(2026, 5, 22), date(2026, 7, 7)),
        (date(2026, 5, 30), date(2026, 7, 15)),
    ],
)
def test_the_days_of_a_pause_do_not_count_but_its_first(resumed: date, due: date) -> None:
    kept = mediation()
    kept.pause("appraisal", date(2026, 5, 20))
    assert kept.resume(resumed) == ["mediation"]
    assert (only().state, only().due_on) == ("running", due)


def test_resuming_leaves_the_end_of_an_earlier_pause_alone() -> None:
    kept = mediation()
    kept.pause("appraisal", date(2026, 5, 20))
    kept.resume(date(2026, 5, 30))
    kept.pause("recusal", date(2026, 6, 10))
    kept.resume(date(2026, 6, 12))
    assert only().pauses == [
        {"from": "2026-05-20", "until": "2026-05-30", "ground": "appraisal"},
        {"from": "2026-06-10", "until": "2026-06-12", "ground": "recusal"},
    ]
    assert only().due_on == date(2026, 7, 17)


def test_a_pause_over_a_holiday_costs_only_its_working_days() -> None:
    kept = mediation(pack("samr-20"), on=date(2026, 3, 2))
    assert only().due_on == date(2026, 5, 8)
    kept.pause("appraisal", date(2026, 4, 30))
    kept.resume(date(2026, 5, 6))
    assert only().due_on == date(2026, 5, 9), "only 6 May was lost, and Saturday 9 May is worked"


def test_resuming_what_does_not_stand_does_nothing() -> None:
    mediation()
    assert of().resume(date(2026, 5, 20)) == []
    assert only().pauses == []


def test_undoing_an_event_lets_its_clock_run_on_from_its_beginning() -> None:
    of().on_event("received", date(2026, 3, 15))
    of().on_event("referred", date(2026, 4, 1))
    assert only(key="acceptance").state == "late"
    of().revive("referred")
    row = only(key="acceptance")
    assert (row.state, row.ended_on, row.started_on, row.due_on) == ("running", None, date(2026, 3, 15), ACCEPTANCE_DUE)
    assert only(key="referral_reply").state == "running"


def test_undoing_leaves_clocks_alone_that_another_event_ended() -> None:
    mediation()
    of().on_event("closed", date(2026, 5, 20))
    of().revive("referred")
    assert only().state == "met"


def test_undoing_leaves_alone_what_an_earlier_event_had_ended_though_this_one_could_have() -> None:
    """Both "accepted" and "closed" end the time for deciding on acceptance."""
    of().on_event("received", date(2026, 3, 15))
    mediation(on=date(2026, 3, 20))
    of().on_event("closed", date(2026, 3, 20))
    of().revive("closed")
    assert (only(key="acceptance").state, only(key="acceptance").ended_by) == ("met", "accepted")
    assert (only(key="mediation").state, only(key="mediation").ended_by) == ("running", "")


def test_undoing_what_made_a_clock_void_lets_it_run_on() -> None:
    of().on_event("received", date(2026, 3, 15))
    end_all(Reminder.objects.filter(of=1), date(2026, 3, 16), by="duplicate")
    of().revive("closed")
    assert (only().state, only().ended_by) == ("void", "duplicate")
    of().revive("duplicate")
    assert (only().state, only().ended_on, only().due_on) == ("running", None, ACCEPTANCE_DUE)


def test_a_year_that_is_not_loaded_gives_no_day_until_it_is(without_2026: None) -> None:
    of().on_event("received", date(2026, 3, 15))
    row = only()
    assert (row.state, row.due_on) == ("unknown", None)
    assert [(step["step"], step.get("year")) for step in row.trace][1] == ("unknown", 2026)
    assert derives_anew(row, pack("council-2024")) is False
    CalendarYear.objects.create(year=2026, version="again", loaded_at=datetime(2025, 11, 4, tzinfo=UTC))
    forget()
    assert derives_anew(row, pack("council-2024")) is True
    assert (row.state, row.due_on) == ("running", ACCEPTANCE_DUE)


def test_a_day_that_becomes_a_holiday_moves_the_last_day() -> None:
    of().on_event("received", date(2026, 3, 15))
    row = only()
    assert derives_anew(row, pack("council-2024")) is False
    CalendarDay.objects.create(day=date(2026, 3, 18), name="", is_off=True, plan_year=2026)
    CalendarYear.objects.filter(year=2026).update(version="corrected")
    forget()
    assert derives_anew(row, pack("council-2024")) is True
    assert row.due_on == date(2026, 3, 25)


def test_what_is_due_next_is_the_earliest_of_those_that_live() -> None:
    assert outlook(Reminder.objects.all()) == clocks.Outlook(None, "", False)
    of().on_event("received", date(2026, 3, 15))
    of().on_event("referred", date(2026, 3, 16))
    mediation(on=date(2026, 3, 17))
    found = outlook(Reminder.objects.all())
    assert (found.key, found.due_on, found.calendar_unknown) == ("referral_reply", date(2026, 4, 7), False)
    Reminder.objects.filter(key="referral_reply").update(state="paused", due_on=None)
    assert outlook(Reminder.objects.all()).key == "mediation"


def test_a_clock_without_a_calendar_is_told_beside_the_next_day() -> None:
    of().on_event("received", date(2026, 3, 15))
    Reminder.objects.create(of=1, pack="council-2024", key="mediation", started_on=date(2026, 12, 1), state="unknown")
    assert outlook(Reminder.objects.all()) == clocks.Outlook(ACCEPTANCE_DUE, "acceptance", True)


def test_large_tables_are_gone_through_in_batches_without_those_that_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "BATCH", 2)
    for number in range(5):
        of(number).on_event("received", date(2026, 3, 15))
    end(only(2), date(2026, 3, 16), by="declined")
    assert [each.of for each in live_in_batches(Reminder.objects.all())] == [0, 1, 3, 4]


TODAY = date(2026, 3, 20)
Told = list[tuple[str, list[int]]]


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def sweep(told: Told) -> Callable[[], None]:
    def tell(what: Announcement, found: Sequence[Reminder]) -> None:
        told.append((what.value, [each.of for each in found]))

    return lambda: announcing.announce(Reminder.objects.all(), TODAY, tell)


def due_in(days: int, state: ClockState = ClockState.RUNNING, announced: str = "", of: int = 0) -> Reminder:
    return Reminder.objects.create(
        of=of or days, pack="council-2024", key="acceptance", state=state.value, started_on=TODAY - timedelta(days=9),
        due_on=TODAY + timedelta(days=days), was_announced=announced,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "what"), [(-2, ["late"]), (-1, ["late"]), (0, ["soon"]), (1, ["soon"]), (2, ["soon"]), (3, [])]
)
def test_soon_is_within_two_days_and_late_the_day_after_the_last(
    days: int, what: list[str], told: Told, sweep: Callable[[], None]
) -> None:
    row = due_in(days)
    sweep()
    assert [each for each, _ in told] == what
    row.refresh_from_db()
    assert row.was_announced == "".join(what)


def test_each_is_told_once_soon_and_once_late(told: Told, sweep: Callable[[], None]) -> None:
    due_in(1)
    due_in(-1, announced="soon")
    sweep()
    sweep()
    assert told == [("late", [-1]), ("soon", [1])]


@pytest.mark.parametrize("state", [ClockState.PAUSED, ClockState.MET, ClockState.LATE, ClockState.VOID])
def test_only_running_clocks_are_told_of(state: ClockState, told: Told, sweep: Callable[[], None]) -> None:
    due_in(-1, state=state)
    sweep()
    assert told == []


def test_many_are_told_in_batches_the_most_urgent_first(
    told: Told, sweep: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "BATCH", 2)
    for days in (-1, -5, -3):
        due_in(days)
    sweep()
    assert told == [("late", [-5, -3]), ("late", [-1])]


def test_a_sweep_stops_after_its_share(told: Told, sweep: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "BATCH", 1)
    monkeypatch.setattr(announcing, "MOST_BATCHES", 2)
    for number in (1, 2, 3):
        due_in(-1, of=number)
    sweep()
    assert told == [("late", [1]), ("late", [2])]


def test_what_could_not_be_told_is_not_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    row = due_in(-1)

    def fail(what: Announcement, found: Sequence[Reminder]) -> None:
        raise RuntimeError("the outbox is gone")

    with pytest.raises(RuntimeError):
        announcing.announce(Reminder.objects.all(), TODAY, fail)
    row.refresh_from_db()
    assert row.was_announced == ""
