"""Who is told of a task: its body when it is given, and again when it is due soon or overdue, then by e-mail, too."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.campaigns.allocation.chasing import DUE_SOON, LATE
from open315.campaigns.models import Task
from open315.campaigns.types import TaskState
from open315.core.names import Names
from open315.core.outbox import Event, subscribe
from open315.notify import services as notify
from open315.notify.queries import is_on
from open315.notify.telling import deliver
from open315.notify.types import EMAIL, Recipient
from open315.notify.wording import Mail, Notice, declare_mails, declare_notices
from open315.org import queries as org

GIVEN = "campaigns.task_given"
declare_notices(
    {
        GIVEN: Notice(_("A task is given to %(body)s until %(due)s: %(what)s")),
        DUE_SOON: Notice(_("A task of %(body)s is due on %(due)s: %(what)s"), "warn"),
        LATE: Notice(_("A task of %(body)s was due on %(due)s: %(what)s"), "bad"),
    }
)
declare_mails(
    {
        DUE_SOON: Mail(_("A task is due on %(due)s"), "campaigns/mail/task"),
        LATE: Mail(_("A task was due on %(due)s"), "campaigns/mail/task"),
    }
)


def _about(task: Task) -> tuple[dict[str, Any], str]:
    said = {"what": Names(task.what).as_data(), "body": Names(task.body).as_data(), "due": task.due_on.isoformat()}
    return said, reverse("campaigns:task", args=[task.pk])


def reporters(task: Task) -> list[int]:
    """Who reports it: the people of the responsible body; where it is none of ours, the secretariat that gave it."""
    own = org.account_ids_who_may("campaigns:report_task", task.organisation_id) if task.organisation_id else []
    return own or org.account_ids_who_may("campaigns:manage", task.campaign.council_id)


@subscribe(GIVEN)
def tell_of_task(event: Event) -> None:
    """Those who report it."""
    task = Task.objects.select_related("campaign").get(pk=event.payload["task_id"])
    deliver(event, reporters(task), *_about(task))


@subscribe(DUE_SOON, LATE)
def chase_reporters(event: Event) -> None:
    """Those who report it, in the console and by e-mail; of what is late, the secretariat that gave it, too. Nobody once it is not open."""
    task = Task.objects.select_related("campaign").get(pk=event.payload["task_id"])
    if task.state != TaskState.OPEN:
        return
    told, (said, url) = reporters(task), _about(task)
    givers = org.account_ids_who_may("campaigns:manage", task.campaign.council_id) if event.name == LATE else []
    deliver(event, [*told, *givers], said, url)
    mail = {**said, "link": f"{settings.SITE_URL.rstrip('/')}{url}"}
    for account_id in told if is_on(EMAIL) else ():
        if org.email_of_account(str(account_id)):
            notify.send(Recipient.staff(account_id), channel=EMAIL, template=event.name, data=mail, at=event.at)
