"""Who is told in the console: the secretariat above of a plan that was filed, and councils whose plan is missing."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Delivery
from open315.core.outbox import Event, subscribe
from open315.notify.telling import deliver
from open315.notify.wording import Notice, declare_notices
from open315.org import queries as org

FILED, CHASED = "campaigns.own_plan_filed", "campaigns.unfiled_chased"
declare_notices(
    {
        FILED: Notice(_("%(council)s filed its own plan.")),
        CHASED: Notice(_("%(council)s waits for the plan of your council."), "warn"),
    }
)


@subscribe(FILED)
def tell_above(event: Event) -> None:
    """The secretariat of the council that issued the paper."""
    row = Delivery.objects.select_related("issue", "council").get(pk=event.payload["delivery_id"])
    told = org.account_ids_who_may("campaigns:manage", row.issue.council_id)
    deliver(event, told, {"council": row.council.name_in.as_data()}, reverse("campaigns:delivery", args=[row.pk]))


@subscribe(CHASED)
def tell_missing(event: Event) -> None:
    """The secretariats of those that were chased and have filed nothing since; where there is none, all who receive papers."""
    rows = Delivery.objects.filter(issue_id=event.payload["issue_id"], council_id__in=event.payload["councils"])
    for row in rows.filter(filed_version=None).select_related("issue__council"):
        told = org.account_ids_who_may("campaigns:manage", row.council_id) or org.account_ids_who_may(
            "campaigns:acknowledge", row.council_id
        )
        said = {"council": row.issue.council.name_in.as_data()}
        deliver(event, told, said, reverse("campaigns:delivery", args=[row.pk]))
