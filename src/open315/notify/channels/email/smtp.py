"""Handing one mail to the mail server. What it refuses for good is told apart from what may go later (ADR 0032)."""

import smtplib
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email

from open315.notify.channel import NotNow, Outgoing, Refused
from open315.notify.channels.email import ids
from open315.notify.types import Failure
from open315.notify.wording import written

OUR_FAULT = frozenset({530, 534, 535, 538})
"""The server wants us to sign in, or to do it otherwise: nothing is wrong with the receiver."""
POLICY = "5.7."
"""The enhanced status (RFC 3463) of a refusal for who we are, such as "relay access denied"."""

BY_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""What keeps absence notes and other machines from answering (RFC 3834, and what Exchange heeds instead)."""


def send(outgoing: Outgoing) -> str:
    """Send it; its Message-ID is the id of the receipt.

    A mail may go out twice when the connection or the process breaks between the server's taking it and our noting it: both
    bear the same Message-ID, by which mail programs show one.
    """
    try:
        validate_email(outgoing.address)
    except ValidationError:
        # Sheets bring what people once typed: two addresses in one, "none", full-width signs.
        raise Refused(Failure.WRONG_ADDRESS, Failure.WRONG_ADDRESS.value) from None
    try:
        return _send(outgoing)
    except (smtplib.SMTPException, OSError) as problem:
        words = f"{type(problem).__name__}: {problem}"
        if is_final(problem):
            raise Refused(Failure.REFUSED, words) from None
        raise NotNow(_kind(problem), words) from None


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


def _send(outgoing: Outgoing) -> str:
    mail = written(outgoing.template, outgoing.data, outgoing.language)
    connection = get_connection(timeout=min(settings.EMAIL_TIMEOUT, outgoing.seconds))
    message_id = ids.message_id(outgoing.key)
    headers = {"Message-ID": message_id, **BY_MACHINE, **mail.headers}
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        to=[outgoing.address],
        headers={name: value for name, value in headers.items() if value},
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
    return message_id


def _kind(problem: Exception) -> str:
    return " ".join([type(problem).__name__, *(str(code) for code, _said in _answers(problem))])
