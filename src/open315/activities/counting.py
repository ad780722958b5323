"""Where a room above says that it counts on the spot what activities put out: its counters are the value, a total that is typed beside them is compared.

The room calls `use` from its AppConfig. `activities` asks it when an activity is said to be held and when outputs are told (ADR 0130).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from open315.activities.models import Activity


class Counters(Protocol):
    """Who keeps counters."""

    def typed(self, activity_id: int) -> Mapping[str, str]:
        """The indicators of the activity that are counted on the spot, each with the total that was typed beside it ("" for none)."""
        ...

    def note(self, activity_id: int, said: Mapping[str, str], at: datetime) -> bool:
        """Keep totals that were typed beside the counters, "" for none any more; whether anything is other than before."""
        ...

    def carry(self, activity: Activity, at: datetime) -> None:
        """Make what was counted the values of an activity that was held. Called with the activity locked."""
        ...


_COUNTERS: list[Counters] = []


def use(counters: Counters) -> None:
    """Let these counters be asked."""
    _COUNTERS.append(counters)


def typed(activity_id: int) -> dict[str, str]:
    """The indicators of the activity that somebody counts on the spot, each with the total that was typed beside it."""
    return {code: said for each in _COUNTERS for code, said in each.typed(activity_id).items()}


def note(activity_id: int, said: Mapping[str, str], at: datetime) -> bool:
    """Hand typed totals to who counts these indicators; whether anything is other than before."""
    noted = [each.note(activity_id, said, at) for each in _COUNTERS if said]
    return any(noted)


def carry(activity: Activity, at: datetime) -> None:
    """Let all who count carry over what they counted."""
    for each in _COUNTERS:
        each.carry(activity, at)
