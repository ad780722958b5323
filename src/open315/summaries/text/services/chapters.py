"""Take a chapter or section into a text that has something to tell only now; leave one out; place a counted table or chart."""

from datetime import datetime

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.documents.stored import as_data
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.core.facts import one_reading
from open315.core.verbs import SAME, Verb
from open315.core.verbs.step import step
from open315.figures.chapters import Told
from open315.summaries.models import Passage, Text
from open315.summaries.text.counting import SectionTold, blocks_of, count_some, kept_of, may_count, told_for
from open315.summaries.text.marks import Catalogue
from open315.summaries.text.outline import missing, order_of, placed
from open315.summaries.text.services.editing import FULL, MOST_PASSAGES, NO_CHAPTERS, passages_of, was_of
from open315.summaries.text.services.locking import DRAFT, OWN_PAGE, PASSAGE, TEXT, WRITERS, touched, while_draft
from open315.summaries.types import PassageKind

NOTHING_NEW = _("This chapter has nothing to tell that is not in the text.")
NOT_THERE = _("This chapter is not in the text.")
NO_BLOCK = _("There is no such table or chart now. Count anew, then choose again.")


def _on_text(name: str, event: str) -> Verb[Text]:
    return Verb(
        name, TEXT, event=event, permission="summaries:write", who=WRITERS, before={DRAFT}, to=SAME, face=OWN_PAGE
    )


TAKE_IN = _on_text("take_in_chapter", "summaries.chapter_taken_in")


@TAKE_IN
def take_in_chapter(text_id: int, chapter: str, *, actor: Actor, at: datetime) -> Text:
    """Take in what a chapter has to tell and the text does not have, at the place of the outline. What people worded stays as it is."""
    with step(TAKE_IN, text_id, actor=actor, at=at) as done:
        text = done.row
        if not may_count(text, actor):
            raise NotAllowed(NO_CHAPTERS)
        with translation.override(text.language), one_reading():
            told = told_for(text, actor, only=chapter)
        _take_in(text, told, actor, at)
        text.chapters = order_of([*text.chapters, chapter])
        touched(text, actor)
        done.say(chapter=chapter)
        return text


def _take_in(text: Text, told: list[Told], actor: Actor, at: datetime) -> None:
    """The new passages at their places, with their marks and what they came to."""
    sections = [SectionTold(each.chapter.key, one.anchor, one.title) for each in told for one in each.sections]
    rows = list(text.passages.all())
    wanted = set(missing(rows, sections))
    if not wanted:
        raise Conflict(NOTHING_NEW)
    catalogue, new = Catalogue(text.marks), []
    for each in told:
        for section in each.sections:
            if SectionTold(each.chapter.key, section.anchor, section.title) in wanted:
                its = list(passages_of(each, section, catalogue))
                rows = placed(rows, its, section.anchor, sections)
                new += its
    if len(rows) > MOST_PASSAGES:
        raise Conflict(FULL)
    known, text.marks = len(text.marks), catalogue.marks
    count_new(text, known, told, actor, at)
    store(text, rows, new)


def count_new(text: Text, known: int, told: list[Told], actor: Actor, at: datetime) -> None:
    """Add what the marks behind the `known` ones come to, and the tables and charts; everything else stays as it was last counted."""
    now = count_some(text, range(known + 1, len(text.marks) + 1), actor, at)
    blocks = {source: as_data(block) for each in told for source, block in blocks_of(each)}
    text.counted = {
        **text.counted,
        "figures": {**text.counted["figures"], **now.kept()["figures"]},
        "blocks": {**text.counted["blocks"], **blocks},
    }


def store(text: Text, rows: list[Passage], new: list[Passage]) -> None:
    """Write the passages in this order, the new ones with what their figures are."""
    now = kept_of(text)
    for place, row in enumerate(rows, 1):
        row.text, row.place = text, place
    for row in new:
        row.was = was_of(row.words, now)
    Passage.objects.bulk_update([row for row in rows if row.pk], ["place"])
    Passage.objects.bulk_create(new)


LEAVE_OUT = _on_text("leave_out_chapter", "summaries.chapter_left_out")


@LEAVE_OUT
def leave_out_chapter(text_id: int, chapter: str, *, actor: Actor, at: datetime) -> Text:
    """Take a whole chapter out of the text; versions keep it, and what facts tell of it is offered again."""
    with step(LEAVE_OUT, text_id, actor=actor, at=at) as done:
        text = done.row
        gone, _each = text.passages.filter(chapter=chapter).delete()
        if not gone:
            raise Conflict(NOT_THERE)
        text.chapters = [key for key in text.chapters if key != chapter]
        touched(text, actor)
        done.say(chapter=chapter)
        return text


PLACE = Verb(
    "place_block",
    PASSAGE,
    event="summaries.block_placed",
    permission="summaries:write",
    who=WRITERS,
    also=while_draft,
    reads=True,
    face=OWN_PAGE,
)


@PLACE
def place_block(after_id: int, source: str, *, actor: Actor, at: datetime) -> Passage:
    """Place a counted table or chart below a passage, in its chapter; gives the new one. InvalidInput if there is no such block."""
    with step(PLACE, after_id, actor=actor, at=at) as done:
        text = done.row.text
        if source not in kept_of(text).blocks:
            raise InvalidInput(NO_BLOCK, field="source")
        if text.passages.count() >= MOST_PASSAGES:
            raise Conflict(FULL)
        text.passages.filter(place__gt=done.row.place).update(place=F("place") + 1)
        touched(text, actor)
        return Passage.objects.create(
            text=text,
            chapter=done.row.chapter,
            place=done.row.place + 1,
            kind=PassageKind.BLOCK,
            source=source,
            words="",
        )
