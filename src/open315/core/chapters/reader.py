"""Reads facts for a document and turns each into a printed figure with its evidence, in the language that is active."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from open315.core.access import Actor
from open315.core.chapters.claims import Claim, Compared
from open315.core.documents.tree import Evidence, Figure, Runs, Text
from open315.core.facts import (
    Breakdown,
    Comparison,
    Covered,
    Extent,
    Fact,
    Period,
    RowsQuery,
    Scope,
    Unit,
    comparison_of,
    compute,
    figure,
    spec_of,
    table,
)
from open315.core.facts.address import rows_path
from open315.core.facts.dimensions import scope_words
from open315.core.facts.registry import as_known, counts_nothing, coverage_of, narrows_to
from open315.core.facts.units import unit_words
from open315.core.facts.wording import (
    UNKNOWN,
    change,
    count,
    day_words,
    period_words,
    size_of_change,
    stands_alone,
    value_words,
)


@dataclass(slots=True)
class Reader:
    """The facts of one document: one actor, one scope, one period and the same days a year before. Remembers what it read and claimed.

    Days to come are no part of the period. A figure of the year before that is not to be compared is unknown, with the reason.
    """

    period: Period
    scope: Scope
    actor: Actor
    read: list[Fact | Breakdown] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.period = as_known(self.period)

    @property
    def before(self) -> Period:
        """The days everything is compared with."""
        return self.period.year_before()

    def compares(self, key: str) -> Comparison:
        """The spans that `key` is compared over, or why it is not."""
        return comparison_of(key, self.period, self.scope, self.actor)

    def covered(self, key: str) -> Covered:
        """Whose records `key` is counted from, and over which days they are complete."""
        return coverage_of(key, self.scope, self.actor)

    def count(self, keys: Iterable[str]) -> None:
        """Make the long scans, one key for each of them and both years; whatever is read later shares them."""
        for key in keys:
            compute(key, self.period, self.scope, self.actor)
            if not self.compares(key).withheld:
                compute(key, self.before, self.scope, self.actor)

    def fact(self, key: str, *, before: bool = False) -> Fact:
        """A single fact of this period, or of the one a year before."""
        if before and (why := self._withheld(key)):
            return replace(figure(key, self.period, self.scope, self.actor), period=self.before).unknown(why)
        found = figure(key, self.before if before else self.period, self.scope, self.actor)
        self.read.append(found)
        return found

    def table(self, key: str, *, before: bool = False) -> Breakdown:
        """A breakdown of this period, or of the one a year before."""
        if before and (why := self._withheld(key)):
            now = table(key, self.period, self.scope, self.actor)
            return now.each(lambda fact: replace(fact, period=self.before).unknown(why))
        found = table(key, self.before if before else self.period, self.scope, self.actor)
        self.read.append(found)
        return found

    def _withheld(self, key: str) -> str:
        """Why nothing of the year before is told; the comparison is claimed where it is."""
        spans = self.compares(key)
        if not spans.withheld:
            self.claim(Compared(spans.now, spans.before, self.covered(key)))
        return spans.withheld

    def faults(self) -> list[str]:
        """What of all that was claimed does not hold, in words."""
        return self._empty_zeros() + [words for claim in self.claims for words in claim.faults()]

    def _empty_zeros(self) -> list[str]:
        """Figures that say zero of days of which nobody kept records."""
        zeros = {fact.key: fact for fact in self.read if isinstance(fact, Fact) and counts_nothing(fact, self.actor)}
        found = [key for key, fact in zeros.items() if self.covered(key).extent(fact.period) == Extent.NONE]
        words = _("%(label)s: zero is told of days of which nobody kept records.")
        return [words % {"label": spec_of(key).label} for key in found]

    def claim(self, claim: Claim) -> None:
        """Remember that something is said, once."""
        if claim not in self.claims:
            self.claims.append(claim)


def printed(fact: Fact, line: object = "", *, strong: bool = False) -> Figure:
    """The fact as it is printed, with its evidence."""
    return Figure(value_words(fact), evidence(fact, line), strong)


def size(fact: Fact, line: object = "") -> Figure:
    """A change without its sign, for a sentence that says "rose by"."""
    return Figure(size_of_change(fact.value, fact.unit), evidence(fact, line))


def cell(fact: Fact, line: object = "", *, strong: bool = False) -> Runs:
    """A cell of a table: a figure, or a dash that leads nowhere where nothing is known."""
    return (Text(UNKNOWN),) if fact.value is None else (printed(fact, line, strong=strong),)


def bare(fact: Fact, line: object = "") -> Runs:
    """A cell of a column that names the unit in its head: points without the word."""
    if fact.value is None:
        return (Text(UNKNOWN),)
    return (Figure(change(fact.value, Unit.GROWTH).rstrip("%"), evidence(fact, line)),)


def evidence(fact: Fact, line: object = "") -> Evidence:
    """What the annex says about a fact."""
    spec = spec_of(fact.key)
    basis = f" {_('Basis:')} {spec.basis}" if spec.basis else ""
    part = "" if fact.numerator is None or fact.denominator is None else count(fact.numerator)
    return Evidence(
        key=fact.key,
        label=str(spec.label),
        line=str(line),
        value=value_words(fact),
        unit=unit_words(fact.unit, fact.value) if stands_alone(fact.unit) else "",
        definition=" ".join(filter(None, (f"{spec.definition}{basis}", "" if fact.line else str(fact.beside)))),
        period=_period(fact.period),
        short_period=period_words(fact.period),
        scope=scope_words(fact.scope, narrows_to(fact.key)),
        numerator=part,
        denominator=count(fact.denominator) if part else "",
        query=_query(fact.rows),
        href=rows_path(fact),
    )


def _period(period: Period) -> str:
    words = period_words(period)
    if period.until is None:
        return words
    return _("%(period)s; reckoning day %(day)s") % {"period": words, "day": day_words(period.until)}


def _query(query: RowsQuery) -> str:
    return f"{query.name}?{urlencode(query.params)}"
