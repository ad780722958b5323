"""Our end of the nursery: one for this process, started when it is needed, and again when it died."""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import open315

log = logging.getLogger("open315.foreign_files")

SOURCE = Path(open315.__file__).resolve().parent.parent
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")
"""What of our environment a child is given. None of it is ours."""
STARTS_IN = 30.0
"""Seconds the nursery has to answer an order; the first time it loads the readers."""
ANSWER = 32


@dataclass(frozen=True, slots=True)
class Child:
    """A child at work: where it answers, and who it is."""

    answers: int
    number: int

    def end(self) -> None:
        """Let it be gone, whatever it does. A number that is nobody's any more is no error."""
        os.close(self.answers)
        with suppress(OSError):
            os.kill(self.number, signal.SIGKILL)


@dataclass(slots=True)
class _Nursery:
    owner: int
    door: socket.socket
    process: "subprocess.Popen[bytes]"


_lock = threading.Lock()
_ours: list[_Nursery] = []
"""The nursery, if there is one. A process that was forked from us has to start its own: see `owner`."""


def child(asked: dict[str, Any], file: int) -> Child:
    """A child that reads the file of this descriptor. OSError if none can be had."""
    order = json.dumps(asked).encode()
    with _lock:
        try:
            return _order(_nursery(), order, file)
        except OSError:  # it died: the next one is as good
            _forget()
            return _order(_nursery(), order, file)


def _order(nursery: _Nursery, order: bytes, file: int) -> Child:
    ours, theirs = os.pipe()
    try:
        socket.send_fds(nursery.door, [order], [file, theirs])
        said = nursery.door.recv(ANSWER)
        number = int(said) if said else 0
        if number <= 0:
            raise OSError("no child could be had")
        return Child(ours, number)
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)


def _nursery() -> _Nursery:
    if _ours and _ours[0].owner != os.getpid():
        _ours.clear()
    if not _ours:
        _ours.append(_started())
    return _ours[0]


def _started() -> _Nursery:
    ours, theirs = socket.socketpair()
    ours.settimeout(STARTS_IN)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "open315.core.foreign_files.nursery"],
            stdin=theirs.fileno(), stdout=subprocess.DEVNULL, cwd="/",
            env={**kept, "PYTHONPATH": str(SOURCE)},
        )  # fmt: skip
    return _Nursery(os.getpid(), ours, process)


def _forget() -> None:
    while _ours:
        nursery = _ours.pop()
        nursery.door.close()
        nursery.process.kill()
        nursery.process.wait()
        log.warning("the nursery of readers died", extra={"fields": {"code": nursery.process.returncode}})
