"""Words and cells of the hotline's pages."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from open315.core.clock import local_day
from open315.core.pages.cells import badge, link, moment, text
from open315.hotline.models import Call, Caller, Line, ResultName, StateName
from open315.hotline.rules import is_open
from open315.hotline.types import Outcome, Result, State

HOTLINE = gettext_lazy("Hotline")
TONES = {Result.ANSWERED: "good", Result.TOLD: "good", Result.CASE: "good", Result.ADDED: "good"}
MINUTE = 60
LIVE = (State.RINGING, State.TALKING)


def line_words(line: Line) -> str:
    """A line as people say it: its name, and the outlet where it is a joint one."""
    name = text(line.name)
    return _("%(line)s (%(outlet)s)") % {"line": name, "outlet": text(line.outlet)} if line.outlet else name


def line_link(line: Line) -> SafeString:
    """A line, which opens its page."""
    return link(reverse("hotline:line", args=[line.pk]), text(line.name))


def state_of_line(line: Line, at: Any) -> SafeString:
    """Whether people can ring it today."""
    day = local_day(at)
    if is_open(line.opens_on, line.closes_on, day):
        return badge(pgettext("a hotline", "Open"), "good")
    return badge(pgettext("a hotline", "Not yet open") if line.opens_on > day else pgettext("a hotline", "Closed"))


def call_link(call: Call) -> SafeString:
    """The moment of a call, which opens it."""
    return link(reverse("hotline:call", args=[call.pk]), moment(call.started_at))


def caller_words(call: Call) -> str:
    """Who rang, masked."""
    if call.caller is None:
        return pgettext("a caller", "Number not known")
    return call.caller.masked_number or pgettext("a caller", "erased")


def result_badge(call: Call) -> SafeString:
    """What became of a call."""
    if call.state in LIVE:
        return badge(StateName(call.state).label, "info")
    if call.state == State.MISSED:
        return missed_badge(call)
    if not call.result:
        return badge(pgettext("result of a call", "To be written down"), "warn")
    return badge(ResultName(call.result).label, TONES.get(Result(call.result), "neutral"))


def seconds_words(seconds: int | None) -> str:
    """A span as 1:05, of hours as 1:00:00; "" where nobody knows."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, MINUTE)
    hours, minutes = divmod(minutes, MINUTE)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def hour_words(hour: int) -> str:
    """An hour of the day: 09:00–09:59."""
    return f"{hour:02}:00–{hour:02}:59"


def case_link(case: Any) -> Any:
    """The number of a case, which opens it."""
    return link(reverse("cases:case", args=[case.number]), case.number) if case else ""


def earlier_case(found: Any) -> SafeString:
    """An earlier case of a caller: its number, which opens it, and its title."""
    return format_html("{} {}", link(reverse("cases:case", args=[found.number]), found.number), text(found.title))


def missed_badge(call: Call) -> SafeString:
    """A call in vain: whether who rang was reached since."""
    if call.settled_at:
        return badge(pgettext("a missed call", "Missed, reached since"), "good")
    if call.due_at is None:
        return badge(pgettext("a missed call", "Missed"))
    return badge(pgettext("a missed call", "Missed, to ring back"), "warn")


def live_badge(call: Call) -> SafeString:
    """Whether a call rings, or somebody talks."""
    return badge(StateName(call.state).label, "warn" if call.state == State.RINGING else "good")


def since_words(call: Call, at: datetime) -> str:
    """How long a call has rung, or is talked on."""
    return seconds_words(max(0, int((at - call.started_at).total_seconds())))


def due_badge(caller: Any, at: datetime) -> Any:
    """Until when a caller is to be rung back; warned when that is over."""
    return badge(moment(caller.due), "bad") if caller.due < at else moment(caller.due)


def lines_of(caller: Caller) -> str:
    """The lines that she rang in vain."""
    owed = (each for each in caller.calls.all() if each.state == State.MISSED and each.settled_at is None)
    return "、".join(dict.fromkeys(text(each.line.name) for each in owed))


def tries_words(caller: Any) -> Any:
    """How often somebody tried since she rang in vain, so far."""
    return sum(each.outcome == Outcome.NOT_REACHED for each in caller.tries.all()) or ""
