"""Appointments of a case: which kinds fit it, how long they last, and when two of one officer collide. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from open315.cases.types import Kind


class Meeting(StrEnum):
    """What happens at the appointed time."""

    VISIT = "visit"
    """The consumer comes to the council."""
    MEDIATION = "mediation"
    SITE = "site"
    """The officer goes where it happened."""
    PHONE = "phone"


MINUTES = {Meeting.VISIT: 30, Meeting.MEDIATION: 120, Meeting.SITE: 60, Meeting.PHONE: 15}
"""How long one lasts if nobody says."""
LENGTHS = (15, 30, 60, 90, 120, 180, 240)
FURTHEST = timedelta(days=366)
"""Nobody is given a time further away; a wrong year is seen."""
NEAR = 3
"""So many days before it stands on the first page."""
CONSUMER, TRADER = "consumer", "trader"


def meetings_of(kind: str) -> tuple[Meeting, ...]:
    """What a case of this kind can have: there is nothing to mediate in a report or an enquiry."""
    return tuple(each for each in Meeting if each is not Meeting.MEDIATION or kind == Kind.COMPLAINT)


def comers(kind: str) -> tuple[str, ...]:
    """Who may be asked to come besides the officer: whom somebody reported never meets who did (Order 121, Article 36)."""
    return (CONSUMER,) if kind == Kind.REPORT else (CONSUMER, TRADER)


def collide(first: datetime, until: datetime, others: Iterable[tuple[datetime, datetime]]) -> list[int]:
    """The places of those that take some of the same time; one that begins as the other ends does not."""
    return [place for place, (start, end) in enumerate(others) if start < until and first < end]
