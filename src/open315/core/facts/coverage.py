"""Coverage: from when to when somebody's records are complete. No data is not zero, and unequal coverage is no comparison.

A named query says whose records its rows are (`RowsSpec.keepers`): for a scope, every body with the spans over which its
records are complete. Everything else is worked out here, without a word of any room and without the clock.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from open315.core.access import Actor
from open315.core.facts.types import Period, Scope

DAY = timedelta(days=1)


class Extent(StrEnum):
    """How much of a period records cover."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days over which records are complete, both ends included; without a last day it goes on."""

    first: date
    last: date | None = None

    def ends_before(self, day: date) -> bool:
        """Whether it is over before `day`."""
        return self.last is not None and self.last < day


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who keeps records, and the spans over which they are complete. `presumed` says that nobody stated them.

    `there` are the days on which somebody of that name existed: there can be no records of other days, and none are missed.
    """

    name: Any
    spans: tuple[Span, ...] = ()
    presumed: bool = False
    there: Span = Span(date.min)

    def extent(self, period: Period) -> Extent:
        """How much of the days of `period` the records cover, of those on which there was a keeper."""
        first, last = max(period.first, self.there.first), min(period.last, self.there.last or period.last)
        if last < first <= period.last or first > period.last >= period.first:
            return Extent.WHOLE if self.spans else Extent.NONE
        return extent_of(self.spans, first, last)

    @property
    def begins(self) -> date | None:
        """The first day of the last unbroken stretch; None where there are no records."""
        merged = merged_spans(self.spans)
        return merged[-1].first if merged else None


@dataclass(frozen=True, slots=True)
class Covered:
    """What is known of whose records the rows of a scope are."""

    keepers: tuple[Keeper, ...]

    def extent(self, period: Period) -> Extent:
        """How much of a period the records of all of them together cover: wholly if nobody's are missing, not at all if everybody's are."""
        extents = {keeper.extent(period) for keeper in self.keepers}
        if not self.keepers or extents == {Extent.NONE}:
            return Extent.NONE
        return Extent.WHOLE if extents == {Extent.WHOLE} else Extent.PART

    def lacking(self, period: Period) -> list[Keeper]:
        """Whose records do not cover the whole of a period."""
        return [keeper for keeper in self.keepers if keeper.extent(period) != Extent.WHOLE]

    def uneven(self, now: Period, before: Period) -> list[Keeper]:
        """Whose records do not cover two periods alike: not both wholly, and not both not at all."""
        alike = ({Extent.WHOLE}, {Extent.NONE})
        return [each for each in self.keepers if {each.extent(now), each.extent(before)} not in alike]


Keepers = Callable[[Scope, Actor], Sequence[Keeper]]


def everything_kept(_scope: Scope, _actor: Actor) -> Sequence[Keeper]:
    """For rows that are complete by their nature: what this install itself writes down about itself."""
    return (Keeper("", (Span(date.min),)),)


def merged_spans(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, with those that touch or overlap put together."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.first, each.last or date.max)):
        if merged and not _leaves_gap(merged[-1], span):
            merged[-1] = Span(merged[-1].first, _later(merged[-1].last, span.last))
        else:
            merged.append(span)
    return merged


def _leaves_gap(before: Span, after: Span) -> bool:
    return before.last is not None and after.first - DAY > before.last


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def extent_of(spans: Iterable[Span], first: date, last: date) -> Extent:
    """How much of the days from `first` to `last` lies in the spans. Of no days at all: nothing."""
    touching = [span for span in merged_spans(spans) if span.first <= last and not span.ends_before(first)]
    if last < first or not touching:
        return Extent.NONE
    whole = touching[0].first <= first and not touching[0].ends_before(last)
    return Extent.WHOLE if whole else Extent.PART
