"""Commands about partners; their kinds and states stand in `activities.types`, which the tables know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a partner gives: people sent, stalls manned, materials in words, money in cents. None where nobody said."""

    staff: int | None = None
    stalls: int | None = None
    materials: str = ""
    cents: int | None = None
