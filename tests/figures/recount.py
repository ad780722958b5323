"""What a room owes for its facts: data to count, and what each fact means, counted by hand. No word of any room.

A room that declares facts has a module `tests/meanings.py` with a `SAMPLE`; `test_recount_every_fact.py` finds it by the name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from typing import Any

from open315.core import clock
from open315.core.access import Actor
from open315.core.facts import Breakdown, Fact, FactSpec, Period, Scope, Unit, compute, open_rows, specs
from open315.core.facts.units import is_count, is_measured

Value = int | Decimal | None
Counted = Value | Mapping[str, Value]
Meaning = Callable[[Period, Scope], Counted]
"""Counts a fact by hand: a value, or for a breakdown the value of each line by its code. It may read tables, but nothing of the
product that decides what is counted."""


@dataclass(frozen=True)
class Sample:
    """`fill` makes rows of every sort for the cast, on the cast's day; `who` may see all of them.

    `meanings` has an entry for each fact; `measures` one for each whose value is not how many rows it has: what of a row is
    added up (money) or of which the median is taken (days); None where a row has nothing to add. `unknown` says for what is reported
    whether nothing is known by its rows, so that no zero stands for it.
    """

    fill: Callable[[Any], None]
    who: str
    asked: Sequence[tuple[Period, Scope]]
    meanings: Mapping[str, Meaning]
    measures: Mapping[str, Callable[[Any], int | None]]
    unknown: Mapping[str, Callable[[Sequence[Any]], bool]] = field(default_factory=dict)


def rooms() -> list[str]:
    """Every room that declares facts."""
    return sorted({spec.room for spec in specs()})


def sample_of(room: str) -> Sample:
    """What the room brings; LookupError that says what is missing."""
    try:
        found = import_module(f"open315.{room}.tests.meanings").SAMPLE
    except (ModuleNotFoundError, AttributeError) as error:
        mine = ", ".join(spec.key for spec in specs() if spec.room == room)
        raise LookupError(f"open315/{room}/tests/meanings.py has no SAMPLE to recount {mine}") from error
    assert isinstance(found, Sample)
    return found


def own(room: str) -> list[FactSpec]:
    """The facts of a room that are no shares or changes of others."""
    return [spec for spec in specs() if spec.room == room and not spec.variant_of]


def without_meaning(room: str, sample: Sample) -> list[str]:
    """Facts that nobody counted by hand, and meanings of what is no fact."""
    declared = {spec.key: spec for spec in own(room)}
    measured = {key for key, spec in declared.items() if not is_count(spec.unit) and spec.unit != Unit.PERCENT}
    return [
        *(f"{key} has no meaning" for key in declared if key not in sample.meanings),
        *(f"{key} has a meaning, but is no fact" for key in sample.meanings if key not in declared),
        *(f"{key} has no measure" for key in measured if key not in sample.measures),
    ]


def by_hand(spec: FactSpec, sample: Sample, actor: Actor) -> list[str]:
    """Where a fact is not what the room means by it; or nowhere more than nothing, which shows nothing."""
    found, something = [], False
    for period, scope in sample.asked:
        computed, expected = _values(compute(spec.key, period, scope, actor)), sample.meanings[spec.key](period, scope)
        something = something or bool(expected)
        if computed != expected:
            found.append(f"{spec.key} of {period}, {scope}: {computed}, counted by hand {expected}")
    return found if something else [*found, f"the sample has nothing that {spec.key} counts"]


def _values(computed: Fact | Breakdown) -> Counted:
    if isinstance(computed, Fact):
        return computed.value
    return {code: fact.value for code, _label, fact in computed.lines}


def from_rows(spec: FactSpec, sample: Sample, actor: Actor) -> list[str]:
    """Where a figure, or a line, is not what the rows it opens make, or where lines overlap or leave out a row of their total."""
    found = []
    for period, scope in sample.asked:
        computed = compute(spec.key, period, scope, actor)
        facts = [fact for _code, _label, fact in computed.lines] if isinstance(computed, Breakdown) else [computed]
        if isinstance(computed, Breakdown) and computed.total:
            found.extend(_apart(computed, computed.total, actor))
        for fact in facts:
            made = _made(fact, sample, actor)
            if fact.value != made:
                found.append(f"{fact.key} {fact.line} of {period}, {scope}: {fact.value}, its rows make {made}")
    return found


def _made(fact: Fact, sample: Sample, actor: Actor) -> Value:
    rows = list(open_rows(fact.rows, actor))
    if is_count(fact.unit):
        return None if fact.value is None and not rows else len(rows)
    if fact.unit == Unit.PERCENT:
        return _share(fact, {row.pk for row in rows}, actor)
    if fact.key in sample.unknown and sample.unknown[fact.key](rows):
        return None
    measured = sorted(value for value in map(sample.measures[fact.key], rows) if value is not None)
    return _median(measured) if fact.unit in (Unit.DAYS, Unit.SECONDS) else sum(measured)


def _share(fact: Fact, part: set[Any], actor: Actor) -> Decimal | None:
    assert fact.base is not None, f"{fact.key} opens no denominator"
    whole = {row.pk for row in open_rows(fact.base, actor)}
    assert part <= whole, f"{fact.key}: the numerator is no part of the denominator"
    return ratio(len(part), len(whole))


def _apart(table: Breakdown, total: Fact, actor: Actor) -> list[str]:
    seen: list[Any] = []
    for _code, _label, fact in table.lines:
        seen.extend(row.pk for row in open_rows(fact.rows, actor))
    whole = {row.pk for row in open_rows(total.rows, actor)}
    found = [] if len(seen) == len(set(seen)) else [f"the lines of {table.key} overlap"]
    return found if set(seen) == whole else [*found, f"the lines of {table.key} do not make its total"]


def ratio(part: Value, whole: Value) -> Decimal | None:
    """`part` in percent of `whole`; None of nothing."""
    return Decimal(part) * 100 / Decimal(whole) if part is not None and whole else None


def _median(values: Sequence[int]) -> Decimal | None:
    middle = len(values) // 2
    return Decimal(values[middle] + values[~middle]) / 2 if values else None


def of_others(spec: FactSpec, sample: Sample, actor: Actor) -> list[str]:
    """Where a share or a change is not the arithmetic of the two figures it opens."""
    found = []
    for asked, scope in sample.asked:
        period = asked.through(clock.today())
        made = _share_lines if spec.key.endswith(".share") else _change_lines
        now = compute(spec.variant_of, period, scope, actor)
        before = compute(spec.variant_of, period.year_before(), scope, actor)
        for fact, value, rows, base in made(compute(spec.key, period, scope, actor), now, before):
            if (fact.value, fact.rows, fact.base) != (value, rows.rows, base.rows):
                found.append(f"{spec.key} {fact.line} of {period}, {scope}: {fact.value}, by hand {value}")
    return found


Compared = list[tuple[Fact, Value, Fact, Fact]]
"""A fact, its value by hand, and the two figures whose rows it opens."""


def _share_lines(shares: Any, now: Any, _before: Any) -> Compared:
    lines = [(fact, now.line(code)) for code, _label, fact in shares.lines]
    return [(fact, ratio(part.value, now.total.value), part, now.total) for fact, part in lines]


def _change_lines(change: Any, now: Any, before: Any) -> Compared:
    if isinstance(change, Fact):
        return [(change, _change(now, before), now, before)]
    either = {code for table in (now, before) for code, _label, _fact in table.lines}
    assert {code for code, _label, _fact in change.lines} == either, f"{change.key} leaves a line of one year out"
    lines = [(fact, now.line(code), before.line(code)) for code, _label, fact in change.lines]
    return [(fact, _change(part, then), part, then) for fact, part, then in lines]


FEW = 10
"""Nothing is said of the change of fewer."""


def _change(now: Fact, before: Fact) -> Value:
    if now.value is None or before.value is None:
        return None
    if {now.bound, before.bound} != {"exact"} or now.beside or before.beside:
        return None
    if is_measured(now.unit) and not now.value:
        return None
    step = Decimal(now.value) - Decimal(before.value)
    if now.unit == Unit.PERCENT:
        return step if min(now.denominator or 0, before.denominator or 0) >= FEW else None
    if is_count(now.unit) and before.value < FEW:
        return None
    return step * 100 / Decimal(before.value) if before.value else None
