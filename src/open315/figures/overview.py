"""What the overview of figures shows: the boards of the rooms, ready to print; templates compute nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from open315.core.access import Actor
from open315.core.charts import Chart, bar_chart, column_chart
from open315.core.facts import (
    Board,
    Breakdown,
    Fact,
    Period,
    RowsQuery,
    Scope,
    Unit,
    figure,
    one_reading,
    spec_of,
    specs,
    table,
)
from open315.core.facts.address import rows_path
from open315.core.facts.boards import dimensions_of
from open315.core.facts.comparison import gaps_of
from open315.core.facts.dimensions import dimensions
from open315.core.facts.registry import NO_RECORDS, NOT_VOUCHED, as_known, is_declared
from open315.core.facts.units import unit_spec, unit_words
from open315.core.facts.wording import number_and_unit, period_words, value_words
from open315.core.names import enumerated
from open315.core.quantities import Bound


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed, and where it leads."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Stat:
    """A single figure with its label; `note` says of what a share is a share, why a value is not known, or what must be read beside it."""

    label: Any
    value: str
    unit: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table; no share where the table has none."""

    label: Any
    count: Printed
    share: Printed | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its chart; `column` is the head of its numbers, `nothing` stands where it has no lines."""

    key: str
    title: Any
    definition: Any
    column: Any
    chart: Chart | None
    lines: tuple[Line, ...]
    total: Printed | None
    nothing: Any

    @property
    def has_shares(self) -> bool:
        """Whether its lines have shares."""
        return any(line.share for line in self.lines)


@dataclass(frozen=True, slots=True)
class Shown:
    """A board, ready to print. `missing` names what was chosen but its figures cannot be narrowed to; `notes` say over which days
    it counts, where they are fewer than was asked, and what nobody kept records of.
    """

    key: str
    title: Any
    missing: str
    notes: tuple[str, ...]
    stats: tuple[Stat, ...]
    tables: tuple[Table, ...]


def scans_of(boards: Iterable[Board], period: Period, scope: Scope) -> list[RowsQuery]:
    """The queries that read most for these boards."""
    return [board.scan(period, scope.only(dimensions_of(board))) for board in boards if board.scan]


def read_boards(boards: Iterable[Board], period: Period, scope: Scope, actor: Actor) -> list[Shown]:
    """Everything the page shows, on one reading."""
    with one_reading():
        return [_shown(board, period, scope, actor) for board in boards]


def _shown(board: Board, period: Period, scope: Scope, actor: Actor) -> Shown:
    known = scope.only(dimensions_of(board))
    found = [figure(key, period, known, actor) for key in board.figures]
    stats = tuple(_stat(fact) for fact in found if board.shows(fact))
    tables = tuple(_table(key, board.nothing, period, known, actor) for key in board.tables)
    missing = enumerated(each.label for each in dimensions(scope.dimensions - known.dimensions))
    return Shown(board.key, board.title, missing, _notes(board, period, known, actor), stats, tables)


def _notes(board: Board, asked: Period, scope: Scope, actor: Actor) -> tuple[str, ...]:
    period = as_known(asked)
    if not period.days:
        return (_("The period has not begun."),)
    to_come = _("Days to come are left out: counted is %(period)s.")
    after = _("What came in after the reckoning day is left out: counted is %(period)s.")
    is_running = period.last == as_known(replace(asked, until=None)).last
    cut = (to_come if is_running else after) % {"period": period_words(period)}
    gaps = {gaps_of(key, period, scope, actor): key for key in board.facts}
    return (*([cut] if asked.last > period.last else []), *filter(None, gaps))


def _printed(fact: Fact) -> Printed:
    return Printed(value_words(fact), rows_path(fact))


def _stat(fact: Fact) -> Stat:
    value, unit = number_and_unit(fact)
    return Stat(spec_of(fact.key).label, value, unit, rows_path(fact), _note(fact))


def _note(fact: Fact) -> str:
    """Of what a share is a share, what stands beside a value; why one is not known, unless the whole board has no records, which stands above it."""
    if fact.value is None:
        why = "" if fact.why in (NO_RECORDS, NOT_VOUCHED) else str(fact.why)
        return " ".join(filter(None, (why, str(fact.beside))))
    if fact.denominator and fact.unit == Unit.PERCENT:
        return f"{fact.numerator:,} / {fact.denominator:,}"
    return str(fact.beside)


def parts_of(fact: Fact, actor: Actor) -> tuple[list[Stat], list[Table]]:
    """What stands below a single figure by its key (`key.…`): figures of their own, and the tables it is told apart in; shares and changes are not among them."""
    below = [spec for spec in specs() if spec.key.startswith(f"{fact.key}.") and not spec.variant_of]
    given = (fact.period, fact.scope, actor)
    stats = [_stat(figure(spec.key, *given)) for spec in below if not spec.is_breakdown]
    return stats, [_table(spec.key, "", *given) for spec in below if spec.is_breakdown]


def _table(key: str, nothing: Any, period: Period, scope: Scope, actor: Actor) -> Table:
    counts, spec = table(key, period, scope, actor), spec_of(key)
    shares = _shares(key, period, scope, actor)
    lines = tuple(Line(label, _printed(fact), shares.get(code)) for code, label, fact in counts.lines)
    total = _printed(counts.total) if counts.total else None
    column = unit_spec(spec.unit).column or unit_words(spec.unit)
    if counts.total is not None and counts.total.value is None:
        lines, nothing = (), counts.total.why or NO_RECORDS
    return Table(key, spec.label, spec.definition, column, _chart(counts), lines, total, nothing)


def _shares(key: str, period: Period, scope: Scope, actor: Actor) -> dict[str, Printed]:
    if not is_declared(f"{key}.share"):
        return {}
    return {code: _printed(fact) for code, _label, fact in table(f"{key}.share", period, scope, actor).lines}


def _is_whole(fact: Fact) -> bool:
    """Whether the number beside a bar is all there is to say: an approximate one would become exact there."""
    return fact.bound == Bound.EXACT and fact.value == int(fact.value or 0)


def _chart(counts: Breakdown) -> Chart | None:
    """Columns for a series in time, bars for everything else; none of nothing, nor for a line of which nothing is known, nor of money and what is not exact."""
    lines, spec = counts.lines, spec_of(counts.key)
    known = [fact for _code, _label, fact in lines if fact.value is not None]
    if not known or spec.unit == Unit.CENTS or not all(map(_is_whole, known)):
        return None
    title = str(spec.label)
    values = [None if fact.value is None else int(fact.value) for _code, _label, fact in lines]
    if spec.ticks:
        ticks = spec.ticks([code for code, _label, _fact in lines])
        return column_chart(title, ticks, {title: values}, unit=unit_words(spec.unit))
    return bar_chart(title, [str(label) for _code, label, _fact in lines], values, unit=partial(unit_words, spec.unit))
