"""The chapter of a summary about seminars. Importing it declares the chapter."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.activities.facts.effects.figures import key_of
from open315.core.chapters import Chapter, Reader, Subject, declare_chapter, printed
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.chapters.tables import breakdown_chart, breakdown_table
from open315.core.clock import local_day
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Block, Note, Paragraph, Runs, Section, Term
from open315.core.facts import spec_of
from open315.core.facts.units import unit_spec
from open315.core.facts.wording import day_words, moment_words, period_words
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.seminars import facts, queries

if TYPE_CHECKING:
    from open315.activities.models import Activity

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
    parts = {name: printed(reader.fact(key)) for name, key in (("asked", facts.ASKED), ("arrived", facts.ARRIVED))}
    if reader.fact(facts.ACCEPTED).value:
        words = _("Guests asked to seminars: %(asked)s; accepted: %(accepted)s; came: %(arrived)s. ")
        parts["accepted"] = printed(reader.fact(facts.ACCEPTED))
    else:  # nobody noted an answer: that is not the same as none
        words = _("Guests asked to seminars: %(asked)s; came: %(arrived)s. ")
    said = sentence(words, **parts)
    key, title = facts.ARRIVED_BY_KIND, _("Guests of seminars")
    label = str(spec_of(key).label)
    blocks: list[Block | None] = [
        Paragraph(said),
        breakdown_chart(reader, SUBJECT, key, label),
        breakdown_table(reader, SUBJECT, key, label, title, compared=False),
        Note(
            sentence(
                _(
                    "Guests are counted from the lists of names. How many were present as the hosts reported it is told under the effects; the two are never added."
                )
            )
        )
        if _is_reported(reader)
        else None,
    ]
    return Section(title, "guests", tuple(block for block in blocks if block is not None))


def _is_reported(reader: Reader) -> bool:
    """Whether hosts reported how many were present: another number of people than that of the lists, beside it."""
    return reader.actor.may("activities:read") and reader.fact(key_of("attendance")).value is not None


def _results(reader: Reader) -> list[Section]:
    if not any(reader.fact(key).value for key in (facts.SPEECHES, facts.POINTS)):
        return []
    said = joined(list(_counts(reader)))
    return [Section(_("Speeches and consensus"), "consensus", (Paragraph(said), *_points(reader)))]


def _counts(reader: Reader) -> Iterator[Runs]:
    """How many spoke, with papers if any brought one, and on how many points was agreed; of none nothing is said."""
    words = {
        facts.SPEECHES: _("Speeches: %(n)s. "),
        facts.PAPERS: _("Speeches with papers: %(n)s. "),
        facts.POINTS: _("Points on which all agreed: %(n)s. "),
    }
    for key, template in words.items():
        if reader.fact(key).value:
            yield sentence(template, n=printed(reader.fact(key)))


def _points(reader: Reader) -> Iterator[Paragraph]:
    """Each point in its own words, with the bodies that supported it and how many guests that were; of several seminars under the name of each."""
    found = reader.table(facts.SUPPORTS_BY_POINT)
    points = [int(code) for code, _label, _fact in found.lines]
    bodies, held = queries.bodies_by_point(points), queries.activity_by_point(points)
    for activity, its in groupby(found.lines, lambda line: held[int(line[0])]):
        if len(set(held.values())) > 1:
            yield Paragraph(_named(activity))
        for place, (code, label, fact) in enumerate(its, 1):
            template = _("%(place)s. %(point)s (supported by %(bodies)s: %(number)s)")
            named = enumerated(map(text, bodies.get(int(code), ())))
            said = sentence(
                template, place=str(place), point=_unstopped(label), bodies=named, number=printed(fact, label)
            )
            yield Paragraph(said)


def _named(activity: "Activity") -> Runs:
    return sentence(
        _("Agreed on at “%(title)s” on %(day)s:"),
        title=Term(str(activity.title_in)),
        day=Term(day_words(local_day(activity.starts_at))),
    )


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
