"""One damaged file, read as a child reads it, or one damaged notice. What comes out is rows or a sentence; anything else is a finding."""

import json
from io import BytesIO
from typing import Any

from open315.core.calendar.reading import NoticeError, read
from open315.core.foreign_files import frames
from open315.core.foreign_files.child import inspected, look_at
from open315.core.foreign_files.readers import pictures
from open315.core.foreign_files.readers.opening import open_book
from open315.core.foreign_files.types import Unreadable
from tests.fuzz.mutation import damaged
from tests.fuzz.seeds import NOTICES, PICTURES

ROWS, DRAWN, READ, WRONG_PLACE = "rows", "drawn", "read", "wrong_place"
MOST_SIGNS = 20_000
"""As many as the form takes."""
MOST_ROWS = 200_000
"""A damaged file of a few kilobytes that has more rows than this would fill a disk with its answers."""


def attempt(kind: str, number: int) -> str:
    """What became of it: "rows", "drawn", "read", or why it was not read. Any other exception is a finding."""
    content = damaged(kind, number)
    if kind in NOTICES:
        return _notice(content.decode("utf-8", "replace"))
    try:
        inspected(BytesIO(content))
        return _picture(content) if kind in PICTURES else _rows(content)
    except Unreadable as error:
        json.dumps([error.trouble.value, error.detail]).encode()
        return error.trouble.value


def _notice(text: str) -> str:
    """Days in order, each once, with their doubts; or the place that cannot be read."""
    try:
        found = read(text[:MOST_SIGNS], 2027)
    except NoticeError:
        return WRONG_PLACE
    days = [each.day for each in found.days]
    assert days == sorted(set(days)), "each day once, in order"
    assert all(each.said != each.read for each in found.wrong_counts)
    return READ


def _picture(content: bytes) -> str:
    kind, drawn = pictures.redrawn(BytesIO(content), 100)
    assert kind in {"image/jpeg", "image/png"}
    assert b"maker" not in drawn, "nothing of the picture's history is left"
    return DRAWN


def _rows(content: bytes) -> str:
    book = open_book(BytesIO(content))
    look = look_at(book, 0.5)
    assert frames.look_of(_heard(frames.LOOK, frames.packed_look(look))) == look, "it arrives as it was sent"
    count = 0
    for name in book.sheets:
        reading, last = book.read(name), 0
        for row in reading.rows:
            assert last < row[0], "rows come in order"
            last, count = row[0], count + 1
            assert count <= MOST_ROWS
            _heard(frames.ROWS, frames.packed_rows([row]))
        reading.doubts.all()
    return ROWS


def _heard(*said: Any) -> Any:
    return frames.parts_of(frames.line(*said))[1]
