"""Where a council stands with a measure, and the signs by which that is told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """Where a council stands with a measure of the plan above."""

    DONE = "done"
    """Held, with proof."""
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    LATE = "late"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a council and those below it, for one measure."""

    filed: int = 0
    """Measures of filed own plans that carry it out."""
    due: date | None = None
    """The last day that those plans name."""
    proven: int = 0
    """Activities that were held, and of which an output or somebody's presence is on record."""
    unproven: int = 0
    """Activities that were held, and of which neither is."""
    running: int = 0
    """Planned ones that have begun and not ended."""
    ahead: int = 0
    """Planned ones that have not begun."""
    unreported: int = 0
    """Planned ones that have ended: nobody said that they were held."""

    @property
    def activities(self) -> int:
        """All of them."""
        return self.proven + self.unproven + self.running + self.ahead + self.unreported
