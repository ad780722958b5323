"""Facts made of facts: the share of each line in its table, and the change of anything from the same period a year before."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.facts.comparison import comparison_of
from open315.core.facts.registry import compute, fact, spec_of
from open315.core.facts.shares import change_between, share_of
from open315.core.facts.types import Breakdown, Fact, Period, Scope, Unit, codes_of_both
from open315.core.facts.units import unit_spec
from open315.core.names import Filled

OF_POINTS = _(
    '"%(label)s" less the value of the same days one year before, in percentage points of unrounded shares; unknown if '
    "either was counted from fewer than ten, or if the records of the two spans are not equally complete."
)
OF_GROWTH = _(
    'By how many percent "%(label)s" differs from the value of the same days one year before; unknown if that was 0 or '
    "counted fewer than ten, or if the records of the two spans are not equally complete."
)


def declare_shares(key: str) -> None:
    """Declare `key.share`: each line of the breakdown `key` in percent of its total."""
    spec = spec_of(key)
    unit = unit_spec(spec.unit)

    @fact(
        f"{key}.share",
        label=Filled(_("%(label)s, share"), label=spec.label),
        definition=Filled(_('The share of each line of "%(label)s" in its total.'), label=spec.label),
        unit=Unit.PERCENT,
        rows=spec.rows,
        basis=spec.basis,
        part=unit.of_line,
        whole=unit.of_all_lines,
        is_breakdown=True,
        ticks=spec.ticks,
        variant_of=key,
    )
    def shares(period: Period, scope: Scope, actor: Actor) -> Breakdown:
        table = compute(key, period, scope, actor)
        if isinstance(table, Fact) or table.total is None:
            raise TypeError(f"{key} has no total to be a share of")
        return _shares(f"{key}.share", table, table.total)


def declare_change(key: str, *, definition: Any = None) -> None:
    """Declare `key.change`: from the same period one year before, in percent, or in points where `key` is a share.

    `definition` has a place for the label; without one it is the usual definition.
    """
    spec = spec_of(key)
    is_share = spec.unit == Unit.PERCENT

    @fact(
        f"{key}.change",
        label=Filled(_("%(label)s, change from the year before"), label=spec.label),
        definition=Filled(definition or (OF_POINTS if is_share else OF_GROWTH), label=spec.label),
        unit=Unit.POINTS if is_share else Unit.GROWTH,
        rows=spec.rows,
        basis=spec.basis,
        is_breakdown=spec.is_breakdown,
        ticks=spec.ticks,
        variant_of=key,
    )
    def change(period: Period, scope: Scope, actor: Actor) -> Fact | Breakdown:
        spans = comparison_of(key, period, scope, actor)
        now = compute(key, spans.now, scope, actor)
        before = now if spans.withheld else compute(key, spans.before, scope, actor)
        return _withheld(_change(f"{key}.change", now, before), spans.withheld)


def _change(key: str, now: Fact | Breakdown, before: Fact | Breakdown) -> Fact | Breakdown:
    if isinstance(now, Fact) and isinstance(before, Fact):
        return change_between(now, before, key=key)
    if isinstance(now, Fact) or isinstance(before, Fact):
        raise TypeError(f"{key} is of a single figure in one year and of a table in the other")
    return _changes(key, now, before)


def _withheld(change: Fact | Breakdown, why: str) -> Fact | Breakdown:
    """The change, or that it is not known and why."""
    if not why:
        return change

    def without(fact: Fact) -> Fact:
        return replace(fact, base=None).unknown(why)

    return without(change) if isinstance(change, Fact) else change.each(without)


def _shares(key: str, counts: Breakdown, total: Fact) -> Breakdown:
    def line(code: str) -> tuple[Any, Fact]:
        label, count = counts.find(code)
        return label, share_of(count, total, key=key, line=code)

    return Breakdown(key, tuple((code, *line(code)) for code, _label, _count in counts.lines), otherwise=line)


def _changes(key: str, now: Breakdown, before: Breakdown) -> Breakdown:
    """A line for every line of either year: what is gone has fallen, what is new has risen."""

    def line(code: str) -> tuple[Any, Fact]:
        label, value = now.find(code)
        return label, change_between(value, before.line(code), key=key)

    return Breakdown(key, tuple((code, *line(code)) for code in codes_of_both(now, before)), otherwise=line)
