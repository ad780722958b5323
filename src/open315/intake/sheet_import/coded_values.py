"""What the words of coded columns mean: by the list itself, else by what a person said once for the source.

The distinct words of such a column are listed once with how often they come (`count_values`), each with what it probably means
(`suggested`); what the person says is kept in the mapping and comes again with the next sheet of the source.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from open315.core.text import fold, whole_number
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.columns import CODED, Mapping, Target
from open315.law import codelists

Codes = tuple[str, ...]
AGE_BANDS = ((14, "under_14"), (18, "14_17"), (35, "18_34"), (60, "35_59"), (130, "60_up"))
MOST = 200
"""Distinct words of a column that are listed, the commonest first; a column with more is no column of codes."""
COUNTED_ROWS = 20_000


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


def as_data(words: Iterable[Words]) -> list[Any]:
    """Words for the database."""
    return [[each.target.value, each.written, each.count] for each in words]


def words_from(data: Iterable[Any]) -> list[Words]:
    """Words from the database."""
    return [Words(Target(target), written, count) for target, written, count in data]


def count_values(rows: Iterable[Sequence[Any]], mapping: Mapping) -> list[Words]:
    """The distinct words of the coded columns in the first rows, the commonest first; none of a column with too many."""
    columns = coded_columns(mapping)
    counts: dict[Target, Counter[str]] = {target: Counter() for target in columns}
    for cells in islice(rows, COUNTED_ROWS) if columns else ():
        for target, column in columns.items():
            counts[target].update(words_of(target, cells[column] if column < len(cells) else None))
    return [
        Words(target, written, count)
        for target, each in counts.items()
        if len(each) <= MOST
        for written, count in each.most_common()
    ]


def words_of(target: Target, cell: Any) -> list[str]:
    """What a cell of such a column says: one thing, or several claims."""
    if target is Target.CLAIMS:
        return [each for each in cell_values.several(cell) if not cell_values.is_empty(each)]
    written = cell_values.words(cell)
    return [written] if written else []
