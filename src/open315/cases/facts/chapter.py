"""The complaint chapter of a summary: what stands in it, in which order. Importing it declares the chapter."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.cases.facts import narrative
from open315.cases.facts.faults import faults
from open315.cases.facts.narrative import COMPLAINTS
from open315.cases.facts.tally import base_query
from open315.core.chapters import Chapter, Reader, declare_chapter
from open315.core.chapters.sentences import Leading, leading, unclassed
from open315.core.chapters.tables import breakdown_chart, breakdown_table, key_table
from open315.core.documents.tree import Block, Note, Section
from open315.core.facts import spec_of

KEY_FIGURES = (
    "cases.received",
    "cases.accepted",
    "cases.declined",
    "cases.withdrawn",
    "cases.referred",
    "cases.closed",
    "cases.solved",
    "cases.solution_rate",
    "cases.solved_elsewhere",
    "cases.recovered_cents",
    "cases.amount_cents",
    "cases.median_days_to_acceptance",
    "cases.median_days_to_closure",
    "cases.on_time_acceptance",
    "cases.on_time_handling",
)
SCANS = ("cases.received", "cases.on_time_handling", "cases.referred")
"""Facts that stand on different scans: of the cases, of their clocks, of their referrals."""


def sections(reader: Reader) -> list[Section]:
    """The sections of the chapter; those about complaints only if there are any."""
    if not reader.fact("cases.received").value:
        return [Section(_("Overall"), "overall", tuple(narrative.opening(reader)))]
    return [_overall(reader), _natures(reader), _goods(reader), _channels(reader), _places(reader), _time(reader)]


def _section(anchor: str, title: str, blocks: list[Block | None]) -> Section:
    return Section(title, anchor, tuple(block for block in blocks if block is not None))


def _overall(reader: Reader) -> Section:
    by_month = _("Complaints received by month")
    blocks: list[Block | None] = [
        *narrative.opening(reader),
        key_table(reader, KEY_FIGURES, _("Key figures")),
        breakdown_chart(reader, COMPLAINTS, "cases.by_month", by_month),
        breakdown_table(reader, COMPLAINTS, "cases.by_month", by_month, _("Month"), compared=False),
    ]
    return _section("overall", _("Overall"), blocks)


def _natures(reader: Reader) -> Section:
    words = Leading(
        every=_("By the nature of the problem: %(list)s. "),
        most=_("By the nature of the problem, most complaints (%(share)s) were about %(list)s. "),
        many=_("By the nature of the problem, the largest groups were %(list)s, together %(share)s of all. "),
        one=_("By the nature of the problem, the largest group was %(list)s. "),
    )
    blocks = _breakdown(reader, "cases.by_nature", words, _("Nature"))
    return _section("nature", _("Nature of the complaints"), blocks)


def _goods(reader: Reader) -> Section:
    words = Leading(
        every=_("By goods and services: %(list)s. "),
        most=_("By goods and services, most complaints (%(share)s) were about %(list)s. "),
        many=_("By goods and services, the largest groups were %(list)s, together %(share)s of all. "),
        one=_("By goods and services, the largest group was %(list)s. "),
    )
    blocks = _breakdown(reader, "cases.by_goods", words, _("Goods or service"))
    return _section("goods", _("Goods and services"), blocks)


def _channels(reader: Reader) -> Section:
    words = Leading(
        every=_("By channel: %(list)s. "),
        most=_("Most complaints (%(share)s) came in through %(list)s. "),
        many=_("The channels used most were %(list)s, together %(share)s of all. "),
        one=_("The channel used most was %(list)s. "),
    )
    return _section("channel", _("Channels"), _breakdown(reader, "cases.by_channel", words, _("Channel")))


def _places(reader: Reader) -> Section:
    words = Leading(
        every=_("By the place of the matter: %(list)s. "),
        most=_("By the place of the matter, most complaints (%(share)s) came from %(list)s. "),
        many=_("By the place of the matter, the largest numbers came from %(list)s, together %(share)s of all. "),
        one=_("By the place of the matter, the largest number came from %(list)s. "),
    )
    return _section("place", _("Places"), _breakdown(reader, "cases.by_region", words, _("Place")))


def _breakdown(reader: Reader, key: str, words: Leading, head: str) -> list[Block | None]:
    title = str(spec_of(key).label)
    missing = unclassed(reader, key, _("%(n)s complaints could not be assigned to a line."))
    return [
        *leading(reader, COMPLAINTS, key, words),
        Note(missing) if missing else None,
        breakdown_chart(reader, COMPLAINTS, key, title),
        breakdown_table(reader, COMPLAINTS, key, title, head),
    ]


def _time(reader: Reader) -> Section:
    return _section("time", _("Time taken"), [*narrative.timeliness(reader)])


declare_chapter(
    Chapter(
        "complaints",
        title=pgettext_lazy("chapter of a summary", "Complaints"),
        sections=sections,
        stands_on=SCANS,
        remark=narrative.remark,
        scan=base_query,
        order=10,
        faults=faults,
    )
)
