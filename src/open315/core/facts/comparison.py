"""One object carries the pair of spans that is compared: the same days of this year and of the one before, or the reason why not.

Columns, shares, changes, sentences, charts and files all take their spans from here, so none can compare a running year with a
whole one, or what is recorded with what nobody kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from open315.core.access import Actor
from open315.core.facts.coverage import Covered, Extent, Keeper, Span, merged_spans
from open315.core.facts.registry import as_known, coverage_of, is_recorded, spec_of
from open315.core.facts.types import Period, Scope
from open315.core.facts.wording import day_words, period_words
from open315.core.names import enumerated

NAMED = 5
"""So many bodies are named where records are missing; of more, the number is told."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`now` as far as it is known, `before` the same days a year earlier; `withheld` says why nothing is compared, "" where it is."""

    now: Period
    before: Period
    withheld: str = ""


def comparison_of(key: str, period: Period, scope: Scope, actor: Actor) -> Comparison:
    """What `key` of a period is compared with."""
    now = as_known(period)
    before = now.year_before()
    covered = coverage_of(key, scope, actor)
    why = _hindrance(now, before, covered, lambda days: is_recorded(key, days, scope, actor))
    apart = spec_of(key).apart
    return Comparison(now, before, why or (apart(before, now) if apart else ""))


def _hindrance(now: Period, before: Period, covered: Covered, recorded: Callable[[Period], bool]) -> str:
    if not now.days:
        return _("The period has not begun.")
    if before.last >= now.first:
        return _("The period is longer than a year, so the same days a year before are a part of it.")
    for days in (before, now):
        if covered.extent(days) == Extent.NONE:
            return _none_words(days, recorded=recorded(days))
    uneven = covered.uneven(now, before)
    return _uneven_words(uneven) if uneven else ""


def gaps_of(key: str, period: Period, scope: Scope, actor: Actor) -> str:
    """What the records that `key` is counted from do not cover of a period that has begun; "" where they cover it."""
    covered = coverage_of(key, scope, actor)
    extent = covered.extent(period)
    if extent == Extent.WHOLE or not period.days:
        return ""
    if extent == Extent.NONE:
        return _none_words(period, recorded=is_recorded(key, period, scope, actor))
    words = _("The records of %(period)s are not complete: %(names)s.")
    return words % {"period": period_words(period), "names": kept_words(covered.lacking(period))}


def _none_words(period: Period, *, recorded: bool) -> str:
    """That nobody vouches for the records of a period, or that there are none."""
    if recorded:
        words = _("Nobody has stated that the records of %(period)s are complete: counted is what there is.")
    else:
        words = _("There are no records of %(period)s in the system.")
    return words % {"period": period_words(period)}


def _uneven_words(uneven: list[Keeper]) -> str:
    return _("The records are not equally complete over both spans: %(names)s.") % {"names": kept_words(uneven)}


def kept_words(keepers: list[Keeper]) -> str:
    """Whose records, and over which days they are complete, those of the same days together; of many, the first and how many more."""
    groups: dict[str, list[Any]] = {}
    for keeper in keepers:
        groups.setdefault(_span_words(keeper), []).append(keeper.name)
    return enumerated(_("%(name)s (%(days)s)") % {"name": _few(who), "days": days} for days, who in groups.items())


def _few(names: list[Any]) -> str:
    more = len(names) - NAMED
    rest = [ngettext("%(n)s more", "%(n)s more", more) % {"n": more}] if more > 0 else []
    return enumerated([*names[:NAMED], *rest])


def _span_words(keeper: Keeper) -> str:
    spans = merged_spans(keeper.spans)
    if not spans:
        return _("no records")
    said = [
        _("from %(day)s on") % {"day": day_words(span.first)} if span.last is None else _period(span) for span in spans
    ]
    return _("records complete %(spans)s") % {"spans": enumerated(said)}


def _period(span: Span) -> str:
    return period_words(Period(span.first, span.last or span.first))
