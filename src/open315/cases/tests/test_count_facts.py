"""What holds among the figures of the room, and that deleting people changes none. What each means: `meanings.py`."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from open315.cases.facts.declared import SINGLE, TABLES
from open315.cases.models import Case, Clock, Identity, Party
from open315.cases.tests.samples import Sampler
from open315.cases.types import State
from open315.core.access import Actor
from open315.core.facts import (
    Breakdown,
    Fact,
    Period,
    Scope,
    compute,
    figure,
    one_reading,
    open_rows,
    specs,
    table,
)
from open315.core.facts.checks import contradictions
from open315.core.facts.registry import counts_nothing
from open315.law.types import ClockState
from tests.covering import keep_records

TODAY = date(2026, 5, 12)
YEAR = Period(date(2025, 5, 1), date(2026, 4, 30), TODAY)
PERIODS = [YEAR, Period(date(2026, 1, 1), date(2026, 3, 15), date(2026, 3, 20)), Period(date(2026, 4, 1), TODAY)]
SCOPES = [Scope(), Scope(region="42"), Scope(region="4201")]


@pytest.fixture(scope="module")
def _filled(standing_cast: Any) -> None:
    councils = [standing_cast.bodies[name] for name in ("province", "wuhan", "huangshi")]
    sampler = Sampler(councils, standing_cast.bodies["market"], today=TODAY)
    sampler.make(300, date(2024, 5, 1), TODAY)
    sampler.save()
    keep_records(standing_cast, date(2019, 1, 1))


@pytest.fixture
def full(_filled: None, cast: Any, time_machine: Any) -> Any:
    """The cast with some hundreds of cases of every sort."""
    time_machine.move_to(cast.at)
    return cast


def every(actor: Actor, period: Period, scope: Scope) -> Iterator[Fact]:
    """Every single fact, and every line of every breakdown."""
    for spec in specs():
        found = compute(spec.key, period, scope, actor)
        if isinstance(found, Fact):
            yield found
        else:
            yield from (fact for _code, _label, fact in found.lines)


def test_a_contradiction_is_found(full: Any) -> None:
    whole = table("cases.by_nature", YEAR, Scope(), full.actor("secretariat"))
    assert len(contradictions([Breakdown(whole.key, whole.lines[1:], whole.total)])) == 1


def test_cities_add_up_to_the_province_without_counting_a_case_twice(full: Any) -> None:
    actor = full.actor("secretariat")
    parts = [figure("cases.received", YEAR, Scope(region=code), actor).value for code in ("4201", "4202")]
    own = figure("cases.received", YEAR, Scope(region="42"), actor)
    province = open_rows(own.rows, actor).filter(council=full.bodies["province"]).count()
    assert own.value == sum(int(part or 0) for part in parts) + province


def test_a_duplicate_counts_once(full: Any) -> None:
    actor = full.actor("secretariat")
    before = figure("cases.received", YEAR, Scope(), actor)
    case = open_rows(before.rows, actor)[0]
    Case.objects.filter(pk=case.pk).update(state=State.DUPLICATE)
    after = figure("cases.received", YEAR, Scope(), actor)
    assert (after.value, before.value) == (int(before.value or 0) - 1, len(open_rows(before.rows, actor)) + 1)


def test_an_enquiry_is_no_complaint(full: Any) -> None:
    actor = full.actor("secretariat")
    kinds = table("cases.by_kind", YEAR, Scope(), actor)
    assert kinds.line("complaint").value == figure("cases.received", YEAR, Scope(), actor).value
    assert kinds.total is not None
    assert kinds.total.value == figure("cases.contacts", YEAR, Scope(), actor).value
    assert {code for code, _label, _fact in kinds.lines} == {"complaint", "report", "enquiry"}


def test_accepted_solved_and_received_contain_each_other(full: Any) -> None:
    actor = full.actor("secretariat")
    rows = [
        set(open_rows(figure(key, YEAR, Scope(), actor).rows, actor).values_list("id", flat=True))
        for key in ("cases.solved", "cases.accepted", "cases.received")
    ]
    assert rows[0]
    assert rows[0] < rows[1] < rows[2]


def test_what_happened_after_the_reckoning_day_does_not_count(full: Any) -> None:
    actor = full.actor("secretariat")
    for key in ("cases.accepted", "cases.closed", "cases.solved", "cases.recovered_cents"):
        early = figure(key, Period(YEAR.first, YEAR.last, date(2025, 9, 1)), Scope(), actor)
        assert int(early.value or 0) < int(figure(key, YEAR, Scope(), actor).value or 0)
        assert all(row.received_on <= date(2025, 9, 1) for row in open_rows(early.rows, actor))


def test_erasing_every_identity_leaves_every_figure_as_it_was(full: Any) -> None:
    actor = full.actor("secretariat")
    before = [(fact.key, fact.line, fact.value) for fact in every(actor, YEAR, Scope())]
    Identity.objects.all().delete()
    Party.objects.update(identity_id=None, masked_name="", masked_phone="", phone_index="", has_email=False)
    assert [(fact.key, fact.line, fact.value) for fact in every(actor, YEAR, Scope())] == before


def test_a_city_counts_only_its_own_cases(full: Any) -> None:
    actor = full.actor("supervisor")
    found = figure("cases.received", YEAR, Scope(), actor)
    assert found.value
    councils = set(open_rows(found.rows, actor).values_list("council_id", flat=True))
    assert councils <= {full.bodies["wuhan"].pk}


def test_a_period_without_cases_knows_nothing_instead_of_zero_percent(full: Any) -> None:
    actor = full.actor("secretariat")
    empty = Period(date(2019, 1, 1), date(2019, 12, 31), date(2019, 12, 31))
    assert figure("cases.received", empty, Scope(), actor).value == 0
    for key in (
        "cases.solution_rate",
        "cases.median_days_to_closure",
        "cases.on_time_acceptance",
        "cases.received.change",
    ):
        assert figure(key, empty, Scope(), actor).value is None
    assert table("cases.by_nature", empty, Scope(), actor).lines == ()


def test_the_stock_counts_earlier_periods_as_well(full: Any) -> None:
    actor = full.actor("secretariat")
    stock = figure("cases.open_at_end", YEAR, Scope(), actor)
    days = set(open_rows(stock.rows, actor).values_list("received_on", flat=True))
    assert min(days) < YEAR.first
    assert max(days) <= YEAR.last


def test_an_unknown_parameter_is_an_error_and_never_ignored(full: Any) -> None:
    actor = full.actor("secretariat")
    rows = figure("cases.received", YEAR, Scope(), actor).rows
    with pytest.raises(KeyError):
        open_rows(rows.narrowed(colour="red"), actor)


def test_a_reading_makes_each_scan_once(full: Any, django_assert_max_num_queries: Any) -> None:
    actor = full.actor("secretariat")
    with django_assert_max_num_queries(45), one_reading():
        for key in (*SINGLE, *TABLES):
            compute(key, YEAR, Scope(region="42"), actor)
            compute(key, YEAR.year_before(), Scope(region="42"), actor)


def test_of_a_zero_share_its_whole_is_asked_and_no_row_is_looked_at_in_vain(full: Any) -> None:
    """A third of the figures of a million complaints was spent on looking for one that was accepted in time, of which there were none."""
    Clock.objects.update(state=ClockState.LATE, due_on=date(2025, 6, 1), ended_on=date(2025, 6, 2))
    actor = full.actor("supervisor")
    share = figure("cases.on_time_acceptance", YEAR, Scope(), actor)
    assert (share.value, share.numerator) == (0, 0)
    assert share.denominator
    assert share.base is not None
    assert (open_rows(share.rows, actor).exists(), open_rows(share.base, actor).exists()) == (False, True)
    with CaptureQueriesContext(connection) as statements:
        assert counts_nothing(share, actor) is False
    assert len(_probes(statements)) == 1, "the part is not looked for"
    with one_reading(), CaptureQueriesContext(connection) as statements:
        assert [counts_nothing(share, actor) for _ in range(3)] == [False, False, False]
    assert len(_probes(statements)) == 1, "asked once a reading"


def _probes(statements: Any) -> list[str]:
    return [each["sql"] for each in statements if each["sql"].startswith("SELECT 1")]


def test_a_leap_day_is_compared_with_the_28th() -> None:
    period = Period(date(2024, 2, 1), date(2024, 2, 29), date(2024, 2, 29) + timedelta(days=1))
    assert period.year_before() == Period(date(2023, 2, 1), date(2023, 2, 28), date(2023, 3, 1))
