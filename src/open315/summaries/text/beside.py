"""What stands in the tables beside the words: a number that says another thing than its line, a figure under another name, a rank that is none. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from open315.core.documents.sentences import plain
from open315.core.documents.tree import Block, Figure, Row, Run, Table
from open315.core.quantities import InWords, NoQuantity, Quantity, certainly_more, read_with_measure
from open315.core.text.folding import fold
from open315.summaries.text.said import Said, singular

RANK = re.compile(
    r"最多|最高|居首|首位|榜首|第一位|居第一|名列第一|排名第一|位列第一|(?<!at )\bmost\b|\blargest\b|\bhighest\b|\b(?:ranks?|ranked|came|comes) first\b|\btops\b|\btopped\b",
    re.IGNORECASE,
)
SECOND = re.compile(r"其次|次之|第二|second|followed by", re.IGNORECASE)
COUNCIL = re.compile(r"(?:消費者委員會|消费者委员会|消費者協會|消费者协会|\s+Consumer Council)$")
PLACE = re.compile(r"(?<=..)[市州縣县區区]$")
NEAR = r"[^，。；、,;]{0,6}$"
"""Between a name and its number: 活動, （, 共有."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its label and the figures in it."""

    label: str
    figures: tuple[Figure, ...]

    @property
    def names(self) -> list[str]:
        """How it is called in a sentence: whole, without what kind of body or place it is."""
        bare = COUNCIL.sub("", self.label)
        return [each for each in dict.fromkeys((self.label, bare, PLACE.sub("", bare))) if len(each) > 1]


@dataclass(frozen=True, slots=True)
class Lines:
    """A table: its caption and the lines that are no total."""

    caption: str
    lines: tuple[Line, ...]


def tables_of(blocks: Mapping[str, Block], chapter: str) -> list[Lines]:
    """The counted tables of a chapter."""
    return [
        Lines(block.caption, tuple(_line(row) for row in block.rows if not row.strong))
        for source, block in blocks.items()
        if isinstance(block, Table) and source.startswith(f"{chapter}/")
    ]


def _line(row: Row) -> Line:
    return Line(plain(row.cells[0]), tuple(run for cell in row.cells[1:] for run in cell if isinstance(run, Figure)))


@dataclass(frozen=True, slots=True)
class Differs:
    """A number that was typed and says another thing than the line of a table it is put to."""

    caption: str
    label: str
    said: Said
    shown: str


def typed_against(said: Said, tables: Iterable[Lines]) -> Differs | None:
    """What a typed number of a sentence differs from: nothing where no table has a line of this name and measure, or one agrees."""
    if said.mark is not None:
        return None
    found = [
        Differs(table.caption, line.label, said, figure.text)
        for table in tables
        for line in table.lines
        if _ends_with(said.before, line)
        for figure in line.figures
        if _same_measure(said.measure, figure)
    ]
    agrees = any(not _apart(said.quantity, _quantity(each.shown)) for each in found)
    return None if agrees or not found else found[0]


def _ends_with(words: str, line: Line) -> bool:
    return any(re.search(re.escape(name) + NEAR, words) for name in line.names)


def _same_measure(measure: str, figure: Figure) -> bool:
    unit = fold(figure.evidence.unit)
    if not unit.isascii():
        return bool(measure) and unit.startswith(measure)
    return bool(unit) and singular(unit.split()[0]) == measure


def _quantity(text: str) -> Quantity | None:
    try:
        found = read_with_measure(text)[0]
    except NoQuantity:
        return None
    return None if isinstance(found, InWords) else found


def _apart(one: Quantity, other: Quantity | None) -> bool:
    """Whether two numbers cannot both be true."""
    return other is None or certainly_more(one, other) or certainly_more(other, one)


def misnamed(said: Said, figure: Run | None, tables: Iterable[Lines]) -> str:
    """The name of another line of the same table that stands before a living figure; "" where its own does, or none."""
    if not isinstance(figure, Figure) or not figure.evidence.line:
        return ""
    own = Line(figure.evidence.line, ())
    if _ends_with(said.before, own):
        return ""
    others = {
        line.label
        for table in tables
        for line in table.lines
        if any(each.evidence.key == figure.evidence.key and each.evidence.line == line.label for each in line.figures)
    }
    found = [label for label in others if label != figure.evidence.line and _ends_with(said.before, Line(label, ()))]
    return max(found, key=len, default="")


@dataclass(frozen=True, slots=True)
class Outranked:
    """A line that is said to have most, and the one that has more."""

    caption: str
    label: str
    other: str


def outranked(clause: str, tables: Sequence[Lines]) -> Iterator[Outranked]:
    """Lines that a clause without figures calls the first of a table, and that are the first of none that has them."""
    if not RANK.search(clause) or SECOND.search(clause):
        return
    for name, label in _named(clause, tables):
        found = [_above(label, table) for table in tables if any(line.label == label for line in table.lines)]
        if name and found and all(each is not None for each in found):
            first = found[0]
            assert first is not None
            yield first


def _named(clause: str, tables: Iterable[Lines]) -> list[tuple[str, str]]:
    """The lines a clause names, the longest names first, none inside of another."""
    names = sorted(
        {(name, line.label) for table in tables for line in table.lines for name in line.names if name in clause},
        key=lambda each: -len(each[0]),
    )
    kept: list[tuple[str, str]] = []
    for name, label in names:
        if not any(name in other for other, _label in kept):
            kept.append((name, label))
    return kept


def _above(label: str, table: Lines) -> Outranked | None:
    counts = {line.label: _quantity(line.figures[0].text) for line in table.lines if line.figures}
    mine = counts.get(label)
    if mine is None:
        return None
    more = [other for other, value in counts.items() if certainly_more(value, mine)]
    return Outranked(table.caption, label, more[0]) if more else None
