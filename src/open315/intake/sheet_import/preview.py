"""Looking at an uploaded sheet: its first rows, where its headings are, what they mean, what its rows would become."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from open315.cases.services.registration import check
from open315.cases.types import NewCase
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Open315Error
from open315.core.names import labelled
from open315.core.redaction import mask_email, mask_name, mask_phone, redact
from open315.core.redaction.masks import keep_ends
from open315.core.text import letters
from open315.intake.models import SheetImport
from open315.intake.sheet_import import cell_values, counted_in, headings
from open315.intake.sheet_import.coded_values import Listed, Meanings, Unlisted, Words
from open315.intake.sheet_import.columns import COUNTERS, LABELS, MONEY, Mapping, Target, is_of_the_trader
from open315.intake.sheet_import.doubts import Note
from open315.intake.sheet_import.guessing import mapped
from open315.intake.sheet_import.identity import Twin
from open315.intake.sheet_import.pieces import converter_of, identities_of, other_content, problem_of
from open315.intake.sheet_import.result_file import as_it_came
from open315.intake.sheet_import.row_cells import Problem
from open315.intake.sheet_import.row_to_case import Converted
from open315.intake.sheet_import.sheet_file import Book, Row, open_upload
from open315.intake.sheet_import.sheet_rows import is_closing_line
from open315.law import codelists
from open315.org import queries as org

LOOK_AT = 40
SHOWN = 20
LONG_AGO = timedelta(days=90)
"""Longer than councils take by any of the rules: what was received before was hardly left lying."""
MAX_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the mapping page shows it."""

    index: int
    heading: str
    examples: tuple[str, ...]
    target: Target
    remark: Any = ""


def first_sheet(book: Book) -> str:
    """The sheet whose headings are known best; of equals the first. Lists often stand behind a sheet that explains them."""
    return max(book.look.sheets, key=lambda each: headings.known_in(each.rows, each.spans)).name


def first_mapping(book: Book, sheet: str, earlier: Mapping | None) -> Mapping:
    """The guess: the headings' row, the columns by the source's last sheet and by their names, words as they were explained there."""
    look = book.sheet(sheet)
    number, words = headings.find(look.rows, look.spans)
    return mapped(look, number, words, earlier)


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
            columns.append(Column(index, heading, examples, target, remark(heading, target, mapping.defaults.unit)))
    return columns


def remark(heading: str, target: Target, unit: str = "") -> Any:
    """What is to be known of a column that goes elsewhere than its heading may promise."""
    if target is Target.IGNORE and letters(heading) in COUNTERS:
        return _("It counts the rows of this sheet and is no number of a case. Rows are known by what they say.")
    if target in MONEY:
        return counted_in.remark(heading, unit)
    if target is Target.KEEP and is_of_the_trader(heading):
        return _("The register of traders has no field for it. It is kept beside the case.")
    return ""


def open_words(sheet: SheetImport) -> list[Words]:
    """The words of coded columns that nobody has explained and no list knows."""
    mapping = Mapping.from_data(sheet.mapping)
    meanings = Meanings(mapping)
    return [each for each in Listed.from_data(sheet.listed).words if meanings.is_open(each)]


def unlisted_words(sheet: SheetImport) -> list[Note]:
    """What stands in coded columns and could not be listed: it is kept in words, and the result names each row."""
    mapping, listed = Mapping.from_data(sheet.mapping), Listed.from_data(sheet.listed)
    told = [Note(_unlisted(mapping, each)) for each in listed.unlisted]
    if listed.looked_at:
        words = _(
            "Words were looked for in the first %(count)d rows. One that comes later and is in no list stays in words; "
            "the result names each such row."
        )
        told.append(Note(words % {"count": listed.looked_at}))
    return told


def _unlisted(mapping: Mapping, each: Unlisted) -> str:
    heading = mapping.heading(mapping.of(each.target)[0])
    words = _(
        "%(heading)s: besides these, further words stand in %(rows)d rows. They are too many to be explained one by one: "
        "they stay in words, and the result names each such row. Perhaps this column holds no codes."
    )
    return words % {"heading": heading, "rows": each.rows}


def headings_at(book: Book, sheet: str, number: int) -> tuple[str, ...]:
    """The cells of one row as headings; none if the row is empty."""
    look = book.sheet(sheet)
    return headings.of_row(look.rows, number, look.spans)


@dataclass(frozen=True, slots=True)
class Looked:
    """A row and what it would become; `twin` is the case that it already is."""

    cells: Row
    found: Converted
    twin: Twin | None = None


def preview(sheet: SheetImport, mapping: Mapping, *, actor: Actor, at: datetime) -> list[Looked]:
    """The first rows and what they would become, with everything that would be refused."""
    make = converter_of(sheet, mapping, at)
    rows = (
        (number, cells)
        for number, cells in open_upload(sheet.upload).rows(mapping.sheet)
        if number > mapping.heading_row and not is_closing_line(cells)
    )
    shown = [Looked(cells, make.convert(number, cells, make.reference(cells))) for number, cells in islice(rows, SHOWN)]
    twins = identities_of(sheet, mapping).settle([each.found for each in shown])
    for place, each in enumerate(shown):
        if each.found.command is not None and place not in twins:
            try:
                check(each.found.command, actor)
            except Open315Error as error:
                each.found.problems.append(problem_of(error, mapping, each.cells))
    return [Looked(each.cells, each.found, twins.get(place)) for place, each in enumerate(shown)]


def old_and_open(rows: Sequence[Looked], today: date) -> int:
    """How many of the rows would begin now although they were received long ago: each would be late on its first day."""
    commands = (each.found.command for each in rows if each.found.command is not None)
    return sum(not each.history and today - local_day(each.received_at) > LONG_AGO for each in commands)


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """What a cell becomes, as words, what is wrong with it, and what is to be known of it."""

    text: str
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_read: bool = False
    """Whether `text` is what was understood rather than what was written."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the preview; `problems` are those of no one cell, `notes` say that it is a case already."""

    number: int
    cells: tuple[PreviewCell, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    """All that is wrong with it, each with its column: the cell itself may stand far to the right."""

    @property
    def is_good(self) -> bool:
        """Whether it becomes a case."""
        return not self.wrong


def preview_columns(mapping: Mapping) -> list[tuple[int, str, Any]]:
    """(column, heading, field) of every column that is used."""
    words = mapping.headings
    return [
        (column, words[column] if column < len(words) else "", LABELS[target])
        for column, target in mapping.columns.items()
        if target
    ]


def preview_rows(mapping: Mapping, rows: Sequence[Looked]) -> list[PreviewRow]:
    """The rows as the preview shows them."""
    used = [(column, target) for column, target in mapping.columns.items() if target]
    shown = []
    for each in rows:
        found = each.found
        parts = tuple(_cell(column, target, each.cells, found) for column, target in used)
        loose = tuple(str(problem.message) for problem in found.problems if problem.column not in dict(used))
        wrong = tuple(_with_its_column(problem, mapping.headings) for problem in found.problems)
        shown.append(PreviewRow(found.number, parts, loose, _told(each), wrong))
    return shown


def _with_its_column(problem: Problem, words: Sequence[str]) -> str:
    heading = words[problem.column] if problem.column is not None and problem.column < len(words) else ""
    return labelled(heading, problem.message) if heading else str(problem.message)


def _told(row: Looked) -> tuple[str, ...]:
    if row.found.is_done:
        return (_("It was taken in before."),)
    if row.twin is None:
        return ()
    return (
        other_content(row.twin) if row.twin.differing else _("There already: %(number)s") % {"number": row.twin.number},
    )


def _cell(column: int, target: Target, cells: Row, found: Converted) -> PreviewCell:
    problems = tuple(str(each.message) for each in found.problems if each.column == column)
    notes = tuple(str(each.message) for each in found.notes if each.column == column)
    written = cell_values.text(cells[column] if column < len(cells) else None)
    read = _read(target, found.command) if found.command and written else None
    text = masked(target, written) if read is None else read
    return PreviewCell(
        text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…", problems, notes, read is not None
    )


def _read(target: Target, command: NewCase) -> str | None:
    """What was understood, where that differs from what was written."""
    if target is Target.RECEIVED_AT:
        return local_day(command.received_at).isoformat()
    if target is Target.AMOUNT and command.amount_cents is not None:
        return f"{command.amount_cents / 100:,.2f}"
    if target is Target.RECOVERED and command.history.recovered_cents is not None:
        return f"{command.history.recovered_cents / 100:,.2f}"
    codes = {
        Target.KIND: ("kinds", command.kind.value),
        Target.GOODS: ("goods", command.goods),
        Target.NATURE: ("natures", command.nature),
    }
    if target in codes and codes[target][1]:
        return str(codelists.label(*codes[target]))
    if target is Target.CLAIMS and command.claims:
        return codelists.labels("claims", command.claims)
    if target is Target.CHANNEL:
        return str(codelists.label("channels", command.channel.value))
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


def shown_to(actor: Actor, sheet: SheetImport, mapping: Mapping) -> Callable[[int, Any], Any]:
    """How cells stand in a result file: as they came for whoever brought the sheet, masked for everybody else."""
    if sheet.account_id == actor.account_id:
        return as_it_came
    targets = mapping.columns
    return lambda column, cell: masked(targets.get(column, Target.IGNORE), cell_values.text(cell))
