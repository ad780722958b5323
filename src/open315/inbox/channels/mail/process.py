"""The process that brings mails: the mailbox, the door for the mail server, or both. It may be killed at any moment."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

from open315.core.ops import watchdog
from open315.inbox.channels.mail import imap, lmtp

log = logging.getLogger("open315.mail")

SIGN_EVERY = 5.0


def is_on() -> bool:
    """Whether this install takes mails in."""
    return imap.is_on() or lmtp.is_on()


def run(alive: Callable[[], None] = watchdog.alive) -> None:
    """Bring mails until a signal comes."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    door = lmtp.listening() if lmtp.is_on() else None
    watchdog.ready()
    log.info("mail started", extra={"fields": {"imap": imap.is_on(), "lmtp": lmtp.is_on()}})
    try:
        if imap.is_on():
            imap.watch(stopping, alive)
        while not stopping.wait(SIGN_EVERY):
            alive()
    finally:
        if door is not None:
            door.stop()
