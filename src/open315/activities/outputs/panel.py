"""What an activity put out, on its page: what stands, what was corrected, and what is expected and not told yet."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from open315.activities.models import Output
from open315.activities.outputs.queries import Reported, apart_from_count
from open315.activities.outputs.wording import indicator_words, value_words
from open315.core.facts.wording import number
from open315.core.pages.cells import badge, lines, moment, text
from open315.core.pages.declared import Column, Go


def _name(each: Reported) -> SafeString:
    return format_html("{}", indicator_words(each.indicator, each.kind))


def _value(each: Reported) -> Any:
    if each.now is not None:
        words = text(value_words(each.now))
        if each.typed is not None:
            return lines([format_html("{} {}", words, badge(_("counted on the spot"), "info")), *_beside(each)])
        return words if each.now.hundredths is not None else format_html("{} {}", words, badge(_("in words")))
    return badge(_("taken back"), "neutral") if each.before else badge(_("not told yet"), "warn")


def _beside(each: Reported) -> list[SafeString]:
    """The total that was typed beside the count, and whether both can be true."""
    if not each.typed or each.now is None:
        return []
    said = format_html('<small class="soft">{}</small>', _("typed beside it: %(total)s") % {"total": text(each.typed)})
    if apart := apart_from_count(each):
        words = _("%(n)s more than counted") if apart > 0 else _("%(n)s fewer than counted")
        return [said, badge(words % {"n": number(abs(apart))}, "warn")]
    return [said]


def _before(each: Reported) -> Any:
    return lines(_ended(row) for row in each.before)


def _ended(row: Output) -> SafeString:
    words = _("%(value)s, taken back on %(moment)s") if row.is_withdrawn else _("%(value)s, corrected on %(moment)s")
    said = words % {"value": value_words(row), "moment": moment(row.ended_at)}
    return format_html('<small class="soft">{}{}</small>', said, format_html(" · {}", text(row.reason)))


COLUMNS: tuple[Column[Reported], ...] = (
    Column("indicator", _("Indicator"), _name),
    Column("value", _("Value"), _value, kind="nowrap"),
    Column("noted_at", _("Told on"), lambda each: moment(each.now.noted_at) if each.now else "", kind="nowrap"),
    Column("before", _("Before"), _before),
)


def buttons(activity_id: int, *, are_told: bool) -> list[Go]:
    """The forms."""
    label = _("Correct the outputs") if are_told else _("Report the outputs")
    return [
        Go(label, reverse("activities:outputs", args=[activity_id]), icon="pen"),
        Go(_("Add another output"), reverse("activities:output_new", args=[activity_id]), icon="plus"),
    ]
