"""Messages in the console to those who have to act next."""

from typing import Any

from django.urls import reverse

from open315.cases.actors import CONSUMER
from open315.cases.models import Case
from open315.core.outbox import Event, subscribe
from open315.notify import services as notify
from open315.org import queries as org


@subscribe("cases.assigned", "cases.declination_rejected", "cases.declined", "cases.supervised")
def tell_officer(event: Event) -> None:
    """The officer of the case; a supervised case is also told to the body that holds it."""
    case = _case(event)
    told = [case.officer_id] if case.officer_id else []
    if event.name == "cases.supervised" or not told:
        told += _supervisors(case)
    if event.name == "cases.supervised" and case.holder_id != case.council_id:
        told += org.account_ids_who_may("cases:answer_referral", case.holder_id)
    _tell(event, case, told)


@subscribe("cases.declination_proposed")
def tell_second_person(event: Event) -> None:
    """Those of the council who may sign as the second person; the proposer is left out."""
    case = _case(event)
    _tell(event, case, org.account_ids_who_may("cases:confirm_declination", case.council_id))


@subscribe("cases.referred")
def tell_receiver(event: Event) -> None:
    """Those of the body it was referred to."""
    _tell(event, _case(event), org.account_ids_who_may("cases:answer_referral", event.payload["to"]))


@subscribe("cases.referral_answered", "cases.referral_refused", "cases.referral_returned")
def tell_council(event: Event) -> None:
    """Whoever goes on with the case after the other body."""
    tell(event, _case(event))


@subscribe("cases.evidence_added", "cases.withdrawn")
def tell_of_consumer(event: Event) -> None:
    """The officer, when it was the consumer and not staff."""
    case = _case(event)
    if event.payload.get("actor_kind") == CONSUMER and case.officer_id:
        _tell(event, case, [case.officer_id])


@subscribe("cases.clock_soon", "cases.clock_late")
def tell_of_clock(event: Event) -> None:
    """The officer of what is nearly due; of what is late, and of what nobody has, the supervisors too."""
    case = _case(event)
    told = [case.officer_id] if case.officer_id else []
    if event.name == "cases.clock_late" or not told:
        told += _supervisors(case)
    _tell(event, case, told)


def tell(event: Event, case: Case) -> None:
    """The officer, or the supervisors while nobody has the case."""
    _tell(event, case, [case.officer_id] if case.officer_id else _supervisors(case))


def _case(event: Event) -> Case:
    return Case.objects.get(pk=event.payload["case"])


def _supervisors(case: Case) -> list[int]:
    return org.account_ids_who_may("cases:supervise", case.council_id)


def _tell(event: Event, case: Case, account_ids: list[int]) -> None:
    """Nobody is told of what she did herself."""
    actor = event.payload.get("actor")
    data: dict[str, Any] = {key: event.payload[key] for key in ("due", "until") if key in event.payload}
    notify.notify_accounts(
        [each for each in account_ids if each != actor],
        template=event.name,
        data={"number": case.number, **data},
        url=reverse("cases:case", args=[case.number]),
        at=event.at,
    )
