"""The tables and charts of a chapter."""

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.core.chapters.claims import Column
from open315.core.chapters.reader import Reader, bare, cell
from open315.core.chapters.subject import Subject
from open315.core.charts import bar_chart, column_chart
from open315.core.documents.tree import Chart, Row, Runs, Table, Text
from open315.core.facts import Breakdown, Fact, spec_of
from open315.core.facts.registry import is_declared
from open315.core.facts.types import codes_of_both
from open315.core.facts.units import unit_words
from open315.core.facts.wording import UNKNOWN, stands_alone

CHART_MOST = 12
"""More bars than these are not read any more; the table has them all."""


def key_table(reader: Reader, keys: Sequence[str], caption: str) -> Table:
    """The single figures of both years side by side; of this one alone, where nothing is compared."""
    if any(reader.compares(key).withheld for key in keys):
        rows = [Row((_labelled(reader.fact(key)), cell(reader.fact(key)))) for key in keys]
        return Table(caption, (_("Key figure"), _("This period")), tuple(rows))
    heads = (_("Key figure"), _("This period"), _("Year before"), pgettext("between two years", "Change"))
    return Table(caption, heads, tuple(_key_row(reader, key) for key in keys))


def _key_row(reader: Reader, key: str) -> Row:
    now, before, change = reader.fact(key), reader.fact(key, before=True), reader.fact(f"{key}.change")
    return Row((_labelled(now), cell(now), cell(before), cell(change)))


def _labelled(fact: Fact) -> Runs:
    """The name of a figure, with its unit where the printed value does not bring it along."""
    label = str(spec_of(fact.key).label)
    if stands_alone(fact.unit):
        label = _("%(label)s (%(unit)s)") % {"label": label, "unit": unit_words(fact.unit)}
    return (Text(label),)


def breakdown_table(
    reader: Reader, subject: Subject, key: str, caption: str, head: str, *, compared: bool = True
) -> Table:
    """Count and share of every line of either year, both years, with the change of the share in points.

    Of this year alone, where nothing is to be compared or can be.
    """
    counts, shares = reader.table(key), reader.table(f"{key}.share")
    if not compared or reader.compares(key).withheld:
        return _plain_table(reader, counts, shares, caption, (head, str(subject.column), _("Share")))
    heads = (head, str(subject.column), _("Share"), _("Year before"), _("Share then"), _("Change, points"))
    then, then_shares = reader.table(key, before=True), reader.table(f"{key}.share", before=True)
    changes = reader.table(f"{key}.share.change")
    codes = codes_of_both(counts, then)
    _claim_columns(reader, codes, counts, then)
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
        for code, (label, fact) in ((code, counts.find(code)) for code in codes)
    ]
    total = _total(counts.total, (Text(_("Total")),))
    before = _total(then.total, ())
    last = Row((*total, (), *before, (), ()), strong=True)
    return Table(caption, heads, (*rows, last))


def _claim_columns(reader: Reader, codes: Sequence[str], *tables: Breakdown) -> None:
    for table in tables:
        reader.claim(Column(table, [table.line(code) for code in codes]))


def _plain_table(
    reader: Reader, counts: Breakdown, shares: Breakdown, caption: str, heads: tuple[str, str, str]
) -> Table:
    _claim_columns(reader, [code for code, _label, _fact in counts.lines], counts)
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
    """Bars of the lines with most, and one of all others; columns for months. A line of which nothing is known has none. None of nothing."""
    lines = _lines_of_both(reader, key)
    if all(fact.value is None for _code, _label, fact in lines):
        return None
    labels = [str(label) for _code, label, _fact in lines]
    values = [None if fact.value is None else int(fact.value) for _code, _label, fact in lines]
    spec = spec_of(key)
    if spec.ticks:
        ticks = spec.ticks([code for code, _label, _fact in lines])
        return Chart(caption, column_chart(caption, ticks, {str(subject.column): values}, unit=unit_words(spec.unit)))
    return Chart(caption, bar_chart(caption, labels, values, unit=partial(unit_words, spec.unit), most=CHART_MOST))


def _lines_of_both(reader: Reader, key: str) -> list[tuple[str, object, Fact]]:
    """The lines that the table beside the chart has: of either year, where the two are compared."""
    counts = reader.table(key)
    if not is_declared(f"{key}.share.change") or reader.compares(key).withheld:
        return list(counts.lines)
    return [(code, *counts.find(code)) for code in codes_of_both(counts, reader.table(key, before=True))]
