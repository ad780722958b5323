"""What the values of an indicator come to, with what must be read beside it, and the tables of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from open315.activities.facts.effects.reading import At, Part
from open315.activities.facts.effects.units import unit_of, value_in
from open315.core.facts import Breakdown, Fact, RowsQuery
from open315.core.facts.types import TOGETHER
from open315.core.facts.wording import day_words, measured
from open315.core.names import enumerated
from open315.core.quantities import InWords, Quantity, total
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator, Sums


@dataclass(frozen=True, slots=True)
class Summed:
    """The figure `key` of an indicator, of certain days, a place and a reader."""

    key: str
    indicator: Indicator
    at: At

    def fact(self, parts: Sequence[Part], rows: RowsQuery, *, line: str = "", missing: int = 0) -> Fact:
        """The sum of `parts`, and beside it what was told in words and how many activities told nothing; unknown, with the reason, where there is none."""
        found = total(part.value for part in parts)
        why = _why_unknown(self.indicator, parts)
        apart = _apart(parts) if parts and why else ""
        beside = "".join([apart, _in_words(parts), _missing(missing), _versions(self.indicator, self.at)]).strip()
        fact = Fact(
            self.key, None, unit_of(self.indicator), self.at.period, self.at.scope, rows, line=line, beside=beside
        )
        if why:
            return fact.unknown(why)
        if found.sum is None:
            return fact.unknown(_("It was told in words alone."))
        return replace(fact, value=value_in(self.indicator, found.sum.value), bound=found.sum.bound)

    def table(self, whole: Fact, parts: Sequence[Part], by: "By") -> Breakdown:
        """The lines of `parts`, those with most first; what is known of none comes last."""
        lines: dict[str, list[Part]] = {}
        for part in parts:
            lines.setdefault(by.code(part), []).append(part)
        made = [(code, by.label(code), self._line(code, found, whole, by)) for code, found in lines.items()]
        made.sort(key=lambda line: (line[2].value is None, -(line[2].value or 0), line[0]))
        return Breakdown(self.key, tuple(made), whole, lambda code: self._other(code, lines, whole, by))

    def _line(self, code: str, parts: Sequence[Part], whole: Fact, by: "By") -> Fact:
        return self.fact(parts, whole.rows.narrowed(**{by.parameter: code}), line=code)

    def _other(self, code: str, lines: Mapping[str, Sequence[Part]], whole: Fact, by: "By") -> tuple[Any, Fact]:
        """A line of which nothing was told, or several taken together."""
        codes = code.split(TOGETHER)
        found = [part for each in codes for part in lines.get(each, ())]
        return enumerated(map(by.label, codes)), self._line(code, found, whole, by)


@dataclass(frozen=True, slots=True)
class By:
    """What a table tells values apart by: the parameter of the rows, the code of a value, and the label of a code."""

    parameter: str
    code: Callable[[Part], str]
    label: Callable[[str], Any]


def _why_unknown(indicator: Indicator, parts: Sequence[Part]) -> str:
    if not parts:
        return _("No activity has told it.")
    tellers = len({part.activity for part in parts})
    if indicator.sums == Sums.NOTHING and tellers > 1:
        words = _("%(n)s activities have told it. These values are never added, because they may count the same.")
        return words % {"n": tellers}
    return ""


def _apart(parts: Sequence[Part]) -> str:
    """The values that are never added, one by one."""
    values = (part.value for part in parts)
    said = [measured(value.value, bound=value.bound) for value in values if isinstance(value, Quantity)]
    return _("Told each by itself: %(values)s. ") % {"values": enumerated(said)} if said else ""


def _in_words(parts: Sequence[Part]) -> str:
    """What has no number, as it was written; the same words once."""
    said = {part.value.words: None for part in parts if isinstance(part.value, InWords)}
    return _("Told in words and not counted: %(words)s. ") % {"words": enumerated(said)} if said else ""


def _missing(n: int) -> str:
    words = ngettext(
        "%(n)s activity that should tell it has not done so. ",
        "%(n)s activities that should tell it have not done so. ",
        n,
    )
    return words % {"n": n} if n else ""


def _versions(indicator: Indicator, at: At) -> str:
    """That values of two definitions are in a sum."""
    found = [each.valid_from for each in indicators.dictionary().versions[indicator.code]]
    inside = [day for day in found if at.period.first < day <= at.period.last]
    words = _("The definition changed on %(days)s; values by both are added. ")
    return words % {"days": enumerated(map(day_words, inside))} if inside else ""
