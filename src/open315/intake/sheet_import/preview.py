"""Looking at an uploaded sheet: its first rows, where its headings are, what they mean, what its rows would become."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from open315.cases.services.registration import check
from open315.cases.types import NewCase
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Open315Error
from open315.core.redaction import mask_email, mask_name, mask_phone, redact
from open315.core.redaction.masks import keep_ends
from open315.intake.models import SheetImport
from open315.intake.sheet_import import cell_values, headings
from open315.intake.sheet_import.columns import FIELDS, Defaults, Mapping, Target, carried_over
from open315.intake.sheet_import.pieces import converter_of
from open315.intake.sheet_import.row_cells import Problem
from open315.intake.sheet_import.row_to_case import Converted
from open315.intake.sheet_import.sheet_file import Book, Row, open_upload
from open315.law import codelists
from open315.org import queries as org

LOOK_AT = 40
SHOWN = 20
LABELS = {field.target: field.label for field in FIELDS}
MAX_SHOWN = 80
COLUMN_OF = {"trader_name": Target.TRADER_NAME, "amount": Target.AMOUNT}
"""Names of fields in refusals that are not those of our targets are translated here; most are the same."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the mapping page shows it."""

    index: int
    heading: str
    examples: tuple[str, ...]
    target: Target


def first_sheet(book: Book) -> str:
    """The sheet whose headings are known best; of equals the first. Lists often stand behind a sheet that explains them."""
    return max(book.look.sheets, key=lambda each: headings.known_in(each.rows, each.spans)).name


def first_mapping(book: Book, sheet: str, earlier: Mapping | None) -> Mapping:
    """The guess: the headings' row, the columns by the source's last sheet and by their names."""
    look = book.sheet(sheet)
    number, words = headings.find(look.rows, look.spans)
    columns = headings.guessed(words)
    if earlier is not None:
        columns.update(carried_over(earlier, words))
    return Mapping(sheet, number, words, columns, earlier.defaults if earlier else Defaults())


def columns_of(book: Book, mapping: Mapping) -> list[Column]:
    """The columns with a few examples each."""
    rows = [cells for number, cells in islice(book.rows(mapping.sheet), LOOK_AT) if number > mapping.heading_row]
    width = max([len(mapping.headings), *map(len, rows)], default=0)
    columns = []
    for index in range(width):
        target = mapping.columns.get(index, Target.IGNORE)
        seen = [masked(target, cell_values.text(cells[index])) for cells in rows if index < len(cells)]
        examples = tuple(dict.fromkeys(text[:40] for text in seen if text))[:3]
        heading = mapping.headings[index] if index < len(mapping.headings) else ""
        if heading or examples:
            columns.append(Column(index, heading, examples, target))
    return columns


def headings_at(book: Book, sheet: str, number: int) -> tuple[str, ...]:
    """The cells of one row as headings; none if the row is empty."""
    look = book.sheet(sheet)
    return headings.of_row(look.rows, number, look.spans)


def preview(sheet: SheetImport, mapping: Mapping, *, actor: Actor, at: datetime) -> list[tuple[Row, Converted]]:
    """The first rows and what they would become, with everything that would be refused."""
    make = converter_of(sheet, mapping, at)
    rows = (
        (number, cells)
        for number, cells in open_upload(sheet.upload).rows(mapping.sheet)
        if number > mapping.heading_row
    )
    shown: list[tuple[Row, Converted]] = []
    for number, cells in islice(rows, SHOWN):
        found = make.convert(number, cells, make.reference(cells))
        if found.command is not None:
            try:
                check(found.command, actor)
            except Open315Error as error:
                found.problems.append(problem_of(error, mapping))
        shown.append((cells, found))
    return shown


def problem_of(error: Open315Error, mapping: Mapping) -> Problem:
    """A refusal of the verb as a problem of the column it is about."""
    target: Any = COLUMN_OF.get(error.field or "") or next(
        (each for each in Target if each.value and each.value == error.field), None
    )
    columns = mapping.of(target) if target else []
    return Problem(error.message, columns[0] if columns else None)


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """What a cell becomes, as words, and what is wrong with it."""

    text: str
    problems: tuple[str, ...] = ()
    is_read: bool = False
    """Whether `text` is what was understood rather than what was written."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the preview; `problems` are those of no one cell."""

    number: int
    cells: tuple[PreviewCell, ...]
    problems: tuple[str, ...]
    is_good: bool


def preview_columns(mapping: Mapping) -> list[tuple[int, str, Any]]:
    """(column, heading, field) of every column that is used."""
    words = mapping.headings
    return [
        (column, words[column] if column < len(words) else "", LABELS[target])
        for column, target in mapping.columns.items()
        if target
    ]


def preview_rows(mapping: Mapping, rows: Sequence[tuple[Row, Converted]]) -> list[PreviewRow]:
    """The rows as the preview shows them."""
    used = [(column, target) for column, target in mapping.columns.items() if target]
    shown = []
    for cells, found in rows:
        parts = tuple(_cell(column, target, cells, found) for column, target in used)
        loose = tuple(str(each.message) for each in found.problems if each.column not in dict(used))
        shown.append(PreviewRow(found.number, parts, loose, not found.problems))
    return shown


def _cell(column: int, target: Target, cells: Row, found: Converted) -> PreviewCell:
    problems = tuple(str(each.message) for each in found.problems if each.column == column)
    written = cell_values.text(cells[column] if column < len(cells) else None)
    read = _read(target, found.command) if found.command and written else None
    text = masked(target, written) if read is None else read
    return PreviewCell(text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…", problems, read is not None)


def _read(target: Target, command: NewCase) -> str | None:
    """What was understood, where that differs from what was written."""
    if target is Target.RECEIVED_AT:
        return local_day(command.received_at).isoformat()
    if target is Target.AMOUNT and command.amount_cents is not None:
        return f"{command.amount_cents / 100:,.2f}"
    codes = {
        Target.KIND: ("kinds", command.kind.value),
        Target.GOODS: ("goods", command.goods),
        Target.NATURE: ("natures", command.nature),
    }
    if target in codes and codes[target][1]:
        return str(codelists.label(*codes[target]))
    if target is Target.CLAIMS and command.claims:
        return codelists.labels("claims", command.claims)
    if target is Target.REGION and command.region_code:
        return str(org.region_name(command.region_code))
    return None


def masked(target: Target, written: str) -> str:
    """The cell by what its column goes to; in any other column whatever looks like personal data is masked."""
    if target is Target.NAME:
        return mask_name(written)
    if target is Target.PHONE:
        return mask_phone(written)
    if target is Target.EMAIL:
        return mask_email(written)
    return keep_ends(written, 2, 0) if target in {Target.ADDRESS, Target.ID_NUMBER} else redact(written).text
