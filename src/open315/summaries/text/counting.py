"""What the marks, tables and charts of a text come to: counted now for whoever may open their rows, or as kept when last counted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils import translation

from open315.campaigns.overview import spans_of
from open315.core.access import Actor
from open315.core.chapters import Reader, printed, size
from open315.core.chapters.registry import chapters_for
from open315.core.documents.stored import as_data, from_data
from open315.core.documents.tree import Block, Chart, Figure, Note, Run, Section, Table, Term
from open315.core.facts import Breakdown, Fact, Scope, compute, one_reading
from open315.core.facts import scope_of as scope_from
from open315.core.facts.address import period_of
from open315.figures.chapters import Told, about_of, faults_of, readers_of, tell
from open315.summaries.models import Text
from open315.summaries.scopes import scope_for
from open315.summaries.text.marks import BEFORE, NOW

Readers = Mapping[str, Reader]
Hear = Callable[[int, int], None]


def unheard(done: int, total: int) -> None:
    """Nobody waits for it."""


class SectionTold(NamedTuple):
    """A section of a chapter that has something to tell."""

    chapter: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures by the number of their mark (None: cannot be counted any more), tables and charts by their source, and what is said of all."""

    at: datetime
    figures: Mapping[int, Run | None]
    blocks: Mapping[str, Block]
    remarks: tuple[Note, ...] = ()
    faults: tuple[str, ...] = ()
    sections: tuple[SectionTold, ...] | None = None
    """What the chapters have to tell; None of a text that was last counted before this was kept."""
    readers: Readers = field(default_factory=dict)
    """Only of what was counted just now."""

    def words(self, number: int) -> str:
        """A figure as it is printed."""
        run = self.figures.get(number)
        return "–" if run is None else run.text

    def kept(self) -> dict[str, Any]:
        """For the row of the text."""
        return {
            "at": self.at.isoformat(),
            "figures": {str(number): as_data(run) for number, run in self.figures.items()},
            "blocks": {source: as_data(block) for source, block in self.blocks.items()},
            "remarks": as_data(self.remarks),
            "faults": list(self.faults),
            "sections": None if self.sections is None else [list(each) for each in self.sections],
        }


def kept_of(text: Text) -> Counted:
    """What was kept when it was last counted."""
    data = text.counted
    return Counted(
        at=datetime.fromisoformat(data["at"]),
        figures={int(number): from_data(run) for number, run in data["figures"].items()},
        blocks={source: from_data(block) for source, block in data["blocks"].items()},
        remarks=from_data(data["remarks"]),
        faults=tuple(data["faults"]),
        sections=None if data.get("sections") is None else tuple(SectionTold(*each) for each in data["sections"]),
    )


def scope_of_text(text: Text) -> Scope:
    """What the figures of a text are narrowed to."""
    return scope_for(text.campaign, text.about_id)


def may_count(text: Text, actor: Actor) -> bool:
    """Whether the actor reads every chapter the text has; others read what was counted for those."""
    return set(text.chapters) <= {chapter.key for chapter in chapters_for(actor, scope_of_text(text))}


def count(text: Text, actor: Actor, at: datetime, hear: Hear = unheard) -> Counted:
    """Every figure and table of the text from the rows of now, in its language. `hear` is told how many chapters are counted, of how many."""
    with translation.override(text.language), one_reading():
        told = told_for(text, actor, hear=hear)
        return counted(told, text.marks, scope_of_text(text), at, others=readers_for(text, actor))


def readers_for(text: Text, actor: Actor) -> dict[str, Reader]:
    """What reads the figures of each chapter, also of one that has nothing to tell now."""
    found = readers_of(spans_of(text.campaign), scope_of_text(text), actor)
    return {chapter.key: reader for chapter, reader in found}


def count_some(text: Text, numbers: Iterable[int], actor: Actor, at: datetime) -> Counted:
    """A few figures of the text from the rows of now: quick, whatever else the text counts."""
    readers = readers_for(text, actor)
    known = {number: text.marks[number - 1] for number in numbers if 1 <= number <= len(text.marks)}
    with translation.override(text.language), one_reading(many=False):
        return Counted(at, {number: run_of(mark, readers) for number, mark in known.items()}, {}, readers=readers)


def told_for(text: Text, actor: Actor, *, hear: Hear = unheard, only: str = "") -> list[Told]:
    """The chapters as the facts tell them now, or one of them."""
    return tell(spans_of(text.campaign), scope_of_text(text), actor, at_chapter=hear, only=only)


def counted(
    told: Iterable[Told],
    marks: Iterable[Mapping[str, Any]],
    scope: Any,
    at: datetime,
    others: Readers = MappingProxyType({}),
) -> Counted:
    """The marks and blocks of what was told; `others` read the marks of chapters that have nothing to tell now."""
    told = list(told)
    readers = {**others, **{each.chapter.key: each.reader for each in told}}
    return Counted(
        at=at,
        figures={number: run_of(mark, readers) for number, mark in enumerate(marks, 1)},
        blocks=dict(pair for each in told for pair in blocks_of(each)),
        remarks=about_of(told, scope, at),
        faults=tuple(words for each in told for words in faults_of(each)),
        sections=tuple(
            SectionTold(each.chapter.key, section.anchor, section.title) for each in told for section in each.sections
        ),
        readers=readers,
    )


def blocks_of(told: Told) -> Iterable[tuple[str, Block]]:
    """The tables and charts of a chapter by their source."""
    for section in told.sections:
        for place, block in enumerate(_flat(section)):
            if isinstance(block, Table | Chart):
                yield source_of(told.chapter.key, section.anchor, place), block


def _flat(section: Section) -> Iterable[Block]:
    for block in section.blocks:
        yield block
        if isinstance(block, Section):
            yield from _flat(block)


def source_of(chapter: str, anchor: str, place: int) -> str:
    """The name of a table or chart: where it stands in the counted chapter."""
    return f"{chapter}/{anchor}/{place}"


def run_of(mark: Mapping[str, Any], readers: Readers) -> Run | None:
    """A mark as it is printed now; None where it cannot be counted."""
    if "term" in mark:
        return Term(mark["term"])
    reader = readers.get(mark["chapter"])
    if reader is None:
        return None
    try:
        fact = fact_of(mark, reader)
    except (KeyError, ValueError):
        return None
    return _printed(mark, fact)


def _printed(mark: Mapping[str, Any], fact: Fact) -> Figure | None:
    if fact.value is None:
        return None
    return size(fact, mark["line"]) if mark["form"] == "size" else printed(fact, mark["line"])


def fact_of(mark: Mapping[str, Any], reader: Reader, *, days: str = "") -> Fact:
    """The fact behind a mark, of the days it is about or those that are asked for. KeyError or ValueError if there is none any more."""
    found = found_of(mark, reader, days or mark["days"])
    if isinstance(found, Breakdown):
        line = mark["params"].get("line", "")
        fact = found.line(line) if line else found.total
        if fact is None:
            raise KeyError(mark["key"])
    else:
        fact = found
    if (days or mark["days"]) == BEFORE and (why := reader.compares(mark["key"]).withheld):
        return fact.unknown(why)
    return fact


def found_of(mark: Mapping[str, Any], reader: Reader, days: str) -> Fact | Breakdown:
    """The figure or the whole table behind a mark."""
    params = mark["params"]
    period = {NOW: reader.period, BEFORE: reader.before}.get(days) or period_of(params)
    return compute(mark["key"], period, scope_from(params), reader.actor)
