"""Puts the chapters of the rooms together: which appear for whom, in which order, under which numbers.

One chapter alone has no heading of its own: its sections are those of the document.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from open315.core.access import Actor
from open315.core.chapters import Chapter, Reader
from open315.core.chapters.registry import chapters_for
from open315.core.documents.numerals import inner_number, outer_number
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Note, Section, Text
from open315.core.facts import Period, RowsQuery, Scope
from open315.core.facts.checks import contradictions
from open315.core.facts.comparison import gaps_of
from open315.core.facts.dimensions import dimensions
from open315.core.facts.registry import has_records
from open315.core.names import enumerated

Spans = Mapping[str, Period]
"""The days of a document by what they are (`core.chapters.registry`): those of its figures, those of its campaign."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The numbered sections of a document, the titles of its chapters, and what is said above all of them."""

    sections: tuple[Section, ...]
    titles: tuple[str, ...]
    remarks: tuple[Note, ...]
    about: tuple[Note, ...] = ()
    """How the figures were counted, and whose records are missing: for the annex."""


@dataclass(frozen=True, slots=True)
class Told:
    """A chapter with the reader that counted it, and what it says."""

    chapter: Chapter
    reader: Reader
    sections: Sequence[Section]


def compose(
    spans: Spans, scope: Scope, actor: Actor, *, at: datetime, when_counted: Callable[[], None] = lambda: None
) -> Composed:
    """Every chapter that `actor` may read and that has something to tell, in the language that is active.

    `spans` gives each chapter the days it is about. `when_counted` is called between counting, which takes long in a large province, and setting.
    """
    told = tell(spans, scope, actor, when_counted=when_counted)
    remarks = tuple(dict.fromkeys(note for each in told for note in _contradictions(each)))
    titles = tuple(str(each.chapter.title) for each in told)
    return Composed(numbered(told), titles, remarks, about_of(told, scope, at))


def tell(
    spans: Spans,
    scope: Scope,
    actor: Actor,
    *,
    when_counted: Callable[[], None] = lambda: None,
    at_chapter: Callable[[int, int], None] = lambda done, total: None,
    only: str = "",
) -> list[Told]:
    """The chapters that `actor` may read and that have something to tell, counted and told; `only` one of them where that is asked for.

    `at_chapter` hears of each that is counted: how many, of how many.
    """
    readers = readers_of(spans, scope, actor, only=only)
    for done, (chapter, reader) in enumerate(readers, 1):
        reader.count(chapter.stands_on)
        at_chapter(done, len(readers))
    when_counted()
    return [Told(chapter, reader, chapter.sections(reader)) for chapter, reader in readers if chapter.appears(reader)]


def readers_of(spans: Spans, scope: Scope, actor: Actor, *, only: str = "") -> list[tuple[Chapter, Reader]]:
    """Each chapter that `actor` may read, with what reads its figures; nothing is counted yet."""
    return [
        (chapter, Reader(spans[chapter.days], scope.only(chapter.dimensions), actor))
        for chapter in chapters_for(actor, scope)
        if only in ("", chapter.key)
    ]


def keys_for(actor: Actor, scope: Scope = Scope()) -> str:  # noqa: B008  (a value, never changed)
    """The keys of the chapters that `actor` may read in a document of this scope, in order; "" for none. Two readers with the same ones read the same document."""
    return " ".join(chapter.key for chapter in chapters_for(actor, scope))


def scans_of(spans: Spans, scope: Scope, actor: Actor) -> list[RowsQuery]:
    """The queries that the chapters of `actor` read most of: of the days each is about, and of the year before."""
    found = chapters_for(actor, scope)
    return [
        chapter.scan(period, scope.only(chapter.dimensions))
        for chapter in found
        if chapter.scan
        for period in (spans[chapter.days], spans[chapter.days].year_before())
    ]


def numbered(told: Sequence[Told]) -> tuple[Section, ...]:
    """The sections with their numbers: of the only chapter, or of each chapter inside of a section of its own."""
    if len(told) == 1:
        return tuple(_with_number(outer_number(n), section) for n, section in enumerate(told[0].sections, 1))
    return tuple(_as_section(number, each) for number, each in enumerate(told, 1))


def _as_section(number: int, told: Told) -> Section:
    key = told.chapter.key
    inside = (
        _with_number(inner_number(number, n), replace(section, anchor=f"{key}-{section.anchor}"))
        for n, section in enumerate(told.sections, 1)
    )
    return Section(f"{outer_number(number)}{told.chapter.title}", key, tuple(inside))


def _with_number(number: str, section: Section) -> Section:
    return replace(section, title=f"{number}{section.title}")


def about_of(told: Sequence[Told], scope: Scope, at: datetime) -> tuple[Note, ...]:
    """How each chapter was counted and what it is not narrowed to; then whose records are missing, with the chapters they are missing from."""
    found = [note for each in told for note in remarks_of(each, scope, at)]
    gaps: dict[str, list[str]] = {}
    for each in told:
        for words in _gaps(each.reader, each.chapter.stands_on):
            gaps.setdefault(words, []).append(str(each.chapter.title))
    template = _("%(chapters)s: %(words)s")
    found += [
        Note(sentence(template, chapters=enumerated(titles), words=Text(words))) for words, titles in gaps.items()
    ]
    return tuple(dict.fromkeys(found))


def _gaps(reader: Reader, keys: Iterable[str]) -> list[str]:
    """Whose records are not complete; where nothing is recorded at all, the chapter itself has nothing else to say."""
    period, scope, actor = reader.period, reader.scope, reader.actor
    words = {gaps_of(key, period, scope, actor) for key in keys if has_records(key, period, scope, actor)}
    return sorted(filter(None, words))


def remarks_of(told: Told, scope: Scope, at: datetime) -> list[Note]:
    """How the chapter was counted, and what it is not narrowed to."""
    found = [Note(told.chapter.remark(told.reader, at))] if told.chapter.remark else []
    missing = enumerated(each.label for each in dimensions(scope.dimensions - told.chapter.dimensions))
    if missing:
        template = _("The chapter %(chapter)s cannot be narrowed by: %(names)s.")
        found.append(Note(sentence(template, chapter=str(told.chapter.title), names=missing)))
    return found


def faults_of(told: Told) -> list[str]:
    """What in the chapter contradicts itself, in words; none of it must go unseen."""
    found = [*contradictions(told.reader.read), *told.reader.faults(), *told.chapter.faults(told.reader)]
    return [str(words) for words in found]


def _contradictions(told: Told) -> list[Note]:
    return [Note((Text(_("Contradiction: "), strong=True), Text(words))) for words in faults_of(told)]
