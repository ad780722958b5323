"""Mails leave through the outbox: after the commit, at least once, again later when the server does not answer."""

from django.utils import timezone

from open315.core.outbox import Event, subscribe_outside
from open315.notify.mailing import send_mail
from open315.notify.services import MAIL_WAITING


@subscribe_outside(MAIL_WAITING)
def send_waiting_mail(event: Event) -> None:
    """Send one mail."""
    send_mail(event.payload["message"], at=timezone.now())
