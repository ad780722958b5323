"""What had become of a case by the end of a day, as conditions on its row. "Accepted", "solved" and so on mean: by then."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from open315.cases.facts.days import ChinaDay, DaysBetween
from open315.cases.types import State
from open315.core import clock
from open315.core.clock import midnight
from open315.law import codelists
from open315.law.types import ClockState

SOLVED_RESULTS = sorted(codelists.solved_results())
RESULTS_ELSEWHERE = ["passed_on", "resolved_by_body"]
"""Results that say by themselves that another body dealt with it."""


def until_of(params: Mapping[str, str]) -> date:
    """The day up to whose end it counts what became of a case."""
    return date.fromisoformat(params["until"]) if "until" in params else clock.today()


def was_accepted(until: date) -> Q:
    """Accepted by then."""
    return Q(accepted_at__lt=midnight(until + timedelta(days=1)))


def not_accepted(until: date) -> Q:
    """Not accepted by then."""
    return Q(accepted_at=None) | Q(accepted_at__gte=midnight(until + timedelta(days=1)))


def was_closed(until: date) -> Q:
    """Closed with a result by then, and not opened again since."""
    return Q(state=State.CLOSED, closed_on__lte=until)


def was_solved(until: date) -> Q:
    """Accepted, and closed with a result that counts as solved."""
    return was_accepted(until) & was_closed(until) & Q(result__in=SOLVED_RESULTS)


def was_elsewhere(until: date) -> Q:
    """Closed by then without being accepted here. Of history the day of acceptance may be unknown: there the result has to say it."""
    return was_closed(until) & not_accepted(until) & (Q(is_history=False) | Q(result__in=RESULTS_ELSEWHERE))


def was_closed_unaccepted(until: date) -> Q:
    """History closed by then, of which it is not known whether it was accepted here."""
    return was_closed(until) & not_accepted(until) & Q(is_history=True) & ~Q(result__in=RESULTS_ELSEWHERE)


def was_ended_as(state: State, until: date) -> Q:
    """Declined or withdrawn by then."""
    return Q(state=state) & (Q(closed_on=None) | Q(closed_on__lte=until))


def is_open(until: date) -> Q:
    """Neither closed nor declined nor withdrawn by then, and not history of which no end is known."""
    ended_later = Q(closed_on__gt=until)
    return ended_later | ~Q(state__in=[State.CLOSED, State.DECLINED, State.WITHDRAWN, State.ON_RECORD])


def is_unknown(_until: date) -> Q:
    """History of which nobody knows what became of it."""
    return Q(state=State.ON_RECORD)


def came_as_history(_until: date) -> Q:
    """Over before it came here: no clock of it ever ran."""
    return Q(is_history=True)


def was_accepted_with_known_end(until: date) -> Q:
    """Accepted by then, and known what became of it since, if it was still open."""
    return was_accepted(until) & ~Q(state=State.ON_RECORD)


def was_kept(until: date) -> Q:
    """Of a clock: it had ended in time by then."""
    return Q(state=ClockState.MET, ended_on__lte=until)


def was_missed(until: date) -> Q:
    """Of a clock: its due date had passed by then, and it had not ended in time."""
    return Q(state__in=[ClockState.LATE, ClockState.RUNNING], due_on__lt=until)


OUTCOMES: dict[str, Callable[[date], Q]] = {
    "accepted": was_accepted,
    "closed": was_closed,
    "solved": was_solved,
    "unsolved": lambda until: was_accepted(until) & was_closed(until) & ~Q(result__in=SOLVED_RESULTS),
    "solved_elsewhere": lambda until: was_elsewhere(until) & Q(result__in=SOLVED_RESULTS),
    "unsolved_elsewhere": lambda until: was_elsewhere(until) & ~Q(result__in=SOLVED_RESULTS),
    "closed_unaccepted": was_closed_unaccepted,
    "declined": lambda until: was_ended_as(State.DECLINED, until),
    "withdrawn": lambda until: was_ended_as(State.WITHDRAWN, until),
    "open": is_open,
    "unknown": is_unknown,
    "history": came_as_history,
    "accepted_known": was_accepted_with_known_end,
}


def days_to(what: str) -> Any:
    """The natural days from receipt to acceptance or closure, as an expression."""
    end = ChinaDay(F("accepted_at")) if what == "acceptance" else F("closed_on")
    return DaysBetween(end, F("received_on"))
