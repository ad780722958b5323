"""The chapter of a summary about activities. Importing it declares the chapter."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.activities.facts.figures import BY_COUNCIL, BY_FORM, HELD
from open315.activities.facts.rows import ACTIVITIES
from open315.core.chapters import Chapter, Reader, Subject, declare_chapter, printed
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.chapters.sentences import Leading, leading
from open315.core.chapters.tables import breakdown_chart, breakdown_table
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Block, Paragraph, Runs, Section
from open315.core.facts import spec_of
from open315.core.facts.units import unit_spec
from open315.core.facts.wording import moment_words, period_words

SUBJECT = Subject(HELD, unit_spec(ACTIVITIES).column, frozenset({"other"}))


def remark(reader: Reader, at: datetime) -> Runs:
    """Over which days, by which rule."""
    template = _("Activities are counted from %(period)s, as they were recorded on %(moment)s. ")
    return joined(
        [
            sentence(template, period=period_words(reader.period), moment=moment_words(at)),
            sentence(str(spec_of(HELD).definition)),
        ]
    )


def sections(reader: Reader) -> list[Section]:
    """How many were held, in which forms, and by whom."""
    return [_forms(reader), _councils(reader)]


def _forms(reader: Reader) -> Section:
    words = Leading(
        most=_("Most (%(share)s) were of the form %(list)s. "),
        many=_("The most frequent forms were %(list)s, together %(share)s of all. "),
        one=_("The most frequent form was %(list)s. "),
    )
    opening = sentence(_("Activities held: %(n)s. "), n=printed(reader.fact(HELD)))
    return _section(
        "forms",
        _("Forms of the activities"),
        [Paragraph(opening), *leading(reader, SUBJECT, BY_FORM, words)],
        reader,
        BY_FORM,
    )


def _councils(reader: Reader) -> Section:
    words = Leading(
        most=_("Most (%(share)s) were held by %(list)s. "),
        many=_("The largest numbers were held by %(list)s, together %(share)s of all. "),
        one=_("The largest number was held by %(list)s. "),
    )
    return _section("councils", _("Councils"), [*leading(reader, SUBJECT, BY_COUNCIL, words)], reader, BY_COUNCIL)


def _section(anchor: str, title: str, first: list[Block], reader: Reader, key: str) -> Section:
    label = str(spec_of(key).label)
    blocks = [
        *first,
        breakdown_chart(reader, SUBJECT, key, label),
        breakdown_table(reader, SUBJECT, key, label, title, compared=False),
    ]
    return Section(title, anchor, tuple(block for block in blocks if block is not None))


declare_chapter(
    Chapter(
        "activities",
        title=pgettext_lazy("chapter of a summary", "Activities"),
        sections=sections,
        stands_on=(HELD,),
        appears=lambda reader: bool(reader.fact(HELD).value),
        remark=remark,
        order=5,
        days=CAMPAIGN_DAYS,
    )
)
