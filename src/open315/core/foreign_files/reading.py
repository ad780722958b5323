"""Our side of a foreign file: get a child for it, take what it says, end it. Call none of this inside a transaction.

The child gets the file as its input, so it needs no path and no key; a file that is kept sealed is handed over opened, in memory that
has no name. It inherits nothing: no descriptor, and no variable of our environment that could hold a secret.
"""

import logging
import os
import selectors
import tempfile
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from django.db import connection

from open315.core.foreign_files import frames, parent
from open315.core.foreign_files.limits import ALL_ROWS, DRAWING, LOOKING, Limits
from open315.core.foreign_files.types import Doubt, FileKind, Look, NumberedRow, Trouble, Unreadable

log = logging.getLogger("open315.foreign_files")

LOOKS_AT_ONCE, GLANCES_AT_ONCE = 2, 4
"""Children at work for somebody who waits, in one process. A glance (what is it, does it open) takes a moment, a look at a large sheet half a
minute: so the photos of the portal do not stand in line behind sheets."""
WAITS = 20.0
"""Seconds somebody waits for their turn."""
LOOKS_FOR = 4.0
"""Seconds of the processor a look goes on for after the first rows, to count and to doubt."""
READ = 1 << 16
COPY = 1 << 20
_looks, _glances = threading.BoundedSemaphore(LOOKS_AT_ONCE), threading.BoundedSemaphore(GLANCES_AT_ONCE)


class InTransactionError(RuntimeError):
    """A file was to be read inside a transaction, where everybody else would wait for it."""


def inspect(file: BinaryIO, *, limits: Limits = LOOKING) -> FileKind:
    """What the file is, by its content. Unreadable for a package that unpacks to too much, and for a picture that is damaged or too large."""
    said = _one(file, {"do": "inspect"}, frames.KIND, limits)
    try:
        return FileKind(said[0])
    except ValueError as error:
        raise Unreadable(Trouble.UNREADABLE) from error


def redraw(file: BinaryIO, side: int, *, limits: Limits = DRAWING) -> tuple[str, bytes]:
    """The picture drawn anew of its points alone, at most `side` of them long: content type and bytes. Unreadable if it cannot be."""
    kind, content = _one(file, {"do": "redraw", "side": side}, frames.PICTURE, limits)
    return str(kind), b64decode(content)


def look(file: BinaryIO, *, seconds: float = LOOKS_FOR, limits: Limits = LOOKING) -> Look:
    """What the file holds: the first rows of every sheet, and what is doubtful. Unreadable, with the reason, if it holds none."""
    try:
        return frames.look_of(_one(file, {"do": "look", "seconds": seconds}, frames.LOOK, limits)[0])
    except frames.NonsenseError as error:
        raise Unreadable(Trouble.UNREADABLE) from error


def rows(
    file: BinaryIO, sheet: str, *, doubts: list[Doubt] | None = None, limits: Limits = ALL_ROWS
) -> Iterator[NumberedRow]:
    """All rows of a sheet that are not empty, as they are read. `doubts` is filled at the end. Unreadable at once or on the way."""
    with _child(file, {"do": "rows", "sheet": sheet}, limits) as said:
        for kind, what in said:
            if kind == frames.ROWS:
                yield from frames.rows_of(what[0])
            elif kind == frames.END and doubts is not None:
                doubts.extend(frames.doubts_of(what[0]))


def _one(file: BinaryIO, asked: dict[str, Any], wanted: str, limits: Limits) -> list[Any]:
    """The one thing that is asked of a child; somebody waits for it, so few are asked at once."""
    with _turn(wanted), _child(file, asked, limits) as said:
        for kind, what in said:
            if kind == wanted:
                return what
    raise Unreadable(Trouble.UNREADABLE)


@contextmanager
def _turn(kind: str) -> Iterator[None]:
    turns = _looks if kind == frames.LOOK else _glances
    if not turns.acquire(timeout=WAITS):
        raise Unreadable(Trouble.BUSY)
    try:
        yield
    finally:
        turns.release()


@contextmanager
def _child(file: BinaryIO, asked: dict[str, Any], limits: Limits) -> Iterator[Iterator[tuple[str, list[Any]]]]:
    """What a child says of the file, part by part; it is gone when the block is left, however that happens."""
    _outside_transactions()
    with _descriptor(file) as source:
        child = parent.child({**asked, "limits": limits.as_data()}, source)
    try:
        yield _said(child.answers, limits)
    finally:
        child.end()


def _outside_transactions() -> None:
    """A file is never read while a transaction is open: on SQLite nobody else could write for as long. A test's own does not count."""
    if not all(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise InTransactionError


@contextmanager
def _descriptor(file: BinaryIO) -> Iterator[int]:
    """The file as a descriptor of its own at its beginning: itself where it has one, else a copy in memory without a name."""
    with suppress(OSError, AttributeError):
        number = file.fileno()
        file.seek(0)
        yield number
        return
    with _nameless() as copy:
        file.seek(0)
        while chunk := file.read(COPY):
            copy.write(chunk)
        copy.flush()
        copy.seek(0)
        yield copy.fileno()


def _nameless() -> Any:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("foreign-file", os.MFD_CLOEXEC), "w+b")
    return tempfile.TemporaryFile()


def _said(answers: int, limits: Limits) -> Iterator[tuple[str, list[Any]]]:
    """The parts of what the child says, until it ends. Unreadable if it says so, or was ended in the middle."""
    ended = False
    for written in _lines(answers, limits):
        try:
            kind, *what = frames.parts_of(written)
            if kind == frames.FAILED:
                raise _failure(what)
        except frames.NonsenseError as error:
            log.warning("a reader spoke nonsense", extra={"fields": {"error": repr(error)[:300]}})
            raise Unreadable(Trouble.UNREADABLE) from error
        ended = ended or kind in frames.LAST
        yield str(kind), what
    if not ended:
        log.warning("a reader was ended in the middle")
        raise Unreadable(Trouble.UNREADABLE)


def _failure(what: list[Any]) -> Unreadable:
    log.info("a file was not read", extra={"fields": {"why": [str(each)[:200] for each in what]}})
    try:
        return Unreadable(Trouble(what[0]), str(what[1])[:200])
    except (ValueError, IndexError):
        return Unreadable(Trouble.UNREADABLE)


def _lines(descriptor: int, limits: Limits) -> Iterator[bytes]:
    """The lines of the child, none of them too long, all of them not too much, and never long silence."""
    kept, total = bytearray(), 0
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while True:
            if not selector.select(limits.silence):
                raise Unreadable(Trouble.TOO_SLOW)
            chunk = os.read(descriptor, READ)
            if not chunk:
                return
            total += len(chunk)
            if total > limits.answer or len(kept) > frames.LONGEST:
                raise Unreadable(Trouble.TOO_LARGE)
            *whole, rest = chunk.split(b"\n")
            for each in whole:
                yield bytes(kept) + each
                kept = bytearray()
            kept += rest
