"""Words and commands of the stalls room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Counter(StrEnum):
    """What is counted at a stall: each is an indicator of the dictionary under this very code."""

    ENQUIRIES = "enquiries"
    COMPLAINTS = "complaints_taken"
    SETTLED = "settled_on_spot"
    LEAFLETS = "leaflets"


class KitMark(StrEnum):
    """How far something on the kit list has come."""

    OPEN = "open"
    PACKED = "packed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class StallPlan:
    """What a person fills in of a stall: its number on the site plan, who stands there, what it offers, and where on the square it is."""

    number: int
    body: str
    offers: str = ""
    position: str = ""
    partner_id: int | None = None
    """The partner of the activity whose stall it is."""


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """Who is at a stall from when to when: by office, never by name (ADR 0118), and how many."""

    starts_at: datetime
    ends_at: datetime
    office: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class KitPlan:
    """What is to be brought, how much of it as people say it (兩張), and by whom."""

    what: str
    amount: str = ""
    brings: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """One press of a button: its own token, what it counts, how many at once, and when it was pressed (None for just now)."""

    token: str
    counter: str
    number: int = 1
    pressed_at: datetime | None = None
