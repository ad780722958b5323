"""The breakdowns of the calls. The lines of each are disjoint and add up; what fits nowhere has its own line."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.facts import Breakdown, Period, Scope, fact, figure, open_rows
from open315.core.facts.lines import Line, LineMaker
from open315.hotline.drawing import hour_words, line_words
from open315.hotline.facts.figures import RECEIVED
from open315.hotline.facts.rows import CALLS, NONE, OF_CALLS, asked
from open315.hotline.measures import by_hour, by_kind, by_line
from open315.hotline.models import KindName
from open315.hotline.queries import lines_for

KINDS, LINES, HOURS = "hotline.by_kind", "hotline.by_line", "hotline.by_hour"


def _kind(code: str) -> Any:
    return _("not said") if code == NONE else KindName(code).label


def _made(key: str, parameter: str, label: Callable[[str], Any], period: Period, scope: Scope) -> LineMaker:
    return LineMaker(key, OF_CALLS, parameter, period, scope, asked(period, scope), label)


@fact(
    KINDS,
    label=_("Calls by what they were about"),
    definition=_("The calls of the period, by the kind that was written down; a lost call has none."),
    unit=OF_CALLS,
    rows=CALLS,
    is_breakdown=True,
)
def of_kinds(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """What people rang about."""
    maker, found = _made(KINDS, "kind", _kind, period, scope), by_kind(open_rows(asked(period, scope), actor))
    unsaid = found.pop("", 0)
    lines: list[Line] = maker.ranked(found)
    if unsaid:
        lines.append((NONE, _kind(NONE), unsaid))
    return maker.breakdown(lines, figure(RECEIVED, period, scope, actor))


@fact(
    LINES,
    label=_("Calls by line"),
    definition=_("The calls of the period, by the line on which they came in."),
    unit=OF_CALLS,
    rows=CALLS,
    is_breakdown=True,
)
def of_lines(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Which line brought them."""
    names = {str(each.pk): line_words(each) for each in lines_for(actor)}
    maker = _made(LINES, "of_line", names.__getitem__, period, scope)
    found = {str(pk): n for pk, n in by_line(open_rows(asked(period, scope), actor)).items()}
    return maker.breakdown(maker.ranked(found), figure(RECEIVED, period, scope, actor))


def _hour(code: str) -> str:
    return hour_words(int(code))


@fact(
    HOURS,
    label=_("Calls by hour of the day"),
    definition=_("The calls of the period, by the hour of China's day in which they began."),
    unit=OF_CALLS,
    rows=CALLS,
    is_breakdown=True,
    ticks=lambda codes: [f"{int(code)}" for code in codes],
)
def of_hours(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """When people ring."""
    maker, found = _made(HOURS, "hour", _hour, period, scope), by_hour(open_rows(asked(period, scope), actor))
    lines = [(f"{hour:02}", hour_words(hour), found[hour]) for hour in sorted(found)]
    return maker.breakdown(lines, figure(RECEIVED, period, scope, actor))
