"""The board of the day: what each stall counted, what was counted in each hour, and which stall is silent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from open315.core.clock import SHANGHAI
from open315.core.pages.cells import badge, lines
from open315.core.spans import Span
from open315.stalls import queries
from open315.stalls.drawing import clock_words, counter_words, drawn_difference, linked
from open315.stalls.models import CounterName, Stall
from open315.stalls.rules import is_manned, is_silent


@dataclass(frozen=True, slots=True)
class Line:
    """One stall: the totals of its counters in their order, its complaints that are cases, and when something was counted last."""

    stall: Stall
    totals: Mapping[str, int]
    cases: int
    last: datetime | None
    is_silent: bool
    is_unmanned: bool


def lines_of(activity: Any, at: datetime) -> list[Line]:
    """The stalls of an activity by number, as they stand at this moment."""
    found: dict[int, dict[str, int]] = {}
    last: dict[int, datetime] = {}
    for stall_id, counter, total, moment in queries.presses_by_stall(activity.pk):
        found.setdefault(stall_id, {})[counter] = total
        last[stall_id] = max(moment, last.get(stall_id, moment))
    cases, day = queries.complaints_linked(activity.pk), Span(activity.starts_at, activity.ends_at)
    return [
        Line(
            stall,
            found.get(stall.pk, {}),
            cases.get(stall.pk, 0),
            last.get(stall.pk),
            is_silent(last.get(stall.pk), day, at),
            not is_manned([Span(each.starts_at, each.ends_at) for each in stall.shifts.all()], day, at),
        )
        for stall in queries.stalls_of(activity)
    ]


def shown_of(activity: Any, at: datetime) -> dict[str, Any]:
    """What the board shows: figures of the whole, a row a stall, a row an hour."""
    found = lines_of(activity, at)
    totals = {code: sum(each.totals.get(code, 0) for each in found) for code in CounterName.values}
    cases = sum(each.cases for each in found)
    return {
        "activity": activity,
        "at": clock_words(at),
        "goes_on": activity.starts_at <= at < activity.ends_at,
        "counters": [counter_words(code) for code in CounterName.values],
        "stats": [{"label": counter_words(code), "value": f"{total:,}"} for code, total in totals.items()],
        "cases": cases,
        "difference": drawn_difference(totals[CounterName.COMPLAINTS], cases),
        "lines": [_drawn(each) for each in found],
        "hours": list(_hours(activity.pk)),
        "silent": sum(each.is_silent for each in found),
        "is_held": activity.state == "held",
    }


def _drawn(line: Line) -> dict[str, Any]:
    return {
        "stall": linked(line.stall),
        "cells": _cells(line.totals),
        "cases": line.cases,
        "last": clock_words(line.last) if line.last else "",
        "state": lines(_states(line)),
    }


def _states(line: Line) -> Sequence[SafeString]:
    states = []
    if line.is_silent:
        states.append(badge(_("silent"), "bad"))
    if line.is_unmanned:
        states.append(badge(_("nobody there now"), "warn"))
    return [*states, *drawn_difference(line.totals.get(CounterName.COMPLAINTS, 0), line.cases)]


def _hours(activity_id: int) -> Iterator[dict[str, Any]]:
    for begins, totals in queries.totals_by_hour(activity_id).items():
        hour = begins.astimezone(SHANGHAI)
        yield {"words": f"{hour:%m-%d %H}:00–{hour:%H}:59", "cells": _cells(totals)}


def _cells(totals: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"label": counter_words(code), "total": totals.get(code, 0)} for code in CounterName.values]
