"""What the words of coded columns mean: by the list itself, else by what a person said once for the source.

The distinct words of such a column are listed once with how often they come (`count_values`), each with what it probably means
(`suggested`); what the person says is kept in the mapping and comes again with the next sheet of the source.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from open315.core.text import fold, whole_number
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.columns import CODED, Mapping, Target
from open315.law import codelists

Codes = tuple[str, ...]
AGE_BANDS = ((14, "under_14"), (18, "14_17"), (35, "18_34"), (60, "35_59"), (130, "60_up"))
MOST = 200
"""Distinct words of a column that are listed, those that nobody knows first, and of these the commonest; how many more there are is told."""
KEPT_WORDS = 20_000
"""Distinct words of a column that are counted one by one."""
CLOCK_EVERY = 500
PATIENCE = 5.0
"""Seconds for which a person waits while words are counted; how many rows that was is told if it was not all."""


def key_of(written: str) -> str:
    """Words as they are told apart: in either script and width, without blanks."""
    return fold(written).replace(" ", "")


class Meanings:
    """Words of coded columns → codes, by one mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._said = mapping.values

    def said(self, target: Target, written: str) -> Codes | None:
        """What a person said of these words; () for "nothing of the list", None where nobody was asked."""
        said = self._said.get(target)
        return said.get(key_of(written)) if said else None

    def codes(self, target: Target, written: str) -> Codes:
        """The codes of one word or phrase; () for none."""
        said = self.said(target, written)
        return found(target, written) if said is None else said

    def is_open(self, words: "Words") -> bool:
        """Whether nobody has said yet what these words mean, and the list does not know them."""
        return self.said(words.target, words.written) is None and not found(words.target, words.written)

    def code(self, target: Target, written: str) -> str:
        """The code of a column that holds one."""
        return next(iter(self.codes(target, written)), "") if written else ""


@lru_cache(maxsize=10_000)
def found(target: Target, written: str) -> Codes:
    """What the words mean by the list itself."""
    if target is Target.AGE_BAND and (years := whole_number(written.rstrip("岁歲周"))) is not None:
        return tuple(band for limit, band in AGE_BANDS if years < limit)[:1]
    code = codelists.find(CODED[target], written)
    return (code,) if code else ()


def suggested(target: Target, written: str) -> Codes:
    """What the words probably mean: what they are, or the names of the list that stand in them; () when that is not one thing."""
    certain = found(target, written)
    if certain:
        return certain
    inside = codelists.named_in(CODED[target], written)
    return inside if target is Target.CLAIMS or len(inside) == 1 else ()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a coded column, and how many rows say them."""

    target: Target
    written: str
    count: int


def coded_columns(mapping: Mapping) -> dict[Target, int]:
    """The column of each field that holds codes."""
    return {target: mapping.of(target)[0] for target in CODED if mapping.of(target)}


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Words of a coded column that are not listed: how many times they stand in rows, and how many there are (0: not counted)."""

    target: Target
    rows: int
    words: int


@dataclass(slots=True)
class Listed:
    """What the coded columns of a sheet say: the words to be explained, what more there is, and how far the sheet was looked at."""

    words: list[Words] = field(default_factory=list)
    unlisted: list[Unlisted] = field(default_factory=list)
    looked_at: int = 0
    """Rows that were looked at where that was not the whole sheet; 0 where it was."""

    def as_data(self) -> list[Any]:
        """For the database: a word is three parts, what is not listed two, how far was looked one."""
        words = [[each.target.value, each.written, each.count] for each in self.words]
        more = [[each.target.value, [each.rows, each.words]] for each in self.unlisted]
        return [*words, *more, *([[self.looked_at]] if self.looked_at else [])]

    @classmethod
    def from_data(cls, data: Iterable[Any]) -> "Listed":
        """From the database."""
        found = cls()
        for each in data:
            if len(each) == 3:
                found.words.append(Words(Target(each[0]), each[1], each[2]))
            elif len(each) == 2:
                found.unlisted.append(Unlisted(Target(each[0]), *each[1]))
            else:
                found.looked_at = each[0]
        return found


def count_values(rows: Iterable[Sequence[Any]], mapping: Mapping, *, patience: float = PATIENCE) -> Listed:
    """The distinct words of the coded columns, the commonest first. Nothing is passed over silently: see `Listed`."""
    columns = coded_columns(mapping)
    counts: dict[Target, Counter[str]] = {target: Counter() for target in columns}
    further: Counter[Target] = Counter()
    listed, until, number = Listed(), time.monotonic() + patience, 0
    for number, cells in enumerate(rows if columns else (), 1):
        for target, column in columns.items():
            for written in words_of(target, cells[column] if column < len(cells) else None):
                if written in counts[target] or len(counts[target]) < KEPT_WORDS:
                    counts[target][written] += 1
                else:
                    further[target] += 1
        if number % CLOCK_EVERY == 0 and time.monotonic() > until:
            listed.looked_at = number
            break
    for target, each in counts.items():
        _list_words(listed, Meanings(mapping), target, each, further[target])
    return listed


def _list_words(listed: Listed, meanings: "Meanings", target: Target, counts: Counter[str], further: int) -> None:
    """The words of one column; of too many, those that nobody knows come first."""
    words = [Words(target, written, count) for written, count in counts.most_common()]
    if len(words) > MOST:
        words.sort(key=lambda each: not meanings.is_open(each))
        left = [each for each in words[MOST:] if meanings.is_open(each)]
        rows = sum(each.count for each in left) + further
        if rows:
            listed.unlisted.append(Unlisted(target, rows, 0 if further else len(left)))
    listed.words.extend(words[:MOST])


def words_of(target: Target, cell: Any) -> list[str]:
    """What a cell of such a column says: one thing, or several claims."""
    if target is Target.CLAIMS:
        return [each for each in cell_values.several(cell) if not cell_values.is_empty(each)]
    written = cell_values.words(cell)
    return [written] if written else []
