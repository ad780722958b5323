"""Who took part as a sheet: given out with those who are entered, and read row by row by the confined reader. Names are not read (ADR 0118)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from open315.activities.models import BodyKind, Participation
from open315.activities.people.types import Attendance, InSheet
from open315.core.errors import InvalidInput
from open315.core.exports import write_book
from open315.core.folders.columns import Column, Form
from open315.core.foreign_files import reading, wording
from open315.core.foreign_files.types import Cell, NumberedRow, Unreadable
from open315.org.codes import ranks

BODY, OFFICE = Column("body", _("Body")), Column("office", _("Office"))
COLUMNS = (
    BODY,
    Column("body_kind", _("Kind of body"), Form.CODE, codes=lambda: dict(BodyKind.choices)),
    OFFICE,
    Column("rank", _("Rank"), Form.CODE, codes=ranks),
    Column("role", _("Took part as"), Form.CODE, codes=lambda: dict(Participation.Role.choices)),
    Column("is_guest", _("Guest from outside"), Form.YES),
)
ALSO = {BODY: frozenset({"單位", "工作單位", "来自单位", "单位", "工作单位"}), OFFICE: frozenset({"職務", "职务"})}
"""What lists of such offices have above these columns besides."""
MOST_ROWS = 2000
NO_HEADINGS = _("No sheet of the file has the columns Body and Office. Take the sheet of this page, or give the columns these names.")  # fmt: skip
TOO_MANY = _("A sheet has at most 2000 rows. Divide it, and send one part after the other.")


def write(target: BinaryIO, title: str, entered: Sequence[Participation]) -> None:
    """Those who are entered as a workbook; without any, the headings to fill in."""
    rows = ([column.write(_cell(each, column.key)) for column in COLUMNS] for each in entered)
    write_book(target, [(title, [column.label for column in COLUMNS], rows)])


def _cell(row: Participation, key: str) -> Any:
    return getattr(row.person if key in {"body", "body_kind", "office"} else row, key)


@dataclass(slots=True)
class Read:
    """What a sheet says: people by the number of their row, and the rows that cannot be read, each with the words why."""

    people: list[InSheet] = field(default_factory=list)
    left: list[tuple[int, Any]] = field(default_factory=list)


def read(file: BinaryIO, *, body_kind: str, role: str) -> Read:
    """Read a sheet; kind of body and role are for the rows that say nothing of it. InvalidInput, at the file, for what is no such sheet.

    Never in a transaction.
    """
    try:
        for sheet in reading.look(file).sheets:
            file.seek(0)
            if (found := _read(reading.rows(file, sheet.name), body_kind, role)) is not None:
                return found
            file.seek(0)
    except Unreadable as error:
        raise wording.refusal(error, field="file") from None
    raise InvalidInput(NO_HEADINGS, field="file")


def _read(rows: Iterator[NumberedRow], body_kind: str, role: str) -> Read | None:
    """What stands below the headings; None if no row holds headings."""
    columns: Mapping[int, Column] = {}
    found = Read()
    for count, (number, cells) in enumerate(rows):
        if count > MOST_ROWS:
            raise InvalidInput(TOO_MANY, field="file")
        if not columns:
            columns = _headings(cells)
        elif any(str(cell or "").strip() for cell in cells):
            _take(found, number, columns, cells, {"body_kind": body_kind, "role": role})
    return found if columns else None


def _headings(cells: Sequence[Cell]) -> Mapping[int, Column]:
    """Which column stands where; nothing unless body and office are among them."""
    found = {place: column for place, cell in enumerate(cells) for column in COLUMNS if _is_called(column, str(cell or ""))}  # fmt: skip
    return found if {BODY, OFFICE} <= set(found.values()) else {}


def _is_called(column: Column, heading: str) -> bool:
    return column.is_called(heading) or heading.strip() in ALSO.get(column, ())


def _take(found: Read, number: int, columns: Mapping[int, Column], cells: Sequence[Cell], unsaid: Mapping[str, str]) -> None:  # fmt: skip
    try:
        said = {column.key: column.read(cells[place]) for place, column in columns.items() if place < len(cells)}
    except InvalidInput as error:
        found.left.append((number, error.message))
        return
    given = Attendance(
        said.get("body", ""),
        said.get("body_kind") or unsaid["body_kind"],
        said.get("office", ""),
        said.get("rank", ""),
        said.get("role") or unsaid["role"],
        said.get("is_guest", False),
    )
    found.people.append(InSheet(number, given))
