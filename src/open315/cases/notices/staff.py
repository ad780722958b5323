"""Messages in the console to those who have to act next: what the verbs declare, and what the clocks announce by themselves."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from django.urls import reverse

from open315.cases.models import Case
from open315.cases.queries.recipients import officer_or_supervisors
from open315.cases.rules.workflow import ROOM
from open315.core.outbox import Event, subscribe_batch
from open315.notify.services import notify_many
from open315.notify.telling import deliver, message, tell_of_verbs
from open315.org import queries as org

SOON, LATE = "cases.clock_soon", "cases.clock_late"


def _about(event: Event) -> tuple[Case, dict[str, Any], str]:
    case = Case.objects.get(pk=event.payload["case"])
    return case, *_address(case)


def _address(case: Case) -> tuple[dict[str, Any], str]:
    return {"number": case.number}, reverse("cases:case", args=[case.number])


tell_of_verbs(ROOM, _about)


def tell_of_clocks(events: Sequence[Event]) -> None:
    """The officer of what is nearly due; of what is late, and of what nobody has, the supervisors too.

    Nobody, where the import that brought the case was withdrawn since.
    """
    fields = ("number", "officer_id", "council_id")
    cases = Case.objects.filter(is_leaving=False).only(*fields).in_bulk([event.payload["case"] for event in events])
    watching = cache(partial(org.account_ids_who_may, "cases:supervise"))
    told = [(event, cases[event.payload["case"]]) for event in events if event.payload["case"] in cases]
    notify_many([message(event, _of_clock(event, case, watching), *_address(case)) for event, case in told])


tell_of_clocks.__qualname__ = "tell_of_clock"
"""Under this name it is noted of each event that it was told (`core.outbox.handled`)."""
subscribe_batch(SOON, LATE)(tell_of_clocks)


def _of_clock(event: Event, case: Case, watching: Callable[[int], list[int]]) -> list[int]:
    told = [case.officer_id] if case.officer_id else []
    return [*told, *watching(case.council_id)] if event.name == LATE or not told else told


def tell(event: Event, case: Case) -> None:
    """The officer, or the supervisors while nobody has the case."""
    deliver(event, officer_or_supervisors(case, event), *_address(case))
