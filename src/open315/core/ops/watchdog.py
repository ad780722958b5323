"""Telling whoever looks after this process that it lives: systemd, where its unit says `WatchdogSec=` (sd_notify(3))."""

import os
import socket


def say(words: str) -> bool:
    """Send `words` to systemd; False where nobody listens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(words.encode(), "\0" + address[1:] if address.startswith("@") else address)
    except OSError:
        return False
    return True


def ready() -> None:
    """The process has begun its work."""
    say("READY=1")


def alive() -> None:
    """The process is not hung."""
    say("WATCHDOG=1")


def at_work() -> None:
    """Both at once, for those who have no other moment to say the first; saying it again changes nothing."""
    say("READY=1\nWATCHDOG=1")
