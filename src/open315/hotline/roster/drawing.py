"""Words and cells of the roster."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from open315.core.clock import SHANGHAI, local_day
from open315.core.pages.cells import badge, day, lines, link, moment, text
from open315.core.spans import Span
from open315.hotline.models import Duty, HandOver, Line, Swap, SwapStateName
from open315.hotline.roster.types import Double, On
from open315.hotline.types import SwapState

ROSTER = gettext_lazy("Duty roster")
MONDAY = date(2026, 6, 1)
"""A first of a month that is a Monday: its n-th day is the n-th of the week."""
TONES = {SwapState.ASKED: "warn", SwapState.AGREED: "good"}


def clock(at: datetime) -> str:
    """The time of China's day."""
    return at.astimezone(SHANGHAI).strftime("%H:%M")


def span_words(span: Span) -> str:
    """From when to when; an end on a later day says so."""
    later = (local_day(span.ends_at) - local_day(span.starts_at)).days
    ends = f"{clock(span.ends_at)} (+{later})" if later else clock(span.ends_at)
    return f"{clock(span.starts_at)}–{ends}"


def when_words(duty: Duty) -> str:
    """Day and hours of a duty."""
    return f"{day(local_day(duty.starts_at))} {span_words(Span(duty.starts_at, duty.ends_at))}"


def duty_words(duty: Duty) -> str:
    """Who, where and when."""
    return f"{duty.account} · {text(duty.line.name)} · {when_words(duty)}"


def duty_link(duty: Duty, on: date) -> SafeString:
    """The hours of a duty, which open it, and who has it; with its day where it began before this one."""
    is_of_day = local_day(duty.starts_at) == on
    words = span_words(Span(duty.starts_at, duty.ends_at)) if is_of_day else when_words(duty)
    hours = link(reverse("hotline:duty", args=[duty.pk]), words)
    return format_html("{} {}", hours, duty.account)


def day_words(which: date) -> str:
    """A day with its weekday."""
    return f"{day(which)} {date_format(which, 'D')}"


def gap_badges(found: Iterable[Span]) -> list[SafeString]:
    """When nobody is there."""
    return [badge(_("%(span)s: nobody on duty") % {"span": span_words(each)}, "bad") for each in found]


def double_badge(double: Double, name: str) -> SafeString:
    """Somebody at two lines at once."""
    told = {"name": name, "span": span_words(double.span)}
    return badge(_("%(span)s: %(name)s at two lines") % told, "warn")


def away_badge(name: str) -> SafeString:
    """A duty whose holder is on leave."""
    return badge(_("%(name)s is on leave") % {"name": name}, "warn")


def people_words(there: Sequence[On], names: dict[int, str]) -> str:
    """Who is on duty, and until when: for the screen of this moment."""
    if not there:
        return ""
    told = (_("%(name)s until %(time)s") % {"name": names.get(each.person, ""), "time": clock(each.span.ends_at)} for each in there)  # fmt: skip
    return _("On duty: %(people)s") % {"people": "、".join(told)}


def swap_badge(swap: Swap) -> SafeString:
    """Where a swap stands."""
    return badge(SwapStateName(swap.state).label, TONES.get(SwapState(swap.state), "neutral"))


def swap_words(swap: Swap) -> str:
    """What is asked."""
    if swap.instead:
        told = {"one": when_words(swap.duty), "other": when_words(swap.instead)}
        return _("%(one)s for %(other)s") % told
    return when_words(swap.duty)


def read_badge(note: HandOver) -> SafeString:
    """Whether the next one has read it."""
    if note.read_at is None:
        return badge(pgettext("a hand-over", "Not yet read"), "warn")
    told = {"name": note.read_by, "moment": moment(note.read_at)}
    return badge(_("Read by %(name)s, %(moment)s") % told, "good")


def note_link(note: HandOver) -> SafeString:
    """When it was written, which opens it."""
    return link(reverse("hotline:hand_over", args=[note.pk]), moment(note.written_at))


def owed_words(note: HandOver) -> str:
    """How many were to be rung back when it was written."""
    count = len(note.callers.all())
    return ngettext("%(n)s to ring back", "%(n)s to ring back", count) % {"n": count} if count else ""


def week_url(first: date) -> str:
    """The roster from a day on."""
    return f"{reverse('hotline:roster')}?first={first.isoformat()}"


def hours_words(line: Line) -> Any:
    """When somebody is to be on duty at a line."""
    if line.hours_from is None or line.hours_until is None:
        return pgettext("a duty roster", "not said")
    names = [date_format(date(MONDAY.year, MONDAY.month, int(each)), "D") for each in line.weekdays]
    hours = f"{line.hours_from:%H:%M}–{line.hours_until:%H:%M}"
    return hours if len(names) == len("1234567") else f"{' '.join(names)} {hours}"


def stacked(items: Iterable[Any]) -> SafeString:
    """One below the other."""
    return lines(items)


def next_days(first: date, count: int) -> list[date]:
    """So many days from one on."""
    return [first + timedelta(days=number) for number in range(count)]
