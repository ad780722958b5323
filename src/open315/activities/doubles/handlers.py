"""What looks for double entries: every change of an activity, and once a day what nobody looked at."""

from datetime import datetime

from open315.activities.doubles import services
from open315.core.outbox import Event, subscribe
from open315.core.periodic import periodic


@subscribe(
    "activities.planned", "activities.changed", "activities.postponed", "activities.cancelled", "activities.taken_up"
)
def look_for_pairs(event: Event) -> None:
    """Of the activity that was changed."""
    services.look_at(event.payload["activity_id"], event.at)


@periodic(minutes=1440)
def look_for_all_pairs(at: datetime) -> int:
    """Of what was entered before anybody looked; returns how many pairs there are."""
    services.settle()
    return services.look_for_all(at)
