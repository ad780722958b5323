"""What happens to missing plans by itself: whoever has filed none when the last day is over is reminded once."""

from datetime import datetime, timedelta

from open315.campaigns.filing import services
from open315.campaigns.models import Delivery, JointIssue
from open315.campaigns.types import IssueState
from open315.core.access import SYSTEM
from open315.core.clock import local_day, midnight
from open315.core.periodic import periodic


@periodic(minutes=30)
def chase_late_plans(at: datetime) -> int:
    """Remind councils whose plan is missing after the last day, unless they were reminded since; how many papers."""
    late = Delivery.objects.filter(
        filed_version=None, issue__state=IssueState.ISSUED, issue__plans_until__lt=local_day(at)
    )
    done = 0
    for issue in JointIssue.objects.filter(deliveries__in=late).distinct().order_by("pk"):
        until = issue.plans_until or local_day(at)
        if late.filter(issue=issue).exclude(plan_chased_at__gte=midnight(until + timedelta(days=1))).exists():
            services.chase_unfiled(issue.pk, actor=SYSTEM, at=at)
            done += 1
    return done
