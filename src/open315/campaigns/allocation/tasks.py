"""What happens to tasks by itself: whoever is responsible is reminded once before the day and once after it."""

from datetime import datetime

from open315.campaigns.allocation.chasing import chase
from open315.core.periodic import periodic


@periodic(minutes=30)
def chase_tasks(at: datetime) -> int:
    """Chase the tasks that are due soon or overdue."""
    return chase(at)
