"""What a contribution may be, and where a body stands with an activity; pure."""

from collections.abc import Collection, Iterator
from enum import StrEnum

from open315.activities.partners.types import Contribution
from open315.activities.types import PartnerState, State

MOST_STAFF, MOST_STALLS, MOST_CENTS, MATERIALS_LENGTH = 10_000, 1_000, 100_000_000_000, 200
"""Ten thousand people, a thousand stalls, a thousand million yuan: more is a slip of the finger."""


def faults(given: Contribution) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a contribution; nothing for a sound one."""
    for field, value, most in (
        ("staff", given.staff, MOST_STAFF),
        ("stalls", given.stalls, MOST_STALLS),
        ("money", given.cents, MOST_CENTS),
    ):
        if value is not None and not 0 <= value <= most:
            yield field, "out_of_range"
    if len(given.materials.strip()) > MATERIALS_LENGTH:
        yield "materials", "too_long"


class Standing(StrEnum):
    """Where a body stands with one activity, as the matrix counts it."""

    CAME = "came"
    MISSING = "missing"
    PROMISED = "promised"
    INVITED = "invited"
    DECLINED = "declined"
    OFF = "off"
    """The activity was cancelled: nothing is expected of it any more."""


def standing(partner: str, activity: str, *, has_begun: bool) -> Standing:
    """The standing from the states of both. It came only to what was held; a promise nobody speaks of counts as missing once the activity has begun."""
    if partner == PartnerState.MISSING:
        return Standing.MISSING
    if partner == PartnerState.DECLINED:
        return Standing.DECLINED
    if activity == State.CANCELLED:
        return Standing.OFF
    if partner == PartnerState.DELIVERED:
        return Standing.CAME if activity == State.HELD else Standing.PROMISED
    if partner == PartnerState.PROMISED:
        return Standing.MISSING if has_begun else Standing.PROMISED
    return Standing.INVITED


def office_of(name: str, places: Collection[str]) -> str:
    """The name without the places before it, so that one office of many cities is one line: 武漢市公安局 and 黃石市公安局 are 公安局.

    A name of places alone stays what it is.
    """
    while place := next((name[:end] for end in range(len(name) - 1, 0, -1) if name[:end] in places), ""):
        name = name.removeprefix(place)
    return name
