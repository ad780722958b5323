"""Who in the house is told of a step: those who have to act next."""

from open315.cases.actors import CONSUMER
from open315.cases.models import Case
from open315.core.outbox import Event
from open315.org import queries as org


def officer_or_supervisors(case: Case, event: Event) -> list[int]:
    """The officer, or the supervisors while nobody has the case."""
    return [case.officer_id] if case.officer_id else supervisors(case, event)


def given_to(_case: Case, event: Event) -> list[int]:
    """Whom it was given to; nobody, where it was taken back."""
    return [event.payload["to"]] if event.payload["to"] else []


def officer_after_consumer(case: Case, event: Event) -> list[int]:
    """The officer, when it was the consumer and not staff."""
    by_consumer = event.payload.get("actor_kind") == CONSUMER
    return [case.officer_id] if by_consumer and case.officer_id else []


def officer_of_appointment(_case: Case, event: Event) -> list[int]:
    """Whose appointment it is."""
    return [event.payload["officer"]] if event.payload["officer"] else []


def told_by_note(_case: Case, event: Event) -> list[int]:
    """Whom the note names."""
    return list(event.payload.get("told", ()))


def officer_and_supervisors(case: Case, event: Event) -> list[int]:
    """The officer, and those of whom one answers."""
    return [*([case.officer_id] if case.officer_id else []), *supervisors(case, event)]


def everybody_responsible(case: Case, event: Event) -> list[int]:
    """The officer, the supervisors, and the body that holds the case where it is another one."""
    told = [case.officer_id] if case.officer_id else []
    told += supervisors(case, event)
    if case.holder_id != case.council_id:
        told += org.account_ids_who_may("cases:answer_referral", case.holder_id)
    return told


def second_signatories(case: Case, event: Event) -> list[int]:
    """Those of the council who may sign as the second person."""
    return org.account_ids_who_may("cases:confirm_declination", case.council_id)


def receivers(case: Case, event: Event) -> list[int]:
    """Those of the body it was referred to."""
    return org.account_ids_who_may("cases:answer_referral", event.payload["to"])


def supervisors(case: Case, event: Event) -> list[int]:
    """Those who watch over late work in the council."""
    return org.account_ids_who_may("cases:supervise", case.council_id)
