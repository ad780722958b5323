"""How much of its activities a council tells another calendar; pure."""

from datetime import timedelta

MOST_FEEDS = 10
"""So many addresses a person may have at a time."""
BACK = timedelta(days=400)
"""An address tells what begins from so long ago on: this year's campaign and last year's."""
MOST_EVENTS = 2000


def key_of(activity_id: int) -> str:
    """The name of an activity among all entries of this site."""
    return f"activity-{activity_id}"
