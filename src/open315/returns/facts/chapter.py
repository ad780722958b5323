"""The chapter of a summary about returns: how many are signed, and what was reported beside what the rows say. Importing it declares the chapter."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.activities.facts.effects.figures import key_of as computed_key
from open315.core.chapters import Chapter, Reader, declare_chapter, printed
from open315.core.chapters.reader import cell
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Note, Paragraph, Row, Runs, Section, Table, Text
from open315.core.facts import Fact, open_rows
from open315.core.facts.units import unit_words
from open315.core.facts.wording import moment_words, period_words, stands_alone
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator
from open315.org.facts import REGION, whole_code
from open315.org.queries import council_for_region
from open315.returns.facts.figures import ASKED, LATE, SIGNED
from open315.returns.facts.reported import is_known, key_of
from open315.returns.facts.rows import asked_in


def remark(reader: Reader, at: datetime) -> Runs:
    """Over which days, as of when, by which rule."""
    counted = _("Returns are those that tell of days that end in %(period)s, as they had been signed on %(moment)s. ")
    rule = _(
        "The latest signed return of each body counts, and each place once: what a city told contains its counties."
    )
    return joined([sentence(counted, period=period_words(reader.period), moment=moment_words(at)), sentence(rule)])


def sections(reader: Reader) -> list[Section]:
    """How many are signed; and a line for each indicator that somebody reported."""
    said = sentence(
        _("Returns asked for: %(asked)s; signed: %(signed)s; late: %(late)s. "),
        asked=printed(reader.fact(ASKED)),
        signed=printed(reader.fact(SIGNED)),
        late=printed(reader.fact(LATE)),
    )
    title = _("Returns of cities and counties") if _asks_below(reader) else _("The council's own return")
    found = [Section(title, "returns", (Paragraph(said),))]
    told = [(each, reader.fact(key_of(each.code))) for each in indicators.ever_reported()]
    known = [(each, fact) for each, fact in told if is_known(fact)]
    return [*found, _reported(reader, known)] if known else found


def _own(reader: Reader) -> int | None:
    """The council whose summary it is, of a region that has one."""
    council = council_for_region(whole_code(reader.scope.get(REGION)))
    return council.id if council else None


def _asks_below(reader: Reader) -> bool:
    """Whether anybody below the council itself was asked; a city that asks nobody tells of its own return."""
    rows = open_rows(asked_in(reader.period, reader.scope), reader.actor)
    return rows.exclude(council_id=_own(reader)).exists()


def _beside(reader: Reader) -> str:
    """What the two columns hold: the council's own activities are in no return, unless it signed one itself."""
    signed = open_rows(asked_in(reader.period, reader.scope, only="signed"), reader.actor)
    if signed.filter(council_id=_own(reader)).exists():
        return _(
            "The two columns tell of the same things by two ways and are never added. What is reported is what the council itself signed; it contains those below it."
        )
    return _(
        "The two columns tell of the same things by two ways and are never added. What is computed contains the activities of the council itself, which are in no return."
    )


def _reported(reader: Reader, known: list[tuple[Indicator, Fact]]) -> Section:
    title = _("Reported, and by the rows in the system")
    heads = (_("Indicator"), _("Unit"), _("Reported"), _("By the rows in the system"))
    rows = tuple(Row(_line(reader, each, fact)) for each, fact in known)
    notes = [Note(sentence(f"{each.names}：{fact.beside}")) for each, fact in known if fact.beside]
    table = Table(title, heads, rows, words=frozenset({0, 1}))
    return Section(title, "reported", (Paragraph(sentence(_beside(reader))), table, *notes))


def _line(reader: Reader, each: Indicator, fact: Fact) -> tuple[Runs, ...]:
    unit = (Text(unit_words(fact.unit)),) if stands_alone(fact.unit) else ()
    return (Text(str(each.names)),), unit, cell(fact), cell(reader.fact(computed_key(each.code)))


declare_chapter(
    Chapter(
        "returns",
        title=pgettext_lazy("chapter of a summary", "Returns"),
        sections=sections,
        stands_on=(ASKED, SIGNED, LATE, computed_key(indicators.ever_reported()[0].code)),
        appears=lambda reader: bool(reader.fact(ASKED).value),
        remark=remark,
        order=7,
        days=CAMPAIGN_DAYS,
    )
)
