"""How the child speaks: lines of JSON, each a list whose first word says what it is. Nothing that it says is ever run. Pure."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from open315.core.foreign_files.types import (
    Cell,
    Damage,
    Damaged,
    Doubt,
    DoubtKind,
    FileKind,
    Look,
    NumberedRow,
    SheetLook,
    Span,
)

ROWS, LOOK, KIND, PICTURE, END, FAILED = "rows", "look", "kind", "picture", "end", "failed"
LAST = frozenset({LOOK, KIND, PICTURE, END})
"""After these a child has said all."""
LONGEST = 64 * 1024 * 1024
"""Bytes of one line."""
PLAIN = frozenset({str, int, float, bool, type(None)})


class NonsenseError(ValueError):
    """What the child said is not what a child says."""


def line(*parts: Any) -> bytes:
    """One line of the child's."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def parts_of(written: bytes) -> list[Any]:
    """What a line says. NonsenseError for one that no child of ours writes."""
    try:
        found = json.loads(written, object_hook=_unpacked)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise NonsenseError(repr(error)[:200]) from error
    if not isinstance(found, list) or len(found) < 2 or not isinstance(found[0], str):
        raise NonsenseError(type(found).__name__)
    return found


def packed_rows(rows: list[NumberedRow]) -> list[Any]:
    """Rows, with the cells that JSON does not know as small objects."""
    return [[number, [cell if type(cell) in PLAIN else _packed(cell) for cell in cells]] for number, cells in rows]


def rows_of(said: Any) -> list[NumberedRow]:
    """The rows again."""
    try:
        return [(_whole(number), list(cells)) for number, cells in said]
    except (TypeError, ValueError) as error:
        raise NonsenseError(repr(error)[:200]) from error


def _packed(cell: Cell) -> dict[str, Any]:
    if isinstance(cell, Damaged):
        return {"w": str(cell), "x": cell.damage.value}
    if isinstance(cell, datetime):
        return {"m": cell.replace(tzinfo=None).isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time):
        return {"h": cell.isoformat()}
    return {"s": cell.total_seconds()} if isinstance(cell, timedelta) else {"w": str(cell), "x": Damage.BYTES.value}


def _unpacked(said: dict[str, Any]) -> Cell:
    if "x" in said:
        return Damaged(str(said["w"]), Damage(said["x"]))
    if "m" in said:
        return datetime.fromisoformat(said["m"])
    if "d" in said:
        return date.fromisoformat(said["d"])
    return time.fromisoformat(said["h"]) if "h" in said else timedelta(seconds=said["s"])


def packed_doubts(doubts: tuple[Doubt, ...]) -> list[Any]:
    """Doubts as lists."""
    return [[each.kind.value, each.count, list(each.rows)] for each in doubts]


def doubts_of(said: Any) -> tuple[Doubt, ...]:
    """Doubts again."""
    try:
        return tuple(Doubt(DoubtKind(kind), _whole(count), tuple(map(_whole, rows))) for kind, count, rows in said)
    except (TypeError, ValueError) as error:
        raise NonsenseError(repr(error)[:200]) from error


def packed_look(look: Look) -> list[Any]:
    """A look as lists."""
    sheets = [
        [
            each.name, packed_rows(list(each.rows)), each.count, each.is_whole, packed_doubts(each.doubts),
            [[span.top, span.left, span.bottom, span.right] for span in each.spans], packed_rows([(0, list(each.last))]),
        ]
        for each in look.sheets
    ]  # fmt: skip
    return [look.kind.value, sheets, list(look.hidden_sheets), look.encoding, look.separator]


def look_of(said: Any) -> Look:
    """A look again."""
    try:
        kind, sheets, hidden, encoding, separator = said
        looks = tuple(_sheet_look(*each) for each in sheets)
        return Look(FileKind(kind), looks, tuple(map(str, hidden)), str(encoding), str(separator))
    except (TypeError, ValueError) as error:
        raise NonsenseError(repr(error)[:200]) from error


def _sheet_look(name: Any, rows: Any, count: Any, is_whole: Any, doubts: Any, spans: Any, last: Any) -> SheetLook:
    return SheetLook(
        str(name), tuple(rows_of(rows)), _whole(count), bool(is_whole), doubts_of(doubts),
        tuple(Span(*map(_whole, span)) for span in spans), tuple(rows_of(last)[0][1]),
    )  # fmt: skip


def _whole(said: Any) -> int:
    if type(said) is not int:
        raise NonsenseError(repr(said)[:80])
    return said
