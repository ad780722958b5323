"""The child: reads one file from its input and says what is in it. `nursery` brings it forth.

Nothing can be imported once it is confined: no file can be opened then. So what the standard library imports late is named in `AT_HAND`.
"""

import codecs
import heapq
import html.entities
import os
import signal
import time
from base64 import b64encode
from traceback import extract_tb
from typing import Any, BinaryIO, NoReturn

from open315.core.foreign_files import frames
from open315.core.foreign_files.kinds import kind_of
from open315.core.foreign_files.limits import Limits, confine
from open315.core.foreign_files.readers import pictures
from open315.core.foreign_files.readers.dittos import filled
from open315.core.foreign_files.readers.encodings import WORTH_LOADING
from open315.core.foreign_files.readers.opening import open_book
from open315.core.foreign_files.readers.packages import Package
from open315.core.foreign_files.types import (
    FIRST_ROWS,
    Book,
    FileKind,
    Look,
    NumberedRow,
    SheetLook,
    Trouble,
    Unreadable,
)

AT_HAND = (heapq, html.entities, *map(codecs.lookup, WORTH_LOADING))
PACKAGES = frozenset({FileKind.XLSX, FileKind.DOCX, FileKind.ODS, FileKind.FOLDER})
PIECE = 500
"""Rows of one line."""
MAX_SHEETS = 60
CLOCK_EVERY = 1000


def live(asked: dict[str, Any]) -> None:
    """Read what stands on descriptor 0, say on descriptor 1 what `asked` wants to know: `do`, `sheet`, `seconds`, `limits`."""
    signal.signal(signal.SIGXCPU, _too_slow)
    confine(Limits(**asked["limits"]))
    try:
        with os.fdopen(0, "rb", closefd=False) as file:
            _do(asked, file)
    except Unreadable as error:
        _say(frames.FAILED, error.trouble.value, error.detail)
    except MemoryError:
        _say(frames.FAILED, Trouble.TOO_LARGE.value, "")
    except BrokenPipeError:
        return  # nobody wants to know any more
    except (
        Exception
    ) as error:  # a reader's mistake on a hostile file; as far as people are concerned the file is to blame
        _say(frames.FAILED, Trouble.UNREADABLE.value, _where(error))


def _too_slow(*_signal: Any) -> NoReturn:
    raise Unreadable(Trouble.TOO_SLOW)


def _where(error: Exception) -> str:
    """The error's kind and place, for the log; its words could be the file's."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {os.path.basename(last.filename)}:{last.lineno}"


def _do(asked: dict[str, Any], file: BinaryIO) -> None:
    match asked["do"]:
        case "inspect":
            _say(frames.KIND, inspected(file).value)
        case "redraw":
            kind, content = pictures.redrawn(file, int(asked["side"]))
            _say(frames.PICTURE, kind, b64encode(content).decode())
        case "look":
            _say(frames.LOOK, frames.packed_look(look_at(open_book(file), float(asked["seconds"]))))
        case _:
            _say_rows(open_book(file), str(asked["sheet"]))


def inspected(file: BinaryIO) -> FileKind:
    """What the file is. Unreadable for a package that unpacks to too much, and for a picture that is damaged or too large."""
    kind = kind_of(file)
    if kind in PACKAGES:
        Package(file)
    elif kind is FileKind.PICTURE:
        pictures.check(file)
    return kind


def _say_rows(book: Book, sheet: str) -> None:
    reading = filled(book.read(sheet))
    piece: list[NumberedRow] = []
    for row in reading.rows:
        piece.append(row)
        if len(piece) == PIECE:
            _say(frames.ROWS, frames.packed_rows(piece))
            piece = []
    _say(frames.ROWS, frames.packed_rows(piece))
    _say(frames.END, frames.packed_doubts(reading.doubts.all()))


def look_at(book: Book, seconds: float) -> Look:
    """The first rows of every sheet, then what is doubtful in all of it, as far as `seconds` of the processor reach."""
    until = time.process_time() + seconds
    sheets = tuple(_sheet(book, name, until) for name in book.sheets[:MAX_SHEETS])
    if not any(each.count for each in sheets):
        raise Unreadable(Trouble.NO_ROWS)
    return Look(book.kind, sheets, book.hidden_sheets, book.encoding, book.separator)


def _sheet(book: Book, name: str, until: float) -> SheetLook:
    reading = filled(book.read(name))
    first: list[NumberedRow] = []
    last: NumberedRow = (0, [])
    count, is_whole = 0, True
    for row in reading.rows:
        count, last = count + 1, row
        if len(first) < FIRST_ROWS:
            first.append(row)
        elif count % CLOCK_EVERY == 0 and time.process_time() > until:
            is_whole = False
            break
    return SheetLook(name, tuple(first), count, is_whole, reading.doubts.all(), reading.spans, tuple(last[1]))


def _say(*parts: Any) -> None:
    left = memoryview(frames.line(*parts))
    while left:
        left = left[os.write(1, left) :]
