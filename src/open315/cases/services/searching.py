"""Looking for the cases of a telephone number: a search for a person, so it is recorded."""

from datetime import datetime, timedelta

from django.db import transaction

from open315.cases.queries.found import SEES_NUMBERS, cases_of_number
from open315.core import throttle
from open315.core.access import Actor
from open315.core.audit import record

MOBILE = 11
ONE_CALL = timedelta(hours=1)
"""So long it is one look, however often the form at the desk asks while somebody types."""


def record_number_search(q: str, *, actor: Actor, at: datetime) -> None:
    """Say in the audit log who looked for which number, masked, and how many cases it found. Nothing where it was looked for as words."""
    if not actor.may(SEES_NUMBERS):
        return
    with transaction.atomic():
        data = {"number": masked(q), "found": len(cases_of_number(actor, q))}
        record("cases.searched_by_number", actor=actor, at=at, data=data)


def record_caller_lookup(phone: str, found: int, *, actor: Actor, at: datetime) -> None:
    """Say in the audit log who was shown at the desk that somebody with this number has been here; once an hour, and nothing where nobody has."""
    if not found:
        return
    digits = "".join(filter(str.isdigit, phone))
    with transaction.atomic():
        if throttle.once(f"caller-seen:{actor.account_id}:{digits}", within=ONE_CALL, at=at):
            record("cases.looked_up_caller", actor=actor, at=at, data={"number": masked(digits), "found": found})


def masked(q: str) -> str:
    """A telephone number as an entry keeps it: three digits and the last four of a whole one, three of a shorter one."""
    digits = "".join(sign for sign in q if sign.isdigit())
    first, last = (3, 4) if len(digits) == MOBILE else (0, 3)
    return f"{digits[:first]}{'*' * (len(digits) - first - last)}{digits[-last:]}"
