"""How a consumer rates what was done with her case, and until when she may change it (ADR 0154). Pure."""

from datetime import date, timedelta

from open315.cases.types import State

STARS = (1, 2, 3, 4, 5)
SATISFIED = 4
"""From so many stars on a consumer counts as satisfied."""
LONGEST = 500
"""Signs of the words beside the stars."""
RATED_STATES = frozenset({State.CLOSED, State.DECLINED, State.WITHDRAWN})
"""However it ended; a duplicate is rated where it is dealt with."""


def may_rate(state: str, rated_on: date | None, today: date, days: int) -> bool:
    """Whether a case that is over can be rated: once, and that can be changed up to `days` days after the first time."""
    return state in RATED_STATES and (rated_on is None or today <= changeable_until(rated_on, days))


def changeable_until(rated_on: date, days: int) -> date:
    """The last day on which a rating can be changed."""
    return rated_on + timedelta(days=days)
