"""The mailbox: looked at whenever its server tells of something new (IDLE), and every half minute all the same.

A mail is moved only once what it says is committed. Killed in between, the next look finds that it was dealt with and moves it. A connection that
breaks is made anew after a pause that grows; nothing is decided by what the server forgets meanwhile.
"""

import imaplib
import logging
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted

from open315.core.errors import Unavailable
from open315.inbox.channels.mail.letters import Place, known_places
from open315.inbox.channels.mail.taking import take

log = logging.getLogger("open315.mail")

IDLE = "IDLE"
SLICE = 1.0
TIMEOUT = 30
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
BATCH = 50
TROUBLE = (OSError, imaplib.IMAP4.error, ImapToolsError, DatabaseError, InterfaceError, Unavailable)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


def is_on() -> bool:
    """Whether the settings name a mailbox."""
    return bool(settings.IMAP_HOST)


def watch(stopping: threading.Event, alive: Callable[[], None]) -> None:
    """Look after the mailbox until told to stop; trouble of any kind is waited out."""
    pause = FIRST_PAUSE
    while not stopping.is_set():
        alive()
        try:
            with opened() as box:
                pause = FIRST_PAUSE
                _stay(box, stopping, alive)
        except TROUBLE as problem:
            log.warning("mailbox", extra={"fields": {"error": type(problem).__name__}})
            connection.close()
            stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _stay(box: BaseMailBox, stopping: threading.Event, alive: Callable[[], None]) -> None:
    while not stopping.is_set():
        close_old_connections()
        more = look(box)
        alive()
        if not more and not stopping.is_set():
            _wait(box, stopping, settings.IMAP_LOOK_EVERY)


def _wait(box: BaseMailBox, stopping: threading.Event, seconds: float) -> None:
    """Wait for news; where the server tells none, for the next look. In slices, so that nobody waits for us to stop."""
    if IDLE not in box.client.capabilities:
        stopping.wait(seconds)
        return
    until = time.monotonic() + seconds
    with box.idle as idle:
        while not stopping.is_set() and time.monotonic() < until:
            began = time.monotonic()
            # Nothing, and at once: the server has hung up.
            if idle.poll(timeout=SLICE) or time.monotonic() - began < SLICE / 2:
                return


@contextmanager
def opened() -> Iterator[BaseMailBox]:
    """The mailbox of the settings, signed in, its folder chosen and the one for what was taken made."""
    box = _connected()
    try:
        box.login(settings.IMAP_USER, settings.IMAP_PASSWORD, settings.IMAP_FOLDER)
        # Servers tell more once they know who asks: MOVE among it.
        box.client.capabilities = tuple(box.client.capability()[1][-1].decode("ascii", "replace").upper().split())
        if not box.folder.exists(settings.IMAP_TAKEN):
            box.folder.create(settings.IMAP_TAKEN)
        yield box
    finally:
        with suppress(*TROUBLE):
            box.logout()


def _connected() -> BaseMailBox:
    host, port, way = settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_SECURITY
    if way == "none":
        return MailBoxUnencrypted(host, port, timeout=TIMEOUT)
    kind = MailBoxStartTls if way == "starttls" else MailBox
    return kind(host, port, timeout=TIMEOUT, ssl_context=ssl.create_default_context())


def look(box: BaseMailBox) -> bool:
    """Take what lies in the folder, some at a time, and move it away; whether more lies there."""
    validity = int(box.folder.status(settings.IMAP_FOLDER, ["UIDVALIDITY"])["UIDVALIDITY"])
    mailbox = f"{settings.IMAP_USER}@{settings.IMAP_HOST}/{settings.IMAP_FOLDER}"[-120:]
    uids = sorted(map(int, box.uids()))
    here = uids[:BATCH]
    known = known_places(mailbox, validity, here)
    for uid in here:
        if uid not in known:
            if not (raw := _fetched(box, uid)):
                continue
            take(raw, at=timezone.now(), place=Place(mailbox, validity, uid))
        _move(box, uid)
    return len(uids) > len(here)


def _fetched(box: BaseMailBox, uid: int) -> bytes:
    """The bytes of a mail, unseen as it was; of one that is too large its headers alone; nothing where it is gone meanwhile."""
    size = _SIZE.search(_flat(box.client.uid("FETCH", str(uid), "(RFC822.SIZE)")[1]))
    if size is None:
        return b""
    if int(size[1]) <= settings.MAIL_MAX_BYTES:
        return _literal(box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")[1])
    return _literal(box.client.uid("FETCH", str(uid), "(BODY.PEEK[HEADER])")[1]) + TOO_LARGE


TOO_LARGE = b"\r\n[...]\r\n"
"""Stands for what is left in the mailbox."""


def _flat(answer: list[Any]) -> bytes:
    return b" ".join(each if isinstance(each, bytes) else each[0] for each in answer if each)


def _literal(answer: list[Any]) -> bytes:
    return next((each[1] for each in answer if isinstance(each, tuple)), b"")


def _move(box: BaseMailBox, uid: int) -> None:
    """Move it by one command where the server knows it; else it is copied and this one alone deleted."""
    if "MOVE" in box.client.capabilities:
        status, said = box.client.uid("MOVE", str(uid), box.client._quote(settings.IMAP_TAKEN))
        if status != "OK":
            raise imaplib.IMAP4.error(str(said)[:80])
        return
    box.move([str(uid)], settings.IMAP_TAKEN)
