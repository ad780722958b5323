"""Who is told in the console: members who are asked, those who are silent, and afterwards everybody concerned."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Approval
from open315.campaigns.types import Answer, ApprovalState
from open315.core.outbox import Event, subscribe
from open315.notify.telling import deliver
from open315.notify.wording import Notice, declare_notices
from open315.org import queries as org

ASKED, REMINDED, ENDED = "campaigns.plan_circulated", "campaigns.members_reminded", "campaigns.circulation_ended"
declare_notices(
    {
        ASKED: Notice(_("Plan %(year)s, version %(number)s: please sign by %(deadline)s.")),
        REMINDED: Notice(
            _("Plan %(year)s, version %(number)s: your answer is missing; the last day is %(deadline)s."), "warn"
        ),
        ENDED: Notice(_("Plan %(year)s, version %(number)s: the circulation is over. Look at what came of it.")),
    }
)


def _about(event: Event) -> tuple[Approval, dict[str, Any], str]:
    row = Approval.objects.select_related("campaign", "plan_version").get(pk=event.payload["approval_id"])
    said = {"year": row.campaign.year, "number": row.plan_version.number, "deadline": str(row.deadline)}
    return row, said, reverse("campaigns:approval", args=[row.pk])


@subscribe(ASKED, REMINDED)
def tell_members(event: Event) -> None:
    """Members with an account who have not answered, while they still can."""
    row, said, url = _about(event)
    if row.state == ApprovalState.OPEN:
        silent = row.ballots.filter(answer=Answer.NONE, account__isnull=False)
        deliver(event, list(silent.values_list("account_id", flat=True)), said, url)


@subscribe(ENDED)
def tell_all(event: Event) -> None:
    """The secretariat, and the members who were asked."""
    row, said, url = _about(event)
    managers = org.account_ids_who_may("campaigns:manage", row.campaign.council_id)
    members = list(row.ballots.filter(account__isnull=False).values_list("account_id", flat=True))
    deliver(event, [*managers, *members], said, url)
