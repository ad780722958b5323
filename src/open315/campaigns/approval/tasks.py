"""What happens to circulations by itself: one reminder, and the end."""

from datetime import datetime

from open315.campaigns.approval import services
from open315.campaigns.models import Approval
from open315.campaigns.types import ApprovalState
from open315.core.access import SYSTEM
from open315.core.clock import local_day
from open315.core.errors import Conflict
from open315.core.periodic import periodic

BATCH = 100


@periodic(minutes=15)
def sweep_circulations(at: datetime) -> int:
    """End those whose last day is over, and remind the silent members of the others when it is time; how many were done."""
    today = local_day(at)
    going_on = Approval.objects.filter(state=ApprovalState.OPEN).order_by("deadline", "pk")
    over = going_on.filter(deadline__lt=today).values_list("pk", flat=True)[:BATCH]
    due = going_on.filter(deadline__gte=today, remind_on__lte=today, reminded_at=None).values_list("pk", flat=True)
    done = 0
    for verb, found in ((services.end_circulation, list(over)), (services.remind_members, list(due[:BATCH]))):
        for pk in found:
            try:
                verb(pk, actor=SYSTEM, at=at)
            except Conflict:
                continue  # somebody's answer, or another worker, came first
            done += 1
    return done
