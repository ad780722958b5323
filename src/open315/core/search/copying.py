"""Rows of an index as PostgreSQL's COPY takes them in binary: for both sides half the work of writing numbers in letters.

Source: PostgreSQL's manual, chapter COPY, "Binary Format"; arrays as `array_recv` reads them.
"""

import struct
import sys
from array import array
from collections.abc import Collection

HEAD = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
TAIL = struct.pack(">h", -1)
INT4_OID = 23
_FRONT = struct.Struct(">hiqi")
"""Number of fields; length and value of the id; length of the letters."""
_NUMBERS = struct.Struct(">iiiiii")
"""Length of the field; dimensions, whether NULLs may occur, type, size, first index."""
_NONE = struct.pack(">iiii", 12, 0, 0, INT4_OID)


def row(row_id: int, letters: str, grams: Collection[int]) -> bytes:
    """One row (id bigint, letters text, grams int[])."""
    text = letters.encode()
    return _FRONT.pack(3, 8, row_id, len(text)) + text + _int_array(grams)


def _int_array(numbers: Collection[int]) -> bytes:
    count = len(numbers)
    if not count:
        return _NONE
    cells = array("i", (4,)) * (2 * count)  # each number behind its length in bytes
    cells[1::2] = array("i", numbers)
    if sys.byteorder == "little":
        cells.byteswap()
    return _NUMBERS.pack(20 + 8 * count, 1, 0, INT4_OID, count, 1) + cells.tobytes()
