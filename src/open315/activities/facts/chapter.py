"""The chapter of a summary about activities. Importing it declares the chapter."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.activities.facts import telling
from open315.activities.facts.figures import BY_COUNCIL, BY_FORM, HELD
from open315.activities.facts.one_by_one import BY_GROUP, within
from open315.activities.facts.rows import ACTIVITIES
from open315.activities.facts.telling import Teller
from open315.activities.facts.undecided import faults
from open315.activities.telling.queries import judged
from open315.activities.telling.types import Group, Judged, Why
from open315.core.chapters import Chapter, Reader, Subject, declare_chapter, printed
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.chapters.sentences import Leading, leading
from open315.core.chapters.tables import breakdown_chart, breakdown_table
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Block, Paragraph, Runs, Section
from open315.core.facts import Breakdown, spec_of
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
    """How many were held, in which forms, and by whom if by several; then what is told one by one, by heading."""
    councils = [_councils(reader)] if len(reader.table(BY_COUNCIL).lines) > 1 else []
    return [_forms(reader), *councils, *_one_by_one(reader)]


def _one_by_one(reader: Reader) -> list[Section]:
    """Under each heading how many there were, those that the council tells by themselves, and who held others."""
    found = judged(within(reader.period, reader.scope, reader.actor))
    tells = telling.teller(reader, [each for each in found if each.is_told])
    table = reader.table(BY_GROUP)
    groups = [(group, [each for each in found if each.group == group]) for group in Group]
    return [_group(reader, tells, table, group, its) for group, its in groups if any(each.is_told for each in its)]


def _group(reader: Reader, tells: Teller, table: Breakdown, group: Group, its: Sequence[Judged]) -> Section:
    label, fact = table.find(group)
    told = [tells.paragraph(each) for each in its if each.is_told]
    opening = sentence(_("Activities of this kind held: %(n)s. "), n=printed(fact, label))
    others = tells.others([each for each in its if each.why in (Why.CROWDED, Why.SMALL)])
    return Section(str(label), group, (Paragraph(opening), *told, *([Paragraph(others)] if others else [])))


def _forms(reader: Reader) -> Section:
    words = Leading(
        every=_("By form: %(list)s. "),
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
        every=_("By who held them: %(list)s. "),
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
        title=pgettext_lazy("chapter of a summary", "Forms and content"),
        sections=sections,
        stands_on=(HELD,),
        appears=lambda reader: bool(reader.fact(HELD).value),
        remark=remark,
        order=5,
        faults=faults,
        days=CAMPAIGN_DAYS,
    )
)
