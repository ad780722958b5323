"""What the room hears of: messages that leave through the outbox, after the commit and at least once; long work that ends."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from open315.core.jobs import Job, JobKind, when_ended
from open315.core.outbox import Event, subscribe, subscribe_outside
from open315.notify.delivery import send_waiting
from open315.notify.services import EARLIER_WAITING, WAITING, notify_account
from open315.notify.wording import Notice, declare_notices
from open315.org.types import RECOVERY_CODE_USED

declare_notices(
    {
        RECOVERY_CODE_USED: Notice(
            _(
                "A recovery code was used for your account; codes left: %(left)s. If it was not you, change your password and renew the codes."
            ),
            "bad",
        )
    }
)


@subscribe_outside(WAITING, EARLIER_WAITING)
def send_waiting_message(event: Event) -> None:
    """Send one message."""
    send_waiting(event.payload["message"], at=timezone.now())


@subscribe(RECOVERY_CODE_USED)
def tell_the_owner(event: Event) -> None:
    """Whoever owns the account reads that a recovery code was used, also if somebody else used it."""
    data = {"left": event.payload["left"]}
    notify_account(
        event.payload["account"],
        template=RECOVERY_CODE_USED,
        data=data,
        url=reverse("mfa_view_recovery_codes"),
        at=event.at,
    )


@when_ended
def tell_who_asked(job: Job, kind: JobKind) -> None:
    """Long work that ends is told to whoever asked for it, if its kind names a notice for this end."""
    template = kind.notices.get(job.state)
    if template and job.account_id and job.finished_at:
        data, url = kind.notice_data(job), kind.page(job)
        notify_account(job.account_id, template=template, data=data, url=url, at=job.finished_at)
