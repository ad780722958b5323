"""Looking at an uploaded sheet: its first rows, where its headings are, what they mean, what its rows would become."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from open315.cases.services.registration import check
from open315.core.access import Actor
from open315.core.errors import Open315Error
from open315.core.regions import province_of
from open315.core.uploads import storage
from open315.intake.models import SheetImport
from open315.intake.sheet_import import values
from open315.intake.sheet_import.columns import Target, guess, known_headings
from open315.intake.sheet_import.conversion import Converted, Converter, Problem
from open315.intake.sheet_import.mapping import Defaults, Mapping, carried_over
from open315.intake.sheet_import.masking import masked
from open315.intake.sheet_import.places import PlaceFinder
from open315.intake.sheet_import.reading import Book, Row, open_book
from open315.org import queries as org

LOOK_AT = 40
SHOWN = 20
COLUMN_OF = {"trader_name": Target.TRADER_NAME, "amount": Target.AMOUNT}
"""Names of fields in refusals that are not those of our targets are translated here; most are the same."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the mapping page shows it."""

    index: int
    heading: str
    examples: tuple[str, ...]
    target: Target


def book_of(job: SheetImport) -> Book:
    """The uploaded file, opened."""
    return open_book(storage.root() / job.upload.storage_path, job.upload.content_type)


def first_mapping(book: Book, sheet: str, earlier: Mapping | None) -> Mapping:
    """The guess: the headings' row, the columns by the source's last sheet and by their names."""
    rows = list(islice(book.rows(sheet), LOOK_AT))
    number, cells = _heading_row(rows)
    headings = tuple(values.text(cell) for cell in cells)
    columns = guess(headings)
    if earlier is not None:
        columns.update(carried_over(earlier, headings))
    return Mapping(sheet, number, headings, columns, earlier.defaults if earlier else Defaults())


def _heading_row(rows: Sequence[tuple[int, Row]]) -> tuple[int, Row]:
    """Of the first rows, the one with most headings we know, else the first with most filled cells."""
    top = rows[:10]
    if not top:
        return 1, []
    return max(top, key=lambda row: (known_headings([values.text(cell) for cell in row[1]]), _filled(row[1]), -row[0]))


def _filled(cells: Row) -> int:
    return sum(values.text(cell) != "" for cell in cells)


def columns_of(book: Book, mapping: Mapping) -> list[Column]:
    """The columns with a few examples each."""
    rows = [cells for number, cells in islice(book.rows(mapping.sheet), LOOK_AT) if number > mapping.heading_row]
    width = max([len(mapping.headings), *map(len, rows)], default=0)
    columns = []
    for index in range(width):
        target = mapping.columns.get(index, Target.IGNORE)
        seen = [masked(target, values.text(cells[index])) for cells in rows if index < len(cells)]
        examples = tuple(dict.fromkeys(text[:40] for text in seen if text))[:3]
        heading = mapping.headings[index] if index < len(mapping.headings) else ""
        if heading or examples:
            columns.append(Column(index, heading, examples, target))
    return columns


def headings_at(book: Book, sheet: str, number: int) -> tuple[str, ...]:
    """The cells of one row as headings; none if the row is empty."""
    for found, cells in book.rows(sheet):
        if found >= number:
            return tuple(values.text(cell) for cell in cells) if found == number else ()
    return ()


def converter(job: SheetImport, mapping: Mapping, source: str, at: datetime) -> Converter:
    """The converter of an import."""
    names = {code: name.zh_hant for code, name in org.all_region_names().items()}
    council = org.body_by_id(job.council_id)
    home = mapping.defaults.region_code or (council.region_code if council else "")
    places = PlaceFinder(names, province_of(home))
    return Converter(mapping, council_id=job.council_id, source=source, at=at, places=places)


def preview(
    job: SheetImport, mapping: Mapping, source: str, *, actor: Actor, at: datetime
) -> list[tuple[Row, Converted]]:
    """The first rows and what they would become, with everything that would be refused."""
    make = converter(job, mapping, source, at)
    rows = ((number, cells) for number, cells in book_of(job).rows(mapping.sheet) if number > mapping.heading_row)
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
