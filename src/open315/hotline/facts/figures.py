"""How many calls came, how long people waited, how many were lost and how many of those reached again in time; each with its rows.

A call is counted once, whatever became of it. It is no case: what cases say of the channel hotline (`cases.by_channel`) and these figures are
never added.
"""

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.facts import Board, Fact, Period, Scope, Unit, declare_board, fact, open_rows
from open315.core.facts.shares import percent
from open315.hotline.drawing import HOTLINE
from open315.hotline.facts.rows import CALLS, OF_CALLS, asked, count
from open315.hotline.measures import middle

RECEIVED, LOST = "hotline.received", "hotline.lost"
SOON, WAIT, LENGTH, BACK = "hotline.answered_soon", "hotline.wait", "hotline.length", "hotline.reached_again"


@fact(
    RECEIVED,
    label=_("Calls on the hotline"),
    definition=_("Calls that began in the period on the lines of the councils of the region, each once, whatever became of it; a case that was made of one is counted among the cases."),
    unit=OF_CALLS,
    rows=CALLS,
)  # fmt: skip
def received(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many calls came."""
    query = asked(period, scope)
    return Fact(RECEIVED, count(query, actor), OF_CALLS, period, scope, query)


@fact(
    LOST,
    label=_("Lost calls"),
    definition=_("Calls of the period that nobody answered."),
    unit=OF_CALLS,
    rows=CALLS,
)
def lost(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many nobody answered."""
    query = asked(period, scope, "lost")
    return Fact(LOST, count(query, actor), OF_CALLS, period, scope, query)


def _share(key: str, part: str, whole: str, period: Period, scope: Scope, actor: Actor) -> Fact:
    one, base = asked(period, scope, part), asked(period, scope, whole)
    some, all_of_them = count(one, actor), count(base, actor)
    return Fact(key, percent(some, all_of_them), Unit.PERCENT, period, scope, one, some, all_of_them, base=base)


@fact(
    SOON,
    label=_("Answered within the time of the line"),
    definition=_("The share of the calls of the period that somebody answered within the seconds that their line sets, of those that were lost or whose waiting time is known. Which number of seconds holds is that of today."),
    unit=Unit.PERCENT,
    rows=CALLS,
    part=_("calls answered within the time of their line"),
    whole=_("calls lost, or answered with a known waiting time"),
)  # fmt: skip
def answered_soon(period: Period, scope: Scope, actor: Actor) -> Fact:
    """Which share was answered in time; lost calls count against it."""
    return _share(SOON, "soon", "waited", period, scope, actor)


@fact(
    BACK,
    label=_("Lost calls reached again in time"),
    definition=_("The share of the lost calls with a known number after which the caller was reached within the hours that their line set, whether she was rung back, got through herself, or was given up for a reason."),
    unit=Unit.PERCENT,
    rows=CALLS,
    part=_("lost calls reached again in time"),
    whole=_("lost calls with a known number"),
)  # fmt: skip
def reached_again(period: Period, scope: Scope, actor: Actor) -> Fact:
    """Which share of who rang in vain was reached in time."""
    return _share(BACK, "back", "owed", period, scope, actor)


def _median(key: str, how: str, column: str, period: Period, scope: Scope, actor: Actor) -> Fact:
    query = asked(period, scope, how)
    value = middle(open_rows(asked(period, scope), actor), how, column)
    return Fact(key, value, Unit.SECONDS, period, scope, query)


@fact(
    WAIT,
    label=_("Waiting time (median)"),
    definition=_("The median of the seconds that people waited until somebody answered, of the calls of the period of which that is known."),
    unit=Unit.SECONDS,
    rows=CALLS,
)  # fmt: skip
def wait(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How long people waited."""
    return _median(WAIT, "answered", "wait_seconds", period, scope, actor)


@fact(
    LENGTH,
    label=_("Length of a call (median)"),
    definition=_(
        "The median of the seconds that people talked, of the calls of the period that are over and of which that is known."
    ),
    unit=Unit.SECONDS,
    rows=CALLS,
)
def length(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How long people talked."""
    return _median(LENGTH, "lasted", "length_seconds", period, scope, actor)


declare_board(
    Board(
        "hotline",
        title=HOTLINE,
        figures=(RECEIVED, LOST, SOON, BACK, WAIT, LENGTH),
        tables=("hotline.by_kind", "hotline.by_line", "hotline.by_hour"),
        nothing=_("Nobody rang in this period."),
        order=14,
    )
)
