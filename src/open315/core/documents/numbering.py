"""The evidence annex: figures are numbered by what they say, lines of one table share a number ("7.2")."""

from collections.abc import Mapping
from dataclasses import dataclass

from open315.core.documents.tree import Document, Evidence
from open315.core.documents.walk import evidence_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of one period and scope: its number, and its lines with theirs."""

    number: int
    lines: tuple[tuple[str, Evidence], ...]

    @property
    def first(self) -> Evidence:
        """What the lines have in common is read from the first."""
        return self.lines[0][1]


def entries_of(document: Document) -> list[Entry]:
    """The annex of a document, in order of first appearance."""
    groups: dict[tuple[str, str, str, str], list[Evidence]] = {}
    for evidence in evidence_of(document):
        groups.setdefault((evidence.key, evidence.label, evidence.period, evidence.scope), []).append(evidence)
    return [
        Entry(number, tuple((_mark(number, index, len(group)), item) for index, item in enumerate(group, 1)))
        for number, group in enumerate(groups.values(), 1)
    ]


def _mark(number: int, index: int, size: int) -> str:
    return str(number) if size == 1 else f"{number}.{index}"


def marks_of(entries: list[Entry]) -> Mapping[Evidence, str]:
    """The number of each figure's evidence."""
    return {evidence: mark for entry in entries for mark, evidence in entry.lines}


def anchor_of(mark: str) -> str:
    """The anchor of a number of the annex."""
    return f"figure-{mark.replace('.', '-')}"
