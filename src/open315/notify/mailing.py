"""Sending one waiting mail (ADR 0032). What the server refuses for good is told to the room that asked; anything else is tried again."""

import smtplib
from contextlib import suppress
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from open315.core.outbox import declare_events, emit
from open315.core.redaction import redact
from open315.notify.addresses import address_of
from open315.notify.models import Message
from open315.notify.types import MailFailure, MessageState
from open315.notify.wording import written

MAIL_FAILED = "notify.mail_failed"
"""{"identity", "template", "why" (a MailFailure)}: this mail will never arrive."""
declare_events(MAIL_FAILED)
OUR_FAULT = frozenset({530, 534, 535, 538})
"""The server wants us to sign in, or to do it otherwise: nothing is wrong with the receiver."""
POLICY = "5.7."
"""The enhanced status (RFC 3463) of a refusal for who we are, such as "relay access denied"."""


def send_mail(message_id: int, *, at: datetime) -> None:
    """Send the message if it still waits. Raises DeliveryFailed so that the outbox tries again later, in the end for a person.

    A mail may go out twice when the connection or the process breaks between the server's taking it and our noting it: both
    bear the same Message-ID, by which mail programs show one.
    """
    row = Message.objects.filter(pk=message_id, state=MessageState.WAITING.value).first()
    if row is None:
        return
    address = ""
    try:
        address = address_of(row.identity_id) if row.identity_id else ""
        if why := _wrong_address(address):
            _fail(row, why, why.value, at)
            return
        _send(row, address)
    except Exception as problem:
        words = _words(problem, address)
        if not is_final(problem):
            _note(row, words)
            raise DeliveryFailed(_kind(problem)) from None
        _fail(row, MailFailure.REFUSED, words, at)
        return
    done = Message.objects.filter(pk=row.pk)
    done.update(state=MessageState.SENT.value, sent_at=at, attempts=F("attempts") + 1, last_error="")


def is_final(problem: Exception) -> bool:
    """Whether the server will never take this mail for this receiver. What an administrator can mend is not final."""
    if not isinstance(problem, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return False
    return all(_is_final_answer(code, words) for code, words in _answers(problem))


def _answers(problem: Exception) -> list[tuple[int, bytes | str]]:
    """What the server answered, if it did."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return list(problem.recipients.values())
    if isinstance(problem, smtplib.SMTPResponseException):
        return [(problem.smtp_code, problem.smtp_error)]
    return []


def _is_final_answer(code: int, words: bytes | str) -> bool:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return code >= 500 and code not in OUR_FAULT and not text.startswith(POLICY)


def _wrong_address(address: str) -> MailFailure | None:
    if not address:
        return MailFailure.NO_ADDRESS
    try:
        validate_email(address)
    except ValidationError:
        # Sheets bring what people once typed: two addresses in one, "none", full-width signs.
        return MailFailure.WRONG_ADDRESS
    return None


def _send(row: Message, address: str) -> None:
    mail = written(row.template, row.data, row.language)
    connection = get_connection()
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        to=[address],
        headers={"Message-ID": f"<message-{row.pk}@open315>"},
        connection=connection,
    )
    message.attach_alternative(mail.html, "text/html")
    try:
        connection.open()
        message.send()
    finally:
        # The server has answered by now: however it says goodbye, the answer holds.
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _fail(row: Message, why: MailFailure, words: str, at: datetime) -> None:
    """It will not be tried again; whoever asked for the mail hears of it."""
    with transaction.atomic():
        _note(row, words, state=MessageState.FAILED.value)
        identity = str(row.identity_id or "")
        emit(MAIL_FAILED, {"identity": identity, "template": row.template, "why": why.value}, at=at)


def _note(row: Message, words: str, **changes: str) -> None:
    Message.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, last_error=words, **changes)


def _kind(problem: Exception) -> str:
    return " ".join([type(problem).__name__, *(str(code) for code, _said in _answers(problem))])


def _words(problem: Exception, address: str) -> str:
    """What went wrong, without the address."""
    words = str(problem).replace(address, "…") if address else str(problem)
    return redact(f"{type(problem).__name__}: {words}").text[:300]


class DeliveryFailed(Exception):
    """A mail could not be handed over now. Says the kind of problem only: the server's words may hold the address."""
