"""The door for the site's own mail server, by a client of the standard library: what is taken is stored, what is not is said so."""

import smtplib
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from open315.inbox.channels.mail import addresses, lmtp
from open315.inbox.models import Message
from open315.inbox.tests.letters import ADDRESSES, OTHERS, OURS, WRITER, mail
from tests.site_process import free_port

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.timeout(60)]
"""In a thread of its own, so with a database that has more than one connection."""


def delivers(raw: bytes, to: str, port: int) -> None:
    """A mail server hands a mail over."""
    with smtplib.LMTP("127.0.0.1", port) as client:
        client.sendmail(WRITER, [to], raw)


@pytest.fixture
def port(settings: Any, cast: Any) -> Iterator[int]:
    port = free_port()
    settings.LMTP, settings.MAIL_ADDRESSES = f"127.0.0.1:{port}", ADDRESSES
    door = lmtp.listening()
    yield port
    door.stop()


def test_a_mail_is_taken_for_its_council_and_a_receiver_that_is_none_refused(port: int, cast: Any) -> None:
    signed = addresses.signed(OTHERS, 1)
    delivers(mail(), signed, port)
    row = Message.objects.get()
    assert (row.council_id, row.conversation.sender.masked_address) == (
        cast.bodies["huangshi"].pk,
        "c****@example.net",
    )
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
        delivers(mail(), "nobody@example.org", port)


def test_a_second_receiver_is_asked_to_come_alone(port: int) -> None:
    with smtplib.LMTP("127.0.0.1", port) as client:
        refused = client.sendmail(WRITER, [OURS, OTHERS], mail())
    assert refused[OTHERS][0] == 452
    assert Message.objects.count() == 1


def test_what_is_too_large_is_refused_for_good(settings: Any, cast: Any) -> None:
    port = free_port()
    with override_settings(LMTP=f"127.0.0.1:{port}", MAIL_ADDRESSES=ADDRESSES, MAIL_MAX_BYTES=3000):
        door = lmtp.listening()
        with pytest.raises(smtplib.SMTPException, match="55"):
            delivers(mail("長" * 2000), OURS, port)
        door.stop()
    assert not Message.objects.exists()
