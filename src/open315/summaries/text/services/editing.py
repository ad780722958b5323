"""Begin a text from what the facts say, and word it: write, add, move and take out passages, count anew."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.campaigns.overview import scope_of
from open315.campaigns.queries import get_campaign
from open315.core.access import Actor
from open315.core.documents.tree import Block, Chart, Note, Paragraph, Section, Table
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.core.facts import one_reading
from open315.core.verbs import Verb
from open315.core.verbs.step import making, step
from open315.figures.chapters import Told, keys_for
from open315.summaries.models import Passage, Text
from open315.summaries.text import rules
from open315.summaries.text.counting import Counted, Readers, counted, readers_for, source_of, told_for
from open315.summaries.text.document import NEXT_YEAR, PROBLEMS
from open315.summaries.text.lessons import PLAN, PROBLEM, lessons_of
from open315.summaries.text.marks import Catalogue
from open315.summaries.text.queries import some_now
from open315.summaries.text.services.locking import OWN_PAGE, PASSAGE, TEXT, WRITERS, touched, while_draft
from open315.summaries.text.services.versions import kept
from open315.summaries.types import PassageKind

BEGUN = _("There is a text in this language already, in one of its scripts. Go on with that one.")
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

BEGIN: Verb[Text] = Verb(
    "begin_text",
    TEXT,
    event="summaries.text_begun",
    permission="summaries:write",
    who=WRITERS,
    makes=True,
    face=OWN_PAGE,
)


@BEGIN
def begin_text(campaign_id: int, *, language: str, base_url: str, actor: Actor, at: datetime) -> Text:
    """Write the first words from the facts, chapter by chapter, and leave problems and next year open. Conflict if there is a text already."""
    with making(BEGIN, actor=actor, at=at) as done:
        campaign = get_campaign(actor, campaign_id)
        its = Text.objects.filter(campaign=campaign, council_id=actor.organisation_id)
        if its.filter(language__in=rules.same_text(language)).exists():
            raise Conflict(BEGUN)
        council = actor.organisation_id
        if council is None or not keys_for(actor):
            raise NotAllowed(NO_CHAPTERS)
        text = Text(
            campaign=campaign, council_id=council, language=language, base_url=base_url, counted={},
            hands=[actor.account_id], created_at=at,
        )  # fmt: skip
        done.row = text
        with translation.override(language), one_reading():
            told = told_for(text, actor)
            catalogue = Catalogue()
            readers = readers_for(text, actor)
            passages = [*_told(told, catalogue), *_by_hand(text, readers, catalogue)]
            text.marks, text.chapters = catalogue.marks, [each.chapter.key for each in told]
            now = counted(told, text.marks, scope_of(campaign), at, others=readers)
        text.counted = now.kept()
        text.save()
        _keep(text, passages, now)
        kept(text, str(_("As the facts said it")), now, actor, at)
        return text


def _told(told: list[Told], catalogue: Catalogue) -> Iterator[Passage]:
    for each in told:
        for section in each.sections:
            yield from passages_of(each, section, catalogue)


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
        case Paragraph() | Note():
            kind = PassageKind.NOTE if isinstance(block, Note) else PassageKind.PARAGRAPH
            return Passage(chapter=chapter, kind=kind, words=catalogue.worded(block.runs, told.reader, chapter).strip())


def _by_hand(text: Text, readers: Readers, catalogue: Catalogue) -> Iterator[Passage]:
    """Problems and next year: a paragraph for what the records show, or an empty one."""
    found = list(lessons_of(readers, text.council_id, text.language))
    for chapter, name in ((PROBLEMS, PROBLEM), (NEXT_YEAR, PLAN)):
        words = [catalogue.worded(said[name], reader, lesson.chapter) for lesson, reader, said in found]
        for each in words or [""]:
            yield Passage(chapter=chapter, kind=PassageKind.PARAGRAPH, words=each)


def _keep(text: Text, passages: list[Passage], now: Counted) -> None:
    for place, passage in enumerate(passages, 1):
        passage.text, passage.place, passage.was = text, place, was_of(passage.words, now)
    Passage.objects.bulk_create(passages)


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
        if row.kind == PassageKind.BLOCK:
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
