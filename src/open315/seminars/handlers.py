"""What this room hears: that an activity was postponed, cancelled or taken up again, and that a mail to a guest does not arrive."""

from open315.activities import queries as activities
from open315.activities.types import State
from open315.core.outbox import Event, subscribe
from open315.notify.receipts import UNDELIVERED
from open315.seminars import services
from open315.seminars.actors import GUEST
from open315.seminars.types import News

HEARD = {
    "activities.postponed": News.POSTPONED,
    "activities.cancelled": News.CANCELLED,
    "activities.taken_up": News.TAKEN_UP,
}


@subscribe(*HEARD)
def tell_guests(event: Event) -> None:
    """The guests of an activity. What was said to be held by mistake and is planned again is no news."""
    if event.name == "activities.taken_up" and event.payload.get("was") != State.CANCELLED:
        return
    activity = activities.by_id(event.payload["activity_id"])
    if activity is not None:
        services.tell_guests(activity, HEARD[event.name], event.at)


@subscribe(UNDELIVERED)
def note_undelivered(event: Event) -> None:
    """A mail to a guest that never arrives; of others' mails other rooms hear."""
    if event.payload.get("kind") == GUEST and str(event.payload.get("key", "")).isdecimal():
        services.note_undelivered(int(event.payload["key"]), event.payload["template"], event.at)
