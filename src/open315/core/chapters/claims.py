"""What sentences and tables of a chapter claim, kept as they are said and looked at again before the document is issued.

Each claim is judged from the counts of both years, read anew, and from the records that were kept: not from the shares, changes
and lists it was made of. So a fault in those is found, whoever made it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from open315.core.facts import Breakdown, Covered, Extent, Fact, Period, Unit, spec_of
from open315.core.facts.shares import growth, percent, points
from open315.core.facts.types import is_year_before
from open315.core.facts.wording import period_words, rounded


class Claim(Protocol):
    """Something that was said."""

    def faults(self) -> list[str]:
        """In words, what is wrong with it; nothing where it holds."""


@dataclass(frozen=True, slots=True)
class Majority:
    """That these lines of a table make more than half of it."""

    table: Breakdown
    codes: Sequence[str]

    def faults(self) -> list[str]:
        """Named where they make half or less."""
        part, whole = sum(_value(self.table.line(code)) for code in self.codes), _total(self.table)
        if part * 2 > whole:
            return []
        words = _("%(label)s: “most” is said of %(part)s of %(whole)s.")
        return [words % {"label": spec_of(self.table.key).label, "part": part, "whole": whole}]


@dataclass(frozen=True, slots=True)
class Whole:
    """That these lines of a table are all there is of it."""

    table: Breakdown
    codes: Sequence[str]

    def faults(self) -> list[str]:
        """Named where they make something else."""
        part, whole = sum(_value(self.table.line(code)) for code in self.codes), _total(self.table)
        if part == whole:
            return []
        words = _("%(label)s: all are said to be told, but these are %(part)s of %(whole)s.")
        return [words % {"label": spec_of(self.table.key).label, "part": part, "whole": whole}]


@dataclass(frozen=True, slots=True)
class Leaders:
    """That no line that is not named has more than one that is; lines that are no category of their own apart."""

    table: Breakdown
    codes: Sequence[str]
    apart: frozenset[str]

    def faults(self) -> list[str]:
        """Named for the first that has more."""
        least = min(_value(self.table.line(code)) for code in self.codes)
        for code, label, fact in self.table.lines:
            if code not in self.apart and code not in self.codes and _value(fact) > least:
                return [
                    _("%(label)s: “%(line)s” has more than a line that is named as one of the largest.")
                    % _of(self.table, label)
                ]
        return []


@dataclass(frozen=True, slots=True)
class Furthest:
    """That the share of a line rose (sign 1) or fell (sign -1) most against the year before, of all lines of either year."""

    now: Breakdown
    before: Breakdown
    code: str
    sign: int

    def faults(self) -> list[str]:
        """Named for the first line that moved as far in the same direction."""
        moved = self._moves()
        mine = moved.get(self.code, Decimal(0))
        if mine <= 0:
            return [
                _("%(label)s: the share of “%(line)s” did not move in the direction that is said.")
                % self._words(self.code)
            ]
        for code, step in moved.items():
            if code != self.code and step >= mine:
                return [
                    _("%(label)s: the share of “%(line)s” moved as far as the one that is named as moving most.")
                    % self._words(code)
                ]
        return []

    def _moves(self) -> Mapping[str, Decimal]:
        """How far the share of each line of either year moved in the direction that is said, rounded as it is printed."""
        codes = {code for table in (self.now, self.before) for code, _label, _fact in table.lines}
        return {
            code: rounded((_share(self.now, code) - _share(self.before, code)) * self.sign, 2) for code in sorted(codes)
        }

    def _words(self, code: str) -> dict[str, Any]:
        return _of(self.now, self.now.find(code)[0])


@dataclass(frozen=True, slots=True)
class Moved:
    """That a figure rose (1), fell (-1) or stayed as it was (0) against the year before."""

    now: Fact
    before: Fact
    sign: int

    def faults(self) -> list[str]:
        """Named where the two values say something else."""
        label = {"label": spec_of(self.now.key).label}
        step = self._step()
        if step is None:
            return [_("%(label)s: a change is stated although it cannot be known.") % label]
        if (step > 0) - (step < 0) != self.sign:
            return [_("%(label)s: what is said of its change is not what the two values say.") % label]
        return []

    def _step(self) -> Decimal | None:
        """The change as it is printed: in points for a share, in percent of what was before for everything else."""
        change = points if self.now.unit == Unit.PERCENT else growth
        step = change(self.now.value, self.before.value)
        return None if step is None else rounded(step, 2)


@dataclass(frozen=True, slots=True)
class Compared:
    """That two spans are compared: the same days, none of them to come, with records that are equally complete."""

    now: Period
    before: Period
    covered: Covered

    def faults(self) -> list[str]:
        """Named where the spans are not equal, and where the records are not."""
        spans = {"now": period_words(self.now), "before": period_words(self.before)}
        if not is_year_before(self.now, self.before):
            return [_("%(now)s is compared with %(before)s, which are not the same days of two years.") % spans]
        if self.covered.extent(self.before) == Extent.NONE or self.covered.uneven(self.now, self.before):
            return [_("%(now)s is compared with %(before)s, although the records are not equally complete.") % spans]
        return []


@dataclass(frozen=True, slots=True)
class Nothing:
    """That there was none in a period."""

    fact: Fact
    covered: Covered

    def faults(self) -> list[str]:
        """Named where there was some, or where nobody kept records."""
        label = {"label": spec_of(self.fact.key).label}
        if self.fact.value:
            return [_("%(label)s: “none” is said, but there are some.") % label]
        if self.covered.extent(self.fact.period) != Extent.WHOLE:
            return [_("%(label)s: “none” is said of days of which there are no complete records.") % label]
        return []


@dataclass(frozen=True, slots=True)
class Column:
    """That these cells are all there is of a table of one year, so that they add up to its total."""

    table: Breakdown
    shown: Sequence[Fact]

    def faults(self) -> list[str]:
        """Named where they make something else."""
        parts, total = sum(_value(fact) for fact in self.shown), self.table.total
        if total is None or total.value is None or parts == total.value:
            return []
        words = _("%(label)s, %(period)s: the lines make %(parts)s, the total is %(total)s.")
        told = {"label": spec_of(self.table.key).label, "period": period_words(total.period)}
        return [words % {**told, "parts": parts, "total": total.value}]


def _of(table: Breakdown, line: Any) -> dict[str, Any]:
    return {"label": spec_of(table.key).label, "line": line}


def _value(fact: Fact) -> int:
    return int(fact.value or 0)


def _total(table: Breakdown) -> int:
    return 0 if table.total is None else _value(table.total)


def _share(table: Breakdown, code: str) -> Decimal:
    return percent(_value(table.line(code)), _total(table)) or Decimal(0)
