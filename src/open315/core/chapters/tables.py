"""The tables and charts of a chapter."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.core.chapters.reader import Reader, bare, cell
from open315.core.chapters.subject import Subject
from open315.core.charts import bar_chart, column_chart
from open315.core.documents.tree import Chart, Row, Runs, Table, Text
from open315.core.facts import Breakdown, Fact, spec_of
from open315.core.facts.units import unit_words
from open315.core.facts.wording import UNKNOWN, stands_alone

CHART_MOST = 12
"""More bars than these are not read any more; the table has them all."""


def key_table(reader: Reader, keys: Sequence[str], caption: str) -> Table:
    """The single figures of both years side by side."""
    rows = [_key_row(reader, key, str(spec_of(key).label)) for key in keys]
    return Table(
        caption,
        (_("Key figure"), _("This period"), _("Year before"), pgettext("between two years", "Change")),
        tuple(rows),
    )


def _key_row(reader: Reader, key: str, label: str) -> Row:
    now, before, change = reader.fact(key), reader.fact(key, before=True), reader.fact(f"{key}.change")
    if stands_alone(now.unit):
        label = _("%(label)s (%(unit)s)") % {"label": label, "unit": unit_words(now.unit)}
    return Row(((Text(label),), cell(now), cell(before), cell(change)))


def breakdown_table(
    reader: Reader, subject: Subject, key: str, caption: str, head: str, *, compared: bool = True
) -> Table:
    """Count and share of every line, this year and the year before, with the change of the share in points."""
    counts, shares = reader.table(key), reader.table(f"{key}.share")
    if not compared:
        return _plain_table(counts, shares, caption, (head, str(subject.column), _("Share")))
    heads = (head, str(subject.column), _("Share"), _("Year before"), _("Share then"), _("Change, points"))
    then, then_shares = reader.table(key, before=True), reader.table(f"{key}.share", before=True)
    changes = reader.table(f"{key}.share.change")
    rows = [
        Row(
            (
                (Text(str(label)),),
                cell(fact, label),
                cell(shares.line(code), label),
                cell(then.line(code), label),
                cell(then_shares.line(code), label),
                bare(changes.line(code), label),
            )
        )
        for code, label, fact in counts.lines
    ]
    total = _total(counts.total, (Text(_("Total")),))
    before = _total(then.total, ())
    last = Row((*total, (), *before, (), ()), strong=True)
    return Table(caption, heads, (*rows, last))


def _plain_table(counts: Breakdown, shares: Breakdown, caption: str, heads: tuple[str, str, str]) -> Table:
    rows = [
        Row(((Text(str(label)),), cell(fact, label), cell(shares.line(code), label)))
        for code, label, fact in counts.lines
    ]
    last = Row((*_total(counts.total, (Text(_("Total")),)), ()), strong=True)
    return Table(caption, heads, (*rows, last))


def _total(total: Fact | None, label: Runs) -> tuple[Runs, ...]:
    value = (Text(UNKNOWN),) if total is None else cell(total, strong=True)
    return (label, value) if label else (value,)


def breakdown_chart(reader: Reader, subject: Subject, key: str, caption: str) -> Chart | None:
    """Bars of the lines with most; columns for months. None of nothing."""
    counts = reader.table(key)
    if not counts.lines:
        return None
    lines: Sequence[tuple[str, object, Fact]] = counts.lines
    labels = [str(label) for _code, label, _fact in lines]
    values = [int(fact.value or 0) for _code, _label, fact in lines]
    spec = spec_of(counts.key)
    unit = unit_words(spec.unit)
    if spec.ticks:
        ticks = spec.ticks([code for code, _label, _fact in lines])
        return Chart(caption, column_chart(caption, ticks, {str(subject.column): values}, unit=unit))
    return Chart(caption, bar_chart(caption, labels[:CHART_MOST], values[:CHART_MOST], unit=unit))
