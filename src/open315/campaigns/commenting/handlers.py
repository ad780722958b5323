"""Who is told in the console: members of what is sent to them, the secretariat of comments, authors of what came of theirs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import PlanComment, PlanVersion
from open315.core.outbox import Event, subscribe
from open315.notify.telling import deliver
from open315.notify.wording import Notice, declare_notices
from open315.org import queries as org

SENT, WRITTEN = "campaigns.plan_sent", "campaigns.comment_written"
ANSWERED, SETTLED, TAKEN_UP = "campaigns.comment_answered", "campaigns.comment_settled", "campaigns.comment_taken_up"
declare_notices(
    {
        SENT: Notice(_("Plan %(year)s, version %(number)s was sent to you: please read it and comment.")),
        WRITTEN: Notice(_("A member commented on plan %(year)s, version %(number)s.")),
        ANSWERED: Notice(_("Your comment on plan %(year)s, version %(number)s was answered.")),
        SETTLED: Notice(_("Your comment on plan %(year)s, version %(number)s is settled.")),
        TAKEN_UP: Notice(_("Your comment on plan %(year)s, version %(number)s was made a requirement.")),
    }
)


def _said(version: PlanVersion) -> dict[str, Any]:
    return {"year": version.campaign.year, "number": version.number}


def _about(event: Event) -> tuple[PlanComment, dict[str, Any], str]:
    row = PlanComment.objects.select_related("plan_version__campaign").get(pk=event.payload["comment_id"])
    return row, _said(row.plan_version), reverse("campaigns:comment", args=[row.pk])


@subscribe(SENT)
def tell_committee(event: Event) -> None:
    """Everybody who may comment."""
    wanted = {name: event.payload[name] for name in ("campaign_id", "number")}
    version = PlanVersion.objects.select_related("campaign").get(**wanted)
    members = org.account_ids_who_may("campaigns:comment", version.campaign.council_id)
    deliver(event, members, _said(version), reverse("campaigns:version", args=[version.pk]))


@subscribe(WRITTEN)
def tell_secretariat(event: Event) -> None:
    """Those who answer."""
    row, said, url = _about(event)
    deliver(event, org.account_ids_who_may("campaigns:manage", row.plan_version.campaign.council_id), said, url)


@subscribe(ANSWERED, SETTLED, TAKEN_UP)
def tell_author(event: Event) -> None:
    """Who wrote it."""
    row, said, url = _about(event)
    if row.written_by_id is not None:
        deliver(event, [row.written_by_id], said, url)
