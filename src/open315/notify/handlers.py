"""What the room hears of: messages that leave through the outbox, after the commit and at least once; long work that ends."""

from django.utils import timezone

from open315.core.jobs import Job, JobKind, when_ended
from open315.core.outbox import Event, subscribe_outside
from open315.notify.delivery import send_waiting
from open315.notify.services import EARLIER_WAITING, WAITING, notify_account


@subscribe_outside(WAITING, EARLIER_WAITING)
def send_waiting_message(event: Event) -> None:
    """Send one message."""
    send_waiting(event.payload["message"], at=timezone.now())


@when_ended
def tell_who_asked(job: Job, kind: JobKind) -> None:
    """Long work that ends is told to whoever asked for it, if its kind names a notice for this end."""
    template = kind.notices.get(job.state)
    if template and job.account_id and job.finished_at:
        data, url = kind.notice_data(job), kind.page(job)
        notify_account(job.account_id, template=template, data=data, url=url, at=job.finished_at)
