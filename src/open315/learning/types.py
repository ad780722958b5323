"""Words of what is learned."""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What a text is asked for."""

    KIND = "kind"
    GOODS = "goods"
    NATURE = "nature"


REST = "-"
"""Stands for all codes of which there are too few cases: it takes its share, and is never named."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A case as it is learned from: what it was called and its masked words, and the code that a person gave it."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Likely:
    """A code and its share of one: how often it is right where it is given that share."""

    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Suggested:
    """The likeliest codes, best first, and the words of the text by which the first was known, as they stand there."""

    subject: Subject
    likely: tuple[Likely, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfCode:
    """How well one code was told on cases that were not shown: of `cases` that have it `found` were told, of `told` that were told it were right."""

    code: str
    cases: int
    found: int
    told: int

    @property
    def f1(self) -> float:
        """Twice the hits by what there is and what was told (the F1 measure)."""
        return 2 * self.found / (self.cases + self.told) if self.cases + self.told else 0.0


@dataclass(frozen=True, slots=True)
class Card:
    """What is to be known of a model: from how many cases, how well it does on cases it was not shown, which codes had too few cases."""

    cases: int
    codes: tuple[OfCode, ...]
    too_few: tuple[str, ...]

    @property
    def macro_f1(self) -> float:
        """The mean of the codes' F1, each counting the same however many cases it has; the rest is none of them."""
        named = [each.f1 for each in self.codes if each.code != REST]
        return sum(named) / len(named) if named else 0.0

    @property
    def right(self) -> float:
        """The share of the cases whose code was told."""
        return sum(each.found for each in self.codes) / self.cases if self.cases else 0.0
