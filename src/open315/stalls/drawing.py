"""How stalls, their shifts and what they bring are shown."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from open315.core.clock import SHANGHAI, local_day
from open315.core.pages.cells import badge, day, lines, link, moment, text
from open315.core.pages.declared import Go
from open315.core.spans import Span, gaps
from open315.core.ui.templatetags.ui import named
from open315.stalls.models import CounterName, KitItem, Shift, Stall
from open315.stalls.queries import FORMS


def from_activity(shown: Any) -> Iterator[Go]:
    """The button that leads from an activity to its stalls."""
    activity = shown.activity
    if activity.kind in FORMS and activity.state != "cancelled":
        yield Go(pgettext("stalls of an activity", "Stalls"), reverse("stalls:plan", args=[activity.pk]), icon="map")


def clock_words(value: Any) -> str:
    """The time of a day in China."""
    return f"{value.astimezone(SHANGHAI):%H:%M}"


def span_words(span: Any) -> str:
    """From when to when; with the day where an activity lasts longer than one."""
    if local_day(span.starts_at) == local_day(span.ends_at):
        return f"{clock_words(span.starts_at)}–{clock_words(span.ends_at)}"
    return f"{moment(span.starts_at)} – {moment(span.ends_at)}"


def body_words(stall: Stall) -> Any:
    """Who stands there, in the reader's script."""
    return text(stall.body)


def stall_words(stall: Stall) -> str:
    """Number and body: No. 3 · 公安局."""
    return _("No. %(number)s %(body)s") % {"number": stall.number, "body": body_words(stall)}


def linked(stall: Stall) -> SafeString:
    """The stall, which leads to its page."""
    return link(reverse("stalls:stall", args=[stall.pk]), stall_words(stall))


def shift_words(shift: Shift) -> str:
    """When and who: 09:00–12:00 · 法規科 · 2 people."""
    people = ngettext("%(n)s person", "%(n)s people", shift.people) % {"n": shift.people}
    return f"{span_words(shift)} · {text(shift.office)} · {people}"


def gaps_of(stall: Stall, activity: Any) -> list[Span]:
    """When during the activity nobody is at the stall."""
    shifts = [Span(each.starts_at, each.ends_at) for each in stall.shifts.all()]
    return gaps(Span(activity.starts_at, activity.ends_at), shifts)


def drawn_gaps(found: Iterable[Span]) -> list[SafeString]:
    """Gaps as badges."""
    return [badge(_("%(span)s: nobody") % {"span": span_words(each)}, "warn") for each in found]


def drawn_staff(stall: Stall, activity: Any) -> SafeString:
    """Who is there when, and when nobody is."""
    return lines([*map(shift_words, stall.shifts.all()), *drawn_gaps(gaps_of(stall, activity))])


def item_words(item: KitItem) -> str:
    """What and how much: 桌子 2張."""
    return f"{text(item.what)} {text(item.amount)}".strip()


def drawn_mark(item: KitItem) -> SafeString:
    """How far something on the kit list has come."""
    if item.returned_at is not None:
        return badge(_("returned"), "good")
    return badge(_("packed"), "info") if item.packed_at is not None else badge(_("to be packed"), "warn")


def counter_words(counter: str) -> Any:
    """What a counter is called."""
    return CounterName(counter).label


def drawn_difference(counted: int, linked: int) -> list[SafeString]:
    """How the counter of complaints differs from the complaints that are cases."""
    if counted > linked:
        words = ngettext("%(n)s counted that is no case yet", "%(n)s counted that are no cases yet", counted - linked)
        return [badge(words % {"n": counted - linked}, "warn")]
    if counted < linked:
        words = ngettext("%(n)s case that was not counted", "%(n)s cases that were not counted", linked - counted)
        return [badge(words % {"n": linked - counted}, "warn")]
    return []


def lead_of(activity: Any) -> SafeString:
    """When and where the activity is."""
    where = format_html("{} · {}", named(activity.region), text(activity.venue))
    when = span_words(activity)
    if local_day(activity.starts_at) == local_day(activity.ends_at):
        when = f"{day(local_day(activity.starts_at))} {when}"
    return format_html("{} · {}", when, where)
