"""Messages in the console to those who have to act next: what the verbs declare, and what the clocks announce by themselves."""

from typing import Any

from django.urls import reverse

from open315.cases.models import Case
from open315.cases.queries.recipients import officer_or_supervisors, supervisors
from open315.cases.rules.workflow import ROOM
from open315.core.outbox import Event, subscribe
from open315.notify.telling import deliver, tell_of_verbs

SOON, LATE = "cases.clock_soon", "cases.clock_late"


def _about(event: Event) -> tuple[Case, dict[str, Any], str]:
    case = Case.objects.get(pk=event.payload["case"])
    return case, *_address(case)


def _address(case: Case) -> tuple[dict[str, Any], str]:
    return {"number": case.number}, reverse("cases:case", args=[case.number])


tell_of_verbs(ROOM, _about)


@subscribe(SOON, LATE)
def tell_of_clock(event: Event) -> None:
    """The officer of what is nearly due; of what is late, and of what nobody has, the supervisors too.

    Nobody, where the import that brought the case was withdrawn since.
    """
    case = Case.objects.filter(pk=event.payload["case"], is_leaving=False).first()
    if case is None:
        return
    told = [case.officer_id] if case.officer_id else []
    if event.name == LATE or not told:
        told += supervisors(case, event)
    deliver(event, told, *_address(case))


def tell(event: Event, case: Case) -> None:
    """The officer, or the supervisors while nobody has the case."""
    deliver(event, officer_or_supervisors(case, event), *_address(case))
