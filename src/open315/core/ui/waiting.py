"""What waits for a reader, said in one place: each room counts its own, the first page lists it in the order of harm (ADR 0140).

Who reads it: everybody who comes in the morning, from the clerk to the liaison of a department. She wants to know what would do harm if she
went home now, and to stand in its list with one press. So an entry is a number and the list that holds exactly these.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from open315.core.access import Actor


class Harm(IntEnum):
    """How much is lost if it waits another day; the first page begins with the smallest."""

    LATE = 10
    """A time of the law is over."""
    TODAY = 20
    """A time of the law ends today."""
    AGREED = 25
    """A day that was agreed with somebody is today, or over."""
    STANDS_STILL = 30
    """Somebody else can do nothing until it is done."""
    SAID = 40
    """Somebody wrote and waits for an answer."""
    SOON = 50
    NEW = 60
    """Nobody has looked at it."""
    UNDATED = 70
    """Nobody knows until when."""
    OWN = 80
    """One's own, begun and not sent."""


@dataclass(frozen=True, slots=True)
class Waits:
    """So many things of one sort. `count` as people read it ("7", "99+"; "" for none), `url` the list of exactly these."""

    label: Any
    count: str
    url: str
    harm: Harm
    key: str = ""

    @property
    def tone(self) -> str:
        """The tone of its number."""
        return {Harm.LATE: "bad", Harm.TODAY: "warn"}.get(self.harm, "info")


Counter = Callable[[Actor], Iterable[Waits]]
_COUNTERS: dict[str, tuple[str, Counter]] = {}


def count_waiting(key: str, permission: str, counter: Counter) -> None:
    """Let what `counter` finds stand on the first page of those with the permission; the same key replaces."""
    _COUNTERS[key] = (permission, counter)


def waits_for(actor: Actor) -> list[Waits]:
    """What waits for the reader, the most harmful first; nothing of which there is none."""
    found = [
        each
        for permission, counter in _COUNTERS.values()
        if actor.may(permission)
        for each in counter(actor)
        if each.count
    ]
    return sorted(found, key=lambda each: (each.harm, each.url))


def shown(number: int, limit: int = 99) -> str:
    """A number as it stands in a list of what waits: "" for none, "99+" for more than were counted."""
    return f"{limit}+" if number > limit else str(number or "")
