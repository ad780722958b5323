"""What happens to issued papers by itself: whoever is silent when the last day is over is chased once."""

from datetime import datetime, timedelta

from open315.campaigns.issue import services
from open315.campaigns.models import Delivery, JointIssue
from open315.campaigns.types import IssueState
from open315.core.access import SYSTEM
from open315.core.clock import local_day, midnight
from open315.core.periodic import periodic


@periodic(minutes=30)
def chase_late_councils(at: datetime) -> int:
    """Chase the silent councils of papers whose last day is over, unless they were chased since; how many papers."""
    late = Delivery.objects.filter(
        acknowledged_at=None, issue__state=IssueState.ISSUED, issue__acknowledge_until__lt=local_day(at)
    )
    done = 0
    for issue in JointIssue.objects.filter(deliveries__in=late).distinct().order_by("pk"):
        until = issue.acknowledge_until or local_day(at)
        if late.filter(issue=issue).exclude(chased_at__gte=midnight(until + timedelta(days=1))).exists():
            services.chase_silent(issue.pk, actor=SYSTEM, at=at)
            done += 1
    return done
