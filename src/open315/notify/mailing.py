"""Sending one waiting mail, with its state kept so that a kill or a failure in between is seen and tried again."""

import logging
import smtplib
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.db.models import F

from open315.core.outbox.rules import MAX_ATTEMPTS
from open315.core.redaction import redact
from open315.notify.addresses import address_of
from open315.notify.models import Message
from open315.notify.types import MessageState
from open315.notify.wording import written

log = logging.getLogger("open315.notify")
NO_ADDRESS = "no address"


def send_mail(message_id: int, *, at: datetime) -> None:
    """Send the message if it still waits. Raises what the mail server said, so that the outbox tries again later.

    A mail may go out twice when the process dies between sending and noting it: both bear the same Message-ID, by which
    mail programs show one. What a server refuses for good is not tried again.
    """
    row = Message.objects.filter(pk=message_id, state=MessageState.WAITING.value).first()
    if row is None:
        return
    address = address_of(row.identity_id) if row.identity_id else ""
    if not address:
        _fail(row, NO_ADDRESS)
        return
    try:
        _send(row, address)
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = sorted({code for code, _words in refusal.recipients.values()})
        _fail(row, f"refused {codes}")
        if any(code < 500 for code in codes):
            _retry(row, refusal)
    except (OSError, smtplib.SMTPException) as problem:
        _retry(row, problem)
    else:
        Message.objects.filter(pk=row.pk).update(
            state=MessageState.SENT.value, sent_at=at, attempts=F("attempts") + 1, last_error=""
        )


def _send(row: Message, address: str) -> None:
    mail = written(row.template, row.data, row.language)
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[address], headers={"Message-ID": f"<message-{row.pk}@open315>"}
    )
    message.attach_alternative(mail.html, "text/html")
    message.send()


def _fail(row: Message, words: str) -> None:
    Message.objects.filter(pk=row.pk).update(
        state=MessageState.FAILED.value, attempts=F("attempts") + 1, last_error=words
    )


def _retry(row: Message, problem: Exception) -> None:
    """Note the failure and raise, until the outbox gives up."""
    gives_up = row.attempts + 1 >= MAX_ATTEMPTS
    state = MessageState.FAILED if gives_up else MessageState.WAITING
    words = redact(f"{type(problem).__name__}: {problem}").text[:300]
    Message.objects.filter(pk=row.pk).update(state=state.value, attempts=row.attempts + 1, last_error=words)
    if not gives_up:
        raise DeliveryFailed(type(problem).__name__) from None


class DeliveryFailed(Exception):
    """A mail could not be handed over now. Says the kind of problem only: the server's words may hold the address."""
