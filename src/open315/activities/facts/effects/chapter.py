"""The chapter of a summary about what the activities put out, by the groups of the dictionary. Importing it declares the chapter and the board."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.activities.facts.effects import telling
from open315.activities.facts.effects.figures import TOLD, UNTOLD, key_of
from open315.activities.facts.effects.tables import council_table, table_of, why_no_rates
from open315.activities.facts.effects.telling import Told
from open315.core.chapters import Chapter, Reader, declare_chapter, printed
from open315.core.chapters.comparison import withheld
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Block, Note, Paragraph, Runs, Section
from open315.core.facts import Board, Fact, declare_board
from open315.core.facts.wording import moment_words, period_words
from open315.indicators import queries as indicators

KEYS = tuple(key_of(each.code) for each in indicators.ever_reported())


def remark(reader: Reader, at: datetime) -> Runs:
    """Over which days, as of when, by which rule."""
    counted = _("What activities put out is counted from %(period)s, as it had been told on %(moment)s. ")
    rule = _(
        "A sum is exact only if all its values are; what was told in words is listed and not counted, and what is missing is not zero."
    )
    return joined([sentence(counted, period=period_words(reader.period), moment=moment_words(at)), sentence(rule)])


def sections(reader: Reader) -> list[Section]:
    """Who told something, and for each group of the dictionary what was put out."""
    told, groups = telling.told_in(reader), indicators.groups()
    found = [(code, names, [each for each in told if each.indicator.group == code]) for code, names in groups.items()]
    by_group = [_section(reader, code, str(names), each) for code, names, each in found if each]
    return [_tellers(reader), *by_group, *_councils(reader, told)]


def _tellers(reader: Reader) -> Section:
    said = sentence(_("%(n)s of the activities held told what they put out. "), n=printed(reader.fact(TOLD)))
    silent = reader.fact(UNTOLD)
    if silent.value:
        more = _("%(n)s should have done so and told nothing yet; nothing of theirs is counted. ")
        said = joined([said, sentence(more, n=printed(silent))])
    why = withheld(reader, TOLD)
    return Section(_("How much of it was told"), "told", (Paragraph(said), *([Note(why)] if why else [])))


def _section(reader: Reader, code: str, title: str, told: list[Told]) -> Section:
    blocks: list[Block] = [
        *telling.paragraphs(reader, told),
        *telling.notes(reader, told),
        table_of(reader, told, title),
        *why_no_rates(reader, told),
    ]
    return Section(title, code, tuple(blocks))


def _councils(reader: Reader, told: list[Told]) -> list[Section]:
    """What the councils told, beside each other."""
    title = _("By council")
    table = council_table(reader, told, title)
    return [Section(title, "councils", (table,))] if table else []


def faults(reader: Reader) -> list[str]:
    """A part that is more than its whole."""
    return telling.parts_above_their_whole(telling.told_in(reader))


def has_told(fact: Fact) -> bool:
    """Whether there is something to say of a figure: a value, words, or that it is missing."""
    return fact.value is not None or bool(fact.beside)


declare_chapter(
    Chapter(
        "effects",
        title=pgettext_lazy("chapter of a summary", "What the activities put out"),
        sections=sections,
        stands_on=(TOLD, UNTOLD, KEYS[0]),
        appears=lambda reader: bool(reader.fact(TOLD).value or reader.fact(UNTOLD).value),
        remark=remark,
        order=6,
        faults=faults,
        days=CAMPAIGN_DAYS,
    )
)
declare_board(
    Board(
        "effects",
        title=gettext_lazy("What activities put out"),
        figures=(TOLD, UNTOLD, *KEYS),
        shows=has_told,
        order=33,
    )
)
