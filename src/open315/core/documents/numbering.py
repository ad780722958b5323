"""The evidence annex: figures are numbered by what they say; lines and years of one fact share a number ("7.2")."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from open315.core.documents.tree import Block, Chart, Document, Evidence, Photo, Section, Table
from open315.core.documents.walk import evidence_of


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the annex: its number, what it is about (ready to print), and its evidence."""

    mark: str
    title: str
    evidence: Evidence

    @property
    def value(self) -> str:
        """The value with its unit."""
        return f"{self.evidence.value} {self.evidence.unit}".strip()

    @property
    def fraction(self) -> str:
        """Numerator and denominator, "–" where there are none."""
        return f"{self.evidence.numerator} / {self.evidence.denominator}" if self.evidence.denominator else "–"


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of one scope: its number, the periods it is stated for, and its lines."""

    number: int
    periods: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def first(self) -> Evidence:
        """What the lines have in common is read from the first."""
        return self.lines[0].evidence

    @property
    def has_fractions(self) -> bool:
        """Whether any line has a numerator and a denominator to show."""
        return any(line.evidence.denominator for line in self.lines)

    @property
    def query(self) -> str:
        """The name of the query with the parameters that all lines share."""
        shared = self._shared()
        return _joined(_name(self.first), [item for item in _parameters(self.first) if item in shared])

    def rest(self, line: Line) -> str:
        """The parameters that a line adds to those."""
        shared = self._shared()
        return "&".join(item for item in _parameters(line.evidence) if item not in shared)

    def _shared(self) -> set[str]:
        return set.intersection(*(set(_parameters(line.evidence)) for line in self.lines))


def _name(evidence: Evidence) -> str:
    return evidence.query.partition("?")[0]


def _parameters(evidence: Evidence) -> list[str]:
    return evidence.query.partition("?")[2].split("&")


def _joined(name: str, parameters: list[str]) -> str:
    return f"{name}?{'&'.join(parameters)}"


def entries_of(document: Document) -> list[Entry]:
    """The annex of a document, in order of first appearance."""
    groups: dict[tuple[str, str, str], list[Evidence]] = {}
    for evidence in evidence_of(document):
        groups.setdefault((evidence.key, evidence.label, evidence.scope), []).append(evidence)
    return [_entry(number, group) for number, group in enumerate(groups.values(), 1)]


def _entry(number: int, group: list[Evidence]) -> Entry:
    periods = tuple(dict.fromkeys(item.period for item in group))
    group = sorted(group, key=lambda item: periods.index(item.period))
    lines = (Line(_mark(number, index, len(group)), _title(item, periods), item) for index, item in enumerate(group, 1))
    return Entry(number, periods, tuple(lines))


def _title(evidence: Evidence, periods: tuple[str, ...]) -> str:
    """The line of the table, else the figure itself; with its period where the entry has several."""
    if len(periods) > 1:
        return f"{evidence.line} · {evidence.short_period}" if evidence.line else evidence.short_period
    return evidence.line or evidence.label


def _mark(number: int, index: int, size: int) -> str:
    return str(number) if size == 1 else f"{number}.{index}"


def marks_of(entries: list[Entry]) -> Mapping[Evidence, str]:
    """The number of each figure's evidence."""
    return {line.evidence: line.mark for entry in entries for line in entry.lines}


def anchor_of(mark: str) -> str:
    """The anchor of a number of the annex."""
    return f"figure-{mark.replace('.', '-')}"


def with_numbered_captions(document: Document, table: str, chart: str, photo: str = "") -> Document:
    """The document with "Table {n}", "Chart {n}" and "Photo {n}" (in the reader's words) before every caption."""
    tables, charts, photos = count(1), count(1), count(1)

    def numbered(block: Block) -> Block:
        if isinstance(block, Section):
            return replace(block, blocks=tuple(numbered(inner) for inner in block.blocks))
        if isinstance(block, Table):
            return replace(block, caption=table.format(n=next(tables)) + block.caption)
        if isinstance(block, Chart):
            return replace(block, caption=chart.format(n=next(charts)) + block.caption)
        if isinstance(block, Photo):
            return replace(block, caption=photo.format(n=next(photos)) + block.caption)
        return block

    sections = (numbered(section) for section in document.sections)
    return replace(document, sections=tuple(section for section in sections if isinstance(section, Section)))
