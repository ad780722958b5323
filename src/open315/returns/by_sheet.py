"""A return as a sheet: given out with its lines, filled in where the numbers lie, and taken back into the form, where a person looks it over and saves.

Whoever fills in a return collects the numbers from colleagues, in a spreadsheet. What comes back is not trusted more than what is typed: it is
put into the draft of the form, each row that could not be taken is named, and only saving the form files anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from open315.core.errors import InvalidInput
from open315.core.exports import write_book
from open315.core.folders.columns import Column, Form
from open315.core.foreign_files import reading, wording
from open315.core.foreign_files.types import Cell, NumberedRow, Unreadable
from open315.core.text import letters
from open315.indicators.types import Indicator
from open315.returns.models import Filing, Value
from open315.returns.types import AnswerKind

CODE = Column("code", _("Code"))
INDICATOR = Column("indicator", _("Indicator"))
UNIT = Column("unit", _("Unit"))
DEFINITION = Column("definition", _("Definition"))
KIND = Column("kind", _("What is said"), Form.CODE, codes=lambda: dict(Value.Kind.choices))
SAID = Column("said", _("Value"))
REASON = Column("reason", _("Reason"))
COLUMNS = (CODE, INDICATOR, UNIT, DEFINITION, KIND, SAID, REASON)
MOST_ROWS = 2000
NO_LINES = _(
    "No sheet of the file has the columns of this return. Take the sheet of this page, fill it in, and send it."
)
TOO_MANY = _("The file has more rows than a return has lines. Send only the sheet of this return.")
NOT_ASKED, TWICE = _("This indicator is not asked for."), _("This indicator stands in an earlier row already.")


def write(target: BinaryIO, title: str, asked: Sequence[Indicator], filing: Filing | None) -> None:
    """The lines of a return as a workbook, with what was filled in last."""
    given: dict[str, Value] = {each.indicator: each for each in filing.values.all()} if filing else {}
    rows = (_line(each, given.get(each.code)) for each in asked)
    write_book(target, [(title, [column.label for column in COLUMNS], rows)])


def _line(indicator: Indicator, value: Value | None) -> list[Any]:
    said = (value.kind, value.said, value.reason) if value else (AnswerKind.VALUE, "", "")
    cells = (indicator.code, indicator.names, indicator.unit.names, indicator.definition, *said)
    return [column.write(cell) for column, cell in zip(COLUMNS, cells, strict=True)]


@dataclass(frozen=True, slots=True)
class Line:
    """What a row of the sheet says of an indicator."""

    kind: str
    said: str
    reason: str


@dataclass(slots=True)
class Taken:
    """What was taken from a sheet: the lines by indicator; rows that were not, each with the words why."""

    lines: dict[str, Line] = field(default_factory=dict)
    left: list[tuple[int, Any]] = field(default_factory=list)


def read(file: BinaryIO, asked: Sequence[Indicator]) -> Taken:
    """Read a sheet that came back. InvalidInput, at the file, for one that cannot be read or is not the sheet of a return. Never in a transaction."""
    try:
        for sheet in reading.look(file).sheets:
            file.seek(0)
            if (found := _taken(reading.rows(file, sheet.name), asked)) is not None:
                return found
            file.seek(0)
    except Unreadable as error:
        raise wording.refusal(error, field="file") from None
    raise InvalidInput(NO_LINES, field="file")


def _taken(rows: Iterator[NumberedRow], asked: Sequence[Indicator]) -> Taken | None:
    """What the rows below the headings say; None if no row holds headings."""
    columns: Mapping[int, Column] = {}
    called = dict(_called(asked))
    taken = Taken()
    for count, (number, cells) in enumerate(rows):
        if count > MOST_ROWS:
            raise InvalidInput(TOO_MANY, field="file")
        if not columns:
            columns = _headings(cells)
        elif words := _take(taken, called, columns, cells):
            taken.left.append((number, words))
    return taken if columns else None


def _headings(cells: Sequence[Cell]) -> Mapping[int, Column]:
    """Which column stands where; nothing unless the row names what is told, and of what."""
    found = {
        place: column for place, cell in enumerate(cells) for column in COLUMNS if column.is_called(str(cell or ""))
    }
    named = set(found.values())
    return found if SAID in named and named & {CODE, INDICATOR} else {}


def _called(asked: Sequence[Indicator]) -> Iterator[tuple[str, Indicator]]:
    """By what an indicator may be named: its names in any language; its code before all."""
    for each in asked:
        for name in each.names.as_data().values():
            yield letters(name), each
    for each in asked:
        yield letters(each.code), each


def _take(taken: Taken, called: Mapping[str, Indicator], columns: Mapping[int, Column], cells: Sequence[Cell]) -> Any:
    """Take one row; the words why it was not, or nothing."""
    try:
        said = {column.key: column.read(cells[place]) for place, column in columns.items() if place < len(cells)}
    except InvalidInput as error:
        return error.message
    name = said.get("code") or said.get("indicator") or ""
    line = Line(said.get("kind") or AnswerKind.VALUE, said.get("said", ""), said.get("reason", ""))
    indicator = called.get(letters(name))
    if indicator is None:
        return NOT_ASKED if name or line.said else ""
    if indicator.code in taken.lines:
        return TWICE
    if line.said or line.kind != AnswerKind.VALUE:
        taken.lines[indicator.code] = line
    return ""
