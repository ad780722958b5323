"""What must hold among figures before they are printed: parts make the whole, shares fit their numerator and denominator."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core import clock
from open315.core.facts.address import period_of
from open315.core.facts.registry import spec_of
from open315.core.facts.shares import percent
from open315.core.facts.types import Breakdown, Fact, RowsQuery, Unit, is_year_before
from open315.core.quantities import together

CHANGES = frozenset({Unit.GROWTH.value, Unit.POINTS.value})


def contradictions(facts: Iterable[Fact | Breakdown]) -> list[Any]:
    """Every contradiction found, in words; an empty list is what a document needs before it is issued."""
    found: list[Any] = []
    for item in facts:
        found.extend(_in_breakdown(item) if isinstance(item, Breakdown) else _in_fact(item))
    return found


def _in_breakdown(table: Breakdown) -> list[Any]:
    found = [words for _code, _label, line in table.lines for words in _in_fact(line)]
    if table.total is None or table.total.value is None:
        return found
    if table.total.bound != together(line.bound for line in _known(table)):
        words = _("%(label)s: the total does not claim what its lines claim together.")
        found.append(words % {"label": spec_of(table.key).label})
    parts = sum(line.value or 0 for _code, _label, line in table.lines)
    if parts != table.total.value:
        words = _("%(label)s: the lines make %(parts)s, the total is %(total)s.")
        found.append(words % {"label": spec_of(table.key).label, "parts": parts, "total": table.total.value})
    return found


def _known(table: Breakdown) -> list[Fact]:
    return [line for _code, _label, line in table.lines if line.value is not None]


def _in_fact(fact: Fact) -> list[Any]:
    return [*_in_spans(fact), *_in_share(fact)]


def _in_spans(fact: Fact) -> list[Any]:
    """Days to come are counted by nobody, and only the same days of two years are compared."""
    label = {"label": spec_of(fact.key).label}
    if fact.period.last > clock.today() and fact.period.days:
        return [_("%(label)s: days that are still to come are counted as if they were over.") % label]
    if (
        fact.unit in CHANGES
        and fact.value is not None
        and fact.base is not None
        and not _same_days(fact.rows, fact.base)
    ):
        return [_("%(label)s: the two spans of the change are not the same days of two years.") % label]
    return []


def _same_days(now: RowsQuery, before: RowsQuery) -> bool:
    """Whether two queries are of the same days, a year apart. What is open on a day is counted from the first day of all, in both."""
    if "last" not in now.params and "last" not in before.params:
        return True
    this, then = period_of(now.params), period_of(before.params)
    if this.first == then.first:
        this, then = replace(this, first=this.last), replace(then, first=then.last)
    return is_year_before(this, then)


def _in_share(fact: Fact) -> list[Any]:
    if fact.unit != Unit.PERCENT or fact.denominator is None or fact.numerator is None:
        return []
    label = {"label": spec_of(fact.key).label}
    if fact.value != percent(fact.numerator, fact.denominator):
        return [_("%(label)s: the share is not its numerator divided by its denominator.") % label]
    if not spec_of(fact.key).whole:
        return [_("%(label)s: it is not said of what this is a share.") % label]
    if fact.numerator > fact.denominator:
        return [_("%(label)s: the numerator is greater than the denominator.") % label]
    return []
