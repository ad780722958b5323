"""Commands about people who take part; roles, kinds of bodies and ranks stand in `activities.types`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody who took part: from where, in which office and rank on that day, as what; `is_guest` from outside of the region."""

    body: str
    body_kind: str
    office: str
    rank: str
    role: str
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class InSheet:
    """Somebody who took part, as the row of a sheet says it."""

    number: int
    given: Attendance
