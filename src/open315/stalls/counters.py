"""What `activities` asks of the counters of stalls (`activities.counting`)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from open315.stalls import queries
from open315.stalls.services.carrying import carry_over, note_typed


class CountersOfStalls:
    """The counters that are kept at stalls."""

    def typed(self, activity_id: int) -> Mapping[str, str]:
        """The indicators whose value is carried over from the stalls, and what was typed beside them."""
        return queries.typed_of(activity_id)

    def note(self, activity_id: int, said: Mapping[str, str], at: datetime) -> bool:
        """Keep totals that were typed."""
        return note_typed(activity_id, said, at)

    def carry(self, activity: Any, at: datetime) -> None:
        """Carry over what was counted."""
        carry_over(activity, at)
