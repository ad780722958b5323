"""Tell a section of a text anew from what the records say now: where other activities are told one by one, or a sentence was spoilt."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, NotAllowed
from open315.core.facts import one_reading
from open315.core.verbs import Verb
from open315.core.verbs.step import step
from open315.figures.chapters import Told
from open315.summaries.models import Passage, Text
from open315.summaries.text.counting import SectionTold, kept_of, may_count, told_for
from open315.summaries.text.marks import Catalogue
from open315.summaries.text.outline import anchors_of
from open315.summaries.text.services.chapters import count_new, store
from open315.summaries.text.services.editing import FULL, MOST_PASSAGES, NO_CHAPTERS, passages_of
from open315.summaries.text.services.locking import OWN_PAGE, PASSAGE, WRITERS, touched, while_draft
from open315.summaries.text.services.versions import kept

NOT_TOLD = _("The records tell nothing for this section now. Word it, or take it out.")

RETELL: Verb[Passage] = Verb(
    "tell_section_anew",
    PASSAGE,
    event="summaries.section_told_anew",
    permission="summaries:write",
    who=WRITERS,
    also=while_draft,
    reads=True,
    face=OWN_PAGE,
)


@RETELL
def tell_section_anew(heading_id: int, *, actor: Actor, at: datetime) -> Text:
    """Put what the records tell now in the place of the section of a heading. The words of before are kept as a version. Conflict where nothing is told."""
    with step(RETELL, heading_id, actor=actor, at=at) as done:
        text, chapter = done.row.text, done.row.chapter
        if not may_count(text, actor):
            raise NotAllowed(NO_CHAPTERS)
        with translation.override(text.language), one_reading():
            told = told_for(text, actor, only=chapter)
        kept(text, str(_("Before a section was told anew")), kept_of(text), actor, at)
        anchor = _put_in_place(text, told, done.row, actor, at)
        touched(text, actor)
        done.say(chapter=chapter, section=anchor)
        return text


def _put_in_place(text: Text, told: list[Told], heading: Passage, actor: Actor, at: datetime) -> str:
    sections = [SectionTold(each.chapter.key, one.anchor, one.title) for each in told for one in each.sections]
    rows = list(text.passages.all())
    its = [row for row in rows if row.chapter == heading.chapter]
    anchors = dict(zip((row.pk for row in its), anchors_of(its, sections), strict=True))
    anchor = anchors[heading.pk]
    found = [(each, one) for each in told for one in each.sections if one.anchor == anchor]
    if not found:
        raise Conflict(NOT_TOLD)
    catalogue = Catalogue(text.marks)
    new = list(passages_of(*found[0], catalogue))
    old = [row for row in its if anchors[row.pk] == anchor]
    at_place = rows.index(old[0])
    left = [row for row in rows if row not in old]
    rows = [*left[:at_place], *new, *left[at_place:]]
    if len(rows) > MOST_PASSAGES:
        raise Conflict(FULL)
    known, text.marks = len(text.marks), catalogue.marks
    count_new(text, known, told, actor, at)
    text.passages.filter(pk__in=[row.pk for row in old]).delete()
    store(text, rows, new)
    text.save(update_fields=["marks", "counted"])
    return anchor
