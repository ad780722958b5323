"""The door for the site's own mail server: LMTP on loopback (RFC 2033), a receiver at a time. 250 means that it is stored; never a port of the world."""

import asyncio
import logging
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from open315.core.errors import Unavailable
from open315.inbox.channels.mail import addresses
from open315.inbox.channels.mail.taking import take

log = logging.getLogger("open315.mail")
# The library logs every line of a conversation, and so who writes to whom.
logging.getLogger("mail.log").setLevel(logging.WARNING)

TAKEN, LATER = "250 2.0.0 Taken", "451 4.3.0 Try again later"
UNKNOWN, ONE_ONLY = "550 5.1.1 There is no such address here", "452 4.5.3 One receiver at a time"


class Door:
    """What mail servers may do here."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        """Take a receiver that is one of ours: the answer to a mail would be for all of them, so each gets a mail of its own."""
        if not addresses.is_own(address, settings.MAIL_ADDRESSES):
            return UNKNOWN
        if envelope.rcpt_tos:
            return ONE_ONLY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the mail; said only once it is committed."""
        return await asyncio.to_thread(_in_thread, envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content)


def taken(sender: str, receivers: list[str], content: bytes) -> str:
    """Take what the mail server hands over; what it is answered."""
    # What comes before us would have written this: the empty one tells machines apart.
    raw = f"Return-Path: <{''.join(sender.encode('ascii', 'replace').decode().split())}>\r\n".encode() + content
    try:
        take(raw, at=timezone.now(), receivers=receivers)
    except (DatabaseError, InterfaceError, OSError, Unavailable) as problem:
        log.warning("mail refused for now", extra={"fields": {"error": type(problem).__name__}})
        return LATER
    return TAKEN


def _in_thread(sender: str, receivers: list[str], content: bytes) -> str:
    try:
        return taken(sender, receivers, content)
    finally:
        connection.close()


class Lmtp(Controller):
    """The server, in a thread of its own."""

    def factory(self) -> LMTP:
        """One conversation with a mail server."""
        return LMTP(self.handler, data_size_limit=settings.MAIL_MAX_BYTES, hostname="open315", ident="Open315")


def is_on() -> bool:
    """Whether the settings name a place to listen."""
    return bool(settings.LMTP)


def listening() -> Lmtp:
    """The door of the settings, open."""
    host, _colon, port = settings.LMTP.rpartition(":")
    door = Lmtp(Door(), hostname=host.strip("[]") or "127.0.0.1", port=int(port), ready_timeout=30)
    door.start()
    return door
