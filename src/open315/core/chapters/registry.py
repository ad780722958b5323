"""Which chapters there are. A room registers its own; the order says where it stands among the others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from open315.core.access import Actor
from open315.core.chapters.reader import Reader
from open315.core.documents.tree import Runs, Section
from open315.core.facts import Period, RowsQuery, Scope
from open315.core.facts.registry import may_open, narrows_to

FIGURES = "figures"
"""The period that the figures of a document cover."""
CAMPAIGN_DAYS = "campaign"
"""The days of the campaign that a document is about."""


def _always(_reader: Reader) -> bool:
    return True


def _no_faults(_reader: Reader) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a summary, told from facts. Titles of sections are plain: numbers are put before them later.

    `stands_on` names a fact of each long scan behind the chapter: they are counted first, whoever may not open one of them
    gets no such chapter, and what all of them can be narrowed to is what the chapter is about. `appears` may leave the
    chapter out where there is nothing to tell. `remark` says above all how it was counted as of a moment. `scan` gives the
    query that reads most, so that it is known beforehand whether writing takes long. `faults` says, before a document is issued,
    what the room finds wrong in what its figures stand on. `days` names the span of the document it is about. `about` names a dimension: the
    chapter is told only in a document that is narrowed to a value of it, and such a document has no other chapters.
    """

    key: str
    title: Any
    sections: Callable[[Reader], list[Section]]
    stands_on: tuple[str, ...]
    appears: Callable[[Reader], bool] = _always
    remark: Callable[[Reader, datetime], Runs] | None = None
    scan: Callable[[Period, Scope], RowsQuery] | None = None
    order: int = 100
    faults: Callable[[Reader], list[str]] = _no_faults
    days: str = FIGURES
    about: str = ""

    @property
    def dimensions(self) -> frozenset[str]:
        """What the chapter can be narrowed to."""
        return frozenset.intersection(*(narrows_to(key) for key in self.stands_on))


_CHAPTERS: dict[str, Chapter] = {}


def declare_chapter(chapter: Chapter) -> None:
    """Add a chapter to the summaries; the same key again replaces it."""
    _CHAPTERS[chapter.key] = chapter


def chapters() -> list[Chapter]:
    """Every chapter, in order."""
    return sorted(_CHAPTERS.values(), key=lambda chapter: (chapter.order, chapter.key))


def chapters_for(actor: Actor, scope: Scope = Scope()) -> list[Chapter]:  # noqa: B008  (a value, never changed)
    """The chapters of a document of this scope whose rows `actor` may open."""
    about = {chapter.about for chapter in chapters()} & scope.dimensions
    return [
        chapter
        for chapter in chapters()
        if ({chapter.about} == about if about else not chapter.about)
        and all(may_open(key, actor) for key in chapter.stands_on)
    ]
