"""Putting a case aside as the pane shows it: which days are offered, and what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from open315.cases import queries
from open315.cases.models import Case
from open315.cases.queries.aside import day_of
from open315.cases.rules.aside import days_people_say, last_day
from open315.cases.services.aside import check_day
from open315.core import clock
from open315.core.access import Actor
from open315.core.errors import Open315Error
from open315.core.ui.days import DayField

WORDS = {"tomorrow": _("Tomorrow"), "monday": _("Monday"), "week": _("In a week")}


@dataclass(frozen=True, slots=True)
class Aside:
    """What the pane says and offers. `until` is None where the case stands in its list."""

    until: date | None
    is_own: bool
    days: tuple[tuple[Any, date], ...] = ()
    first: date | None = None
    last: date | None = None
    typed: str = ""
    """What was sent and refused."""
    refusal: str = ""


def aside_of(actor: Actor, shown: queries.CaseFile, typed: str = "") -> Aside | None:
    """Until when the case is put aside, for whom it concerns; for its officer the days on which it may come back.

    `typed` is a day that was refused, as the address of the page brings it: why, is asked again.
    """
    case, until = shown.case, day_of(shown.case)
    is_own = case.officer_id == actor.account_id and actor.may("cases:close")
    if not shown.is_open or not (is_own or (until and actor.may("cases:supervise"))):
        return None
    if not is_own or case.calendar_unknown:
        return Aside(until, is_own)
    today = clock.today()
    last = last_day(today, case.next_due_on)
    days = tuple(_offered(today, last))
    first = days[0][1] if days else None
    return Aside(until, is_own, days, first, last, typed, _refusal(typed, case, today))


def _refusal(typed: str, case: Case, today: date) -> str:
    if not typed:
        return ""
    try:
        check_day(day_sent(typed), case, today)
    except Open315Error as refusal:
        return str(refusal.message)
    return ""


def _offered(today: date, last: date) -> Iterator[tuple[Any, date]]:
    """The days in their order; one that two words mean stands once."""
    said: set[date] = set()
    for name, day in days_people_say(today).items():
        if day <= last and day not in said:
            said.add(day)
            yield WORDS[name], day


def day_sent(words: str) -> date | None:
    """The day that a form sent; None for none."""
    try:
        found: date | None = DayField(required=False).clean(words)
    except ValidationError:
        return None
    return found
