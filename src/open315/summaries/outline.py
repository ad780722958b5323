"""What stands in which order in the complaint chapter."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.core.documents.tree import Block, Chart, Note, Section
from open315.core.facts import spec_of
from open315.summaries import narrative
from open315.summaries.reader import Reader
from open315.summaries.tables import KEY_FIGURES, breakdown_chart, breakdown_table, key_table


def complaint_chapter(reader: Reader) -> tuple[Section, ...]:
    """The sections of the chapter; those about complaints only if there are any."""
    parts = [_overall(reader)]
    if reader.fact("cases.received").value:
        parts += [_natures(reader), _goods(reader), _channels(reader), _places(reader), _time(reader)]
    return tuple(_numbered(index, *part) for index, part in enumerate(parts, 1))


Part = tuple[str, str, list[Block | None]]


def _numbered(index: int, anchor: str, title: str, blocks: list[Block | None]) -> Section:
    numeral = pgettext("numbers of sections, in order", "1. |2. |3. |4. |5. |6. ").split("|")[index - 1]
    return Section(f"{numeral}{title}", anchor, tuple(block for block in blocks if block is not None))


def _overall(reader: Reader) -> Part:
    labels = {key: str(spec_of(key).label) for key in KEY_FIGURES}
    blocks: list[Block | None] = [*narrative.opening(reader)]
    if reader.fact("cases.received").value:
        blocks.append(key_table(reader, _("Key figures"), labels))
        blocks.append(_chart(reader, "cases.by_month", _("Complaints received by month")))
        blocks.append(
            breakdown_table(reader, "cases.by_month", _("Complaints received by month"), _("Month"), compared=False)
        )
    return "overall", _("Overall"), blocks


def _natures(reader: Reader) -> Part:
    words = _("By the nature of the problem, most complaints were about %(list)s. ")
    return "nature", _("Nature of the complaints"), _breakdown(reader, "cases.by_nature", words, _("Nature"))


def _goods(reader: Reader) -> Part:
    words = _("By goods and services, most complaints were about %(list)s. ")
    return "goods", _("Goods and services"), _breakdown(reader, "cases.by_goods", words, _("Goods or service"))


def _channels(reader: Reader) -> Part:
    words = _("Most complaints came in through %(list)s. ")
    return "channel", _("Channels"), _breakdown(reader, "cases.by_channel", words, _("Channel"))


def _places(reader: Reader) -> Part:
    words = _("By the place of the matter, most complaints came from %(list)s. ")
    return "place", _("Places"), _breakdown(reader, "cases.by_region", words, _("Place"))


def _breakdown(reader: Reader, key: str, words: str, head: str) -> list[Block | None]:
    title = str(spec_of(key).label)
    missing = narrative.unclassed(reader, key, _("%(n)s complaints could not be assigned to a line."))
    return [
        *narrative.leading(reader, key, words),
        Note(missing) if missing else None,
        _chart(reader, key, title),
        breakdown_table(reader, key, title, head),
    ]


def _chart(reader: Reader, key: str, title: str) -> Chart | None:
    return breakdown_chart(reader.table(key), title)


def _time(reader: Reader) -> Part:
    return "time", _("Time taken"), [*narrative.timeliness(reader)]
