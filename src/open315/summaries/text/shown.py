"""A text as its page shows it: each passage drawn with its figures, what changed since it was written, and what was said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.documents.html import render_block
from open315.core.documents.numerals import outer_number
from open315.core.jobs import JobState
from open315.core.jobs.showing import JobProgress, progress_of
from open315.summaries.models import Comment, Edition, Passage, Text, TextCount, TextVersion
from open315.summaries.text.counting import Counted
from open315.summaries.text.document import NEXT_YEAR, PROBLEMS, blocks_of, title_of
from open315.summaries.text.findings import findings
from open315.summaries.text.outline import Offer, offers, silent
from open315.summaries.text.rules import marks_in
from open315.summaries.types import SENDING, PassageKind, State

GUIDANCE: Mapping[str, Any] = {
    PROBLEMS: _(
        "What did not go well: cities that were silent, requirements that were not met, what consumers still complain of most. "
        "Take the figures from the list; write causes in words."
    ),
    NEXT_YEAR: _(
        "What follows from it: for each problem what is done, by whom, until when. No figure is promised that nobody counts."
    ),
}


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A mark of the text: its number, what it is now, what it was when the words were written, what it counts."""

    number: int
    now: str
    was: str
    label: str

    @property
    def has_changed(self) -> bool:
        """Whether it is something else than when the words were written."""
        return self.was not in ("", self.now)


@dataclass(frozen=True)
class PassageShown:
    """A passage as it is read."""

    row: Passage
    drawn: SafeString
    figures: Sequence[FigureShown]
    comments: Sequence[Comment]

    @property
    def is_heading(self) -> bool:
        """Whether it is the title of a section."""
        return self.row.kind == PassageKind.HEADING

    @property
    def has_words(self) -> bool:
        """Whether it can be worded; tables and charts are counted."""
        return self.row.kind not in (PassageKind.BLOCK, PassageKind.PHOTO)

    @property
    def is_photo(self) -> bool:
        """Whether it is a photo: caption and width are said on a page of its own."""
        return self.row.kind == PassageKind.PHOTO

    @property
    def changed(self) -> list[FigureShown]:
        """Figures that are something else than when it was written."""
        return [figure for figure in self.figures if figure.has_changed]

    @property
    def guidance(self) -> Any:
        """What belongs here, while it is empty."""
        return GUIDANCE.get(self.row.chapter, "") if not self.row.words and self.has_words else ""


@dataclass(frozen=True)
class TextShown:
    """A text with its figures, for a reader who may do this or that with it."""

    text: Text
    actor: Actor
    counted: Counted
    passages: Sequence[Passage]
    comments: Sequence[Comment]
    versions: Sequence[TextVersion]
    editions: Sequence[Edition]
    is_live: bool
    count: TextCount | None = None
    """The last count by the worker that is at work or came to no end."""

    @property
    def may_word(self) -> bool:
        """Whether the reader words it now."""
        return self.actor.may("summaries:write") and self.text.state == State.DRAFT

    @property
    def told_href(self) -> str:
        """Where is chosen which activities are told one by one; "" for those who do not choose."""
        may = self.actor.may("activities:manage")
        return reverse("activities:told", args=[self.text.campaign_id]) if may else ""

    @property
    def may_comment(self) -> bool:
        """Whether the reader reviews it now."""
        return self.actor.may("summaries:sign") and self.text.state == State.REVIEW

    @property
    def may_answer(self) -> bool:
        """Whether the reader answers what was said of it."""
        return self.actor.may("summaries:write") and self.text.state != State.SIGNED

    @cached_property
    def chapters(self) -> list[tuple[str, list[PassageShown]]]:
        """The passages by chapter, each with its title."""
        shown: dict[str, list[PassageShown]] = {}
        for passage in self.passages:
            shown.setdefault(passage.chapter, []).append(self._passage(passage))
        with translation.override(self.text.language):
            return [
                (f"{outer_number(place)}{title_of(chapter)}", its)
                for place, (chapter, its) in enumerate(shown.items(), 1)
            ]

    def _passage(self, row: Passage) -> PassageShown:
        with translation.override(self.text.language):
            blocks = blocks_of(row, self.counted)
        drawn = format_html_join("", "{}", ((render_block(block, level=4),) for block in blocks))
        comments = [each for each in self.comments if each.passage_id == row.pk]
        return PassageShown(row, drawn, list(figures_of(row, self.text, self.counted)), comments)

    @cached_property
    def found(self) -> list[str]:
        """What does not hold now, in words; of a text whose figures were not counted just now, nothing new."""
        if not self.is_live or self.text.state != State.DRAFT:
            return []
        return [words for _pk, words in findings(self.text, self.passages, self.counted)]

    @property
    def counting(self) -> JobProgress | None:
        """How far the worker is with the figures."""
        return progress_of(self.count.job) if self.count and self.count.job.at_work else None

    @property
    def is_sending(self) -> bool:
        """Whether the last count was, or is, to be sent by the worker."""
        return bool(self.count and self.count.job.kind == SENDING)

    @property
    def not_counted(self) -> str:
        """Why the last count came to no end."""
        return self.count.job.error if self.count and self.count.job.state == JobState.FAILED else ""

    @cached_property
    def offers(self) -> list[Offer]:
        """Chapters and sections that have something to tell and are not in the text."""
        if not self.may_word or self.counted.sections is None:
            return []
        with translation.override(self.text.language):
            return offers(self.passages, self.counted.sections)

    @cached_property
    def silent(self) -> list[tuple[str, str]]:
        """Chapters of the text of which the facts tell nothing any more: key and title."""
        if self.text.state != State.DRAFT or self.counted.sections is None:
            return []
        keys = silent(self.passages, self.text.chapters, self.counted.sections)
        with translation.override(self.text.language):
            return [(key, title_of(key)) for key in keys]

    @property
    def whole(self) -> list[Comment]:
        """What was said of the text as a whole, or of a passage that is gone."""
        return [each for each in self.comments if each.passage_id is None]

    @property
    def unanswered(self) -> int:
        """How much is left to answer."""
        return sum(each.answered_at is None for each in self.comments)


def figures_of(row: Passage, text: Text, counted: Counted) -> Iterator[FigureShown]:
    """The figures of a passage."""
    for number in dict.fromkeys(marks_in(row.words)):
        yield _figure(number, text, counted, row.was.get(str(number), ""))


def all_figures(text: Text, counted: Counted) -> list[FigureShown]:
    """Every figure of the text that may be put into a passage."""
    return [_figure(number, text, counted, "") for number in range(1, len(text.marks) + 1)]


def _figure(number: int, text: Text, counted: Counted, was: str) -> FigureShown:
    mark = text.marks[number - 1] if number <= len(text.marks) else {}
    label = " · ".join(filter(None, (mark.get("label", ""), mark.get("line", ""))))
    return FigureShown(number, counted.words(number), was, label)
