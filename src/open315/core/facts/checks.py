"""What must hold among figures before they are printed: parts make the whole, shares fit their numerator and denominator."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.facts.registry import spec_of
from open315.core.facts.shares import percent
from open315.core.facts.types import Breakdown, Fact, Unit


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
    parts = sum(line.value or 0 for _code, _label, line in table.lines)
    if parts != table.total.value:
        words = _("%(label)s: the lines make %(parts)s, the total is %(total)s.")
        found.append(words % {"label": spec_of(table.key).label, "parts": parts, "total": table.total.value})
    return found


def _in_fact(fact: Fact) -> list[Any]:
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
