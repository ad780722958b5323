"""The chapter of a summary about seminars. Importing it declares the chapter."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.core.chapters import Chapter, Reader, Subject, declare_chapter, printed
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.chapters.tables import breakdown_chart, breakdown_table
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Block, Paragraph, Runs, Section
from open315.core.facts import spec_of
from open315.core.facts.units import unit_spec
from open315.core.facts.wording import moment_words, period_words
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.seminars import facts, queries

SUBJECT = Subject(facts.ARRIVED, unit_spec(facts.GUESTS).column, frozenset({"other"}))


def remark(reader: Reader, at: datetime) -> Runs:
    """Over which days, by which rule."""
    template = _("Guests of seminars are counted from %(period)s, as they were recorded on %(moment)s. ")
    said = sentence(template, period=period_words(reader.period), moment=moment_words(at))
    return joined([said, sentence(str(spec_of(facts.ARRIVED).definition))])


def sections(reader: Reader) -> list[Section]:
    """Who was asked and came; what was said and agreed on."""
    return [_guests(reader), *_results(reader)]


def _guests(reader: Reader) -> Section:
    said = sentence(
        _("Guests asked to seminars: %(asked)s; accepted: %(accepted)s; came: %(arrived)s. "),
        asked=printed(reader.fact(facts.ASKED)),
        accepted=printed(reader.fact(facts.ACCEPTED)),
        arrived=printed(reader.fact(facts.ARRIVED)),
    )
    key, title = facts.ARRIVED_BY_KIND, _("Guests of seminars")
    label = str(spec_of(key).label)
    blocks: list[Block | None] = [
        Paragraph(said),
        breakdown_chart(reader, SUBJECT, key, label),
        breakdown_table(reader, SUBJECT, key, label, title, compared=False),
    ]
    return Section(title, "guests", tuple(block for block in blocks if block is not None))


def _results(reader: Reader) -> list[Section]:
    if not any(reader.fact(key).value for key in (facts.SPEECHES, facts.POINTS)):
        return []
    said = sentence(
        _("Speeches: %(speeches)s, with papers: %(papers)s. Points on which all agreed: %(points)s. "),
        speeches=printed(reader.fact(facts.SPEECHES)),
        papers=printed(reader.fact(facts.PAPERS)),
        points=printed(reader.fact(facts.POINTS)),
    )
    return [Section(_("Speeches and consensus"), "consensus", (Paragraph(said), *_points(reader)))]


def _points(reader: Reader) -> Iterator[Paragraph]:
    """Each point in its own words, with the bodies that supported it and how many guests that were."""
    found = reader.table(facts.SUPPORTS_BY_POINT)
    bodies = queries.bodies_by_point([int(code) for code, _label, _fact in found.lines])
    for place, (code, label, fact) in enumerate(found.lines, 1):
        template = _("%(place)s. %(point)s (supported by %(bodies)s: %(number)s)")
        named = enumerated(map(text, bodies.get(int(code), ())))
        said = sentence(template, place=str(place), point=_unstopped(label), bodies=named, number=printed(fact, label))
        yield Paragraph(said)


def _unstopped(words: str) -> str:
    """A point without the full stop that its writer set: the sentence goes on behind it."""
    return words.rstrip("。.；;")


declare_chapter(
    Chapter(
        "seminars",
        title=pgettext_lazy("chapter of a summary", "Seminars"),
        sections=sections,
        stands_on=(facts.ASKED, facts.ARRIVED),
        appears=lambda reader: bool(reader.fact(facts.ASKED).value or reader.fact(facts.ARRIVED).value),
        remark=remark,
        order=6,
        days=CAMPAIGN_DAYS,
    )
)
