"""Word a text: write, add, move and take out passages. How it is begun: `beginning`."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.documents.tree import Block, Chart, Note, Paragraph, Photo, Section, Table
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import Verb
from open315.core.verbs.step import step
from open315.figures.chapters import Told
from open315.summaries.models import Passage, Text
from open315.summaries.text import rules
from open315.summaries.text.counting import Counted, source_of
from open315.summaries.text.marks import Catalogue
from open315.summaries.text.queries import some_now
from open315.summaries.text.services.locking import OWN_PAGE, PASSAGE, WRITERS, touched, while_draft
from open315.summaries.types import PassageKind

NO_CHAPTERS = _("Your role does not include reading what a summary is counted from.")
NOT_WORDS = _("A table or chart has no words: it is counted.")
EMPTY_HEADING = _("A heading says something. Take it out if you do not need it.")
FULL = _("The text is full: put several passages into one.")
MOST_PASSAGES = 600
FAULTS: dict[str, Any] = {
    "long": _("Not more than %(what)s signs. Make two paragraphs of it."),
    "unknown": _("There is no figure %(what)s in this text. The list below says which there are."),
    "sourceless": _("A figure typed by hand says where it is from: {=1,200|annual report of the bureau}."),
    "broken": _("A brace stands alone. Marks look like {12}, figures typed by hand like {=1,200|source}."),
    "typed": _("%(what)s is typed. Put the mark of the figure in its place, or say where it is from: {=1,200|source}."),
    "lost": _("%(what)s was in this passage and is not any more. Put it back, or tick that it is to be left out."),
}


def passages_of(told: Told, section: Section, catalogue: Catalogue) -> Iterator[Passage]:
    """A section as the facts say it: its heading, then its paragraphs, tables and charts."""
    key = told.chapter.key
    yield Passage(chapter=key, kind=PassageKind.HEADING, words=section.title, source=f"{key}/{section.anchor}")
    for place, block in enumerate(_inside(section)):
        yield _passage(block, told, source_of(key, section.anchor, place), catalogue)


def _inside(section: Section) -> Iterator[Block]:
    for block in section.blocks:
        yield block
        if isinstance(block, Section):
            yield from _inside(block)


def _passage(block: Block, told: Told, source: str, catalogue: Catalogue) -> Passage:
    chapter = told.chapter.key
    match block:
        case Section():
            return Passage(chapter=chapter, kind=PassageKind.HEADING, words=block.title)
        case Table() | Chart():
            return Passage(chapter=chapter, kind=PassageKind.BLOCK, source=source, words="")
        case Photo():
            raise TypeError("no chapter tells photos: people place them")
        case Paragraph() | Note():
            kind = PassageKind.NOTE if isinstance(block, Note) else PassageKind.PARAGRAPH
            return Passage(chapter=chapter, kind=kind, words=catalogue.worded(block.runs, told.reader, chapter).strip())


def was_of(words: str, now: Counted) -> dict[str, str]:
    """What the figures in the words are now."""
    return {str(number): now.words(number) for number in rules.marks_in(words)}


def _on_passage(name: str, event: str, **more: Any) -> Verb[Passage]:
    return Verb(
        name, PASSAGE, event=event, permission="summaries:write", who=WRITERS, also=while_draft, face=OWN_PAGE, **more
    )


WRITE = _on_passage("write_passage", "summaries.passage_written")


@WRITE
def write_passage(
    passage_id: int, words: str, *, drops: bool, actor: Actor, at: datetime, version: int | None = None
) -> Passage:
    """Word a passage anew. InvalidInput for a figure that was typed or lost, Conflict if somebody changed it since `version`."""
    with step(WRITE, passage_id, actor=actor, at=at, version=version) as done:
        row = done.row
        if row.kind in (PassageKind.BLOCK, PassageKind.PHOTO):
            raise InvalidInput(NOT_WORDS, field="words")
        words = rules.tidy(words)
        check(words, row.words, row.text, drops=drops)
        if row.kind == PassageKind.HEADING and not words:
            raise InvalidInput(EMPTY_HEADING, field="words")
        row.was = was_of(words, some_now(row.text, rules.marks_in(words), actor, at))
        row.words = words
        touched(row.text, actor)
        return row


def check(words: str, before: str, text: Text, *, drops: bool) -> None:
    """InvalidInput at the first thing that is wrong with the words."""
    for code, what in rules.faults(words, before, len(text.marks), drops=drops):
        raise InvalidInput(FAULTS[code] % {"what": what}, field="drops" if code == "lost" else "words")


ADD = _on_passage("add_passage", "summaries.passage_added", reads=True)


@ADD
def add_passage(after_id: int, words: str, *, actor: Actor, at: datetime) -> Passage:
    """Add a paragraph below a passage, in the same chapter; gives the new one."""
    with step(ADD, after_id, actor=actor, at=at) as done:
        text, words = done.row.text, rules.tidy(words)
        check(words, "", text, drops=False)
        if text.passages.count() >= MOST_PASSAGES:
            raise Conflict(FULL)
        text.passages.filter(place__gt=done.row.place).update(place=F("place") + 1)
        now = some_now(text, rules.marks_in(words), actor, at)
        touched(text, actor)
        return Passage.objects.create(
            text=text,
            chapter=done.row.chapter,
            place=done.row.place + 1,
            kind=PassageKind.PARAGRAPH,
            words=words,
            was=was_of(words, now),
        )


MOVE = _on_passage("move_passage", "summaries.passage_moved")


@MOVE
def move_passage(passage_id: int, by: int, *, actor: Actor, at: datetime) -> Passage:
    """Move a passage one place up (-1) or down (1) inside its chapter; at an end it stays there."""
    with step(MOVE, passage_id, actor=actor, at=at) as done:
        row = done.row
        rows = row.text.passages.filter(chapter=row.chapter)
        if by < 0:
            other = rows.filter(place__lt=row.place).order_by("-place").first()
        else:
            other = rows.filter(place__gt=row.place).order_by("place").first()
        if other is None:
            done.leave()
        row.place, other.place = other.place, row.place
        other.save(update_fields=["place"])
        touched(row.text, actor)
        done.say(place=row.place)
        return row


REMOVE = _on_passage("remove_passage", "summaries.passage_removed")


@REMOVE
def remove_passage(passage_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Take a passage out; versions keep it. Conflict if somebody changed it since `version`."""
    with step(REMOVE, passage_id, actor=actor, at=at, version=version) as done:
        done.save()
        touched(done.row.text, actor)
        Passage.objects.filter(pk=done.row.pk).delete()
