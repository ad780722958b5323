"""What all returns to a call come to, on its page; and for one indicator, what each body told, a line each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from open315.core.names import enumerated
from open315.core.pages.cells import badge, lines, link, text
from open315.core.pages.declared import Column
from open315.core.pages.details import DetailPage, Facts, Table
from open315.core.quantities import Quantity
from open315.core.ui.templatetags.ui import named
from open315.indicators.types import Indicator
from open315.returns import computed, queries, rollup
from open315.returns.listing import drawn_state, linked
from open315.returns.models import Call, Filing, Return, Value
from open315.returns.rollup import Whole
from open315.returns.rules import Beside, beside
from open315.returns.wording import answer_words, quantity_words

BESIDE = {
    Beside.SAME: ("good", _("agrees")),
    Beside.FITS: ("good", _("may both be so")),
    Beside.MORE: ("warn", _("more than the rows")),
    Beside.LESS: ("bad", _("less than the rows")),
}


def drawn_beside(reported: Any, rows: Quantity | None, indicator: Indicator) -> Any:
    """What the rows come to, and how the reported number stands to it: the two side by side, never added."""
    words = quantity_words(rows, indicator)
    if not words:
        return words
    tone, said = BESIDE.get(beside(reported, rows), ("", ""))
    return format_html("{} {}", words, badge(said, tone)) if tone else words


def total_words(whole: Whole) -> SafeString:
    """The sum of what was reported, and below it what is not in it: words, what nobody knows, bodies of which nobody tells."""
    total = whole.reported
    said = [quantity_words(total.sum, whole.indicator) or "–"]
    if total.words:
        said.append(_("told in words: %(words)s") % {"words": enumerated(map(text, total.words))})
    if total.missing:
        said.append(
            ngettext("%(n)s body does not know it", "%(n)s bodies do not know it", total.missing) % {"n": total.missing}
        )
    if whole.silent:
        said.append(
            ngettext("%(n)s body has not told yet", "%(n)s bodies have not told yet", whole.silent)
            % {"n": whole.silent}
        )
    first, *rest = said
    return (
        format_html("{}<br>{}", first, format_html('<small class="soft">{}</small>', lines(rest)))
        if rest
        else format_html("{}", first)
    )


def _opens(whole: Whole) -> SafeString:
    return link(reverse("returns:values", args=[whole.call_id, whole.indicator.code]), whole.indicator.names)


def _rows(whole: Whole) -> Any:
    return drawn_beside(whole.reported.sum, whole.computed, whole.indicator)


WHOLE: tuple[Column[Whole], ...] = (
    Column("indicator", _("Indicator"), _opens),
    Column("reported", _("Reported"), total_words),
    Column("rows", _("By the rows in the system"), _rows),
    Column("bodies", _("Returns in it"), lambda each: each.counted, kind="number"),
)
"""What a call came to; each line opens what every body told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one body told of an indicator, and whether it is in the sum."""

    row: Return
    indicator: Indicator
    value: Value | None
    rows: Quantity | None
    place: Any


@dataclass(frozen=True, slots=True)
class ValuesShown:
    """What every body told of one indicator, and the whole."""

    call: Call
    whole: Whole
    told: Sequence[Told]


IN_SUM, INSIDE, SILENT = _("in the sum"), _("inside of what %(body)s told"), _("not signed yet")


def values_shown(call: Call, whole: Whole) -> ValuesShown:
    """What the page of an indicator of a call shows."""
    return ValuesShown(call, whole, list(_told(call, whole.indicator)))


def _told(call: Call, indicator: Indicator) -> Iterator[Told]:
    counted = rollup.counted(call)
    rows = list(call.returns.select_related("council", "call").order_by("council__path", "pk"))
    signed = queries.latest_signed(rows)
    sums = computed.sums_of_bodies([row.council_id for row in rows], call, [indicator.code])
    for row in rows:
        values = {each.indicator: each for each in signed[row.pk].values.all()} if row.pk in signed else {}
        place = _place(row, counted)
        yield Told(row, indicator, values.get(indicator.code), sums[row.council_id].get(indicator.code), place)


def _place(row: Return, counted: Mapping[Return, Filing]) -> Any:
    if row in counted:
        return IN_SUM
    above = next((each for each in counted if row.council.path.startswith(each.council.path)), None)
    return INSIDE % {"body": named(above.council)} if above is not None else SILENT


def _value(each: Told) -> Any:
    return answer_words(each.value, each.indicator) if each.value else ""


def _beside(each: Told) -> Any:
    reported = each.value.as_value if each.value else None
    return drawn_beside(reported, each.rows, each.indicator)


TOLD: tuple[Column[Told], ...] = (
    Column("council", _("Body"), lambda each: linked(each.row)),
    Column("state", _("State"), lambda each: drawn_state(each.row)),
    Column("value", _("Reported"), _value, kind="nowrap"),
    Column("rows", _("By the rows in the system"), _beside),
    Column("place", _("In the sum"), lambda each: each.place),
    Column("reason", _("Reason"), lambda each: text(each.value.reason) if each.value else ""),
)


def _definition(shown: ValuesShown) -> Iterator[tuple[Any, Any]]:
    whole = shown.whole
    yield _("Definition"), whole.indicator.definition
    yield pgettext_lazy("return", "Altogether"), total_words(whole)
    yield _("By the rows in the system"), _rows(whole)
    rule = _(
        "The latest signed return of each body counts. What a body told contains what those below it told, so a county counts only while no body above it has signed. Reported and computed numbers are never added."
    )
    yield _("Counting rule"), rule


VALUES: DetailPage[ValuesShown] = DetailPage(
    name="returns.values",
    section="returns",
    permission="returns:read",
    title=lambda shown: shown.whole.indicator.names,
    lead=lambda shown: text(shown.call.title),
    back=lambda: (_("What was asked for"), reverse("returns:calls")),
    main=(
        Table(_("What each body told"), TOLD, lambda shown: shown.told, _("No body was asked.")),
        Facts(_("How it is counted"), _definition),
    ),
)
