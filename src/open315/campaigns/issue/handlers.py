"""Who is told in the console: partner bodies that are asked, the secretariat of their answers, councils of what is delivered, and the silent."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Delivery, IssuePartner, JointIssue
from open315.core.names import Names
from open315.core.outbox import Event, subscribe
from open315.notify.telling import deliver
from open315.notify.wording import Notice, declare_notices
from open315.org import queries as org

ASKED, ANSWERED = "campaigns.partners_asked", "campaigns.issue_answered"
ISSUED, CHASED = "campaigns.plan_issued", "campaigns.silent_chased"
declare_notices(
    {
        ASKED: Notice(_("%(council)s asks your body to issue jointly: %(title)s")),
        ANSWERED: Notice(_("%(partner)s answered: %(title)s")),
        ISSUED: Notice(_("%(council)s delivered: %(title)s. Please acknowledge it.")),
        CHASED: Notice(_("%(council)s delivered and nobody of yours has acknowledged: %(title)s"), "warn"),
    }
)


def _said(issue: JointIssue) -> dict[str, Any]:
    """Who issues what, in the languages it has."""
    return {"council": issue.council.name_in.as_data(), "title": Names(issue.title).as_data()}


def _of_partner(row: IssuePartner) -> tuple[dict[str, Any], str]:
    said = {**_said(row.issue), "partner": Names(row.name).as_data()}
    return said, reverse("campaigns:issue_partner", args=[row.pk])


@subscribe(ASKED)
def tell_partners(event: Event) -> None:
    """The liaisons of every partner body with an account."""
    rows = IssuePartner.objects.filter(issue_id=event.payload["issue_id"], organisation__isnull=False)
    for row in rows.select_related("issue__council"):
        deliver(event, org.account_ids_who_may("campaigns:confirm", row.organisation_id or 0), *_of_partner(row))


@subscribe(ANSWERED)
def tell_secretariat(event: Event) -> None:
    """Those who issue."""
    row = IssuePartner.objects.select_related("issue__council").get(pk=event.payload["partner_id"])
    deliver(event, org.account_ids_who_may("campaigns:manage", row.issue.council_id), *_of_partner(row))


@subscribe(ISSUED)
def tell_councils(event: Event) -> None:
    """The people of every council below."""
    _tell(event, Delivery.objects.filter(issue_id=event.payload["issue_id"]).select_related("issue__council"))


@subscribe(CHASED)
def tell_silent(event: Event) -> None:
    """The people of those that were chased and are still silent."""
    rows = Delivery.objects.filter(issue_id=event.payload["issue_id"], council_id__in=event.payload["councils"])
    _tell(event, rows.filter(acknowledged_at=None).select_related("issue__council"))


def _tell(event: Event, rows: Iterable[Delivery]) -> None:
    for row in rows:
        told = org.account_ids_who_may("campaigns:acknowledge", row.council_id)
        deliver(event, told, _said(row.issue), reverse("campaigns:delivery", args=[row.pk]))
