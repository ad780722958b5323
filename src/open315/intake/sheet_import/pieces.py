"""A piece of an import: some rows as they were read, then what is to be stored of them and what is said about each."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from open315.cases import services as cases
from open315.cases.types import Registered
from open315.core import clock
from open315.core.access import Actor
from open315.core.errors import NotAllowed, Open315Error
from open315.core.names import Names, enumerated, labelled
from open315.core.regions import province_of
from open315.intake.models import SheetImport
from open315.intake.sheet_import import cell_values, doubts
from open315.intake.sheet_import.columns import LABELS, Mapping, Target, source_key
from open315.intake.sheet_import.identity import Identities, Twin
from open315.intake.sheet_import.result_file import DIFFERS, KNOWN, NEW, WRONG, Line
from open315.intake.sheet_import.row_cells import MAX_WRITTEN, Problem
from open315.intake.sheet_import.row_reference import Known
from open315.intake.sheet_import.row_to_case import Converted, Converter
from open315.intake.sheet_import.sheet_file import Row
from open315.org import queries as org

COLUMN_OF = {
    "trader_name": Target.TRADER_NAME,
    "amount": Target.AMOUNT,
    "place": Target.REGION,
    "history": Target.STATE,
}
"""Names of fields in refusals that are not those of our targets are translated here; most are the same."""
Numbered = tuple[int, Row]
"""A row and its number in the sheet, from 1."""

_APART = Names("；", " ")
"""What stands between the explanations of one row."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows of one piece, and what each is known by."""

    rows: list[Numbered]
    references: list[Known]


@dataclass(slots=True)
class Piece:
    """Rows that were read and checked: nothing is stored yet. The lines are right once `rows` are stored."""

    rows: cases.PreparedRows
    lines: list[Line]
    new: int = 0
    known: int = 0
    differing: int = 0


class Preparer:
    """Makes pieces of the rows of one import, with the rights of whoever started it. NotAllowed if these are gone."""

    def __init__(self, sheet: SheetImport) -> None:
        self.mapping = Mapping.from_data(sheet.mapping)
        self._actor = _actor(sheet)
        self._convert = converter_of(sheet, self.mapping, sheet.created_at)
        self._identities = identities_of(sheet, self.mapping)

    @property
    def actor(self) -> Actor:
        """Whoever started the import."""
        return self._actor

    def cut(self, rows: Iterator[Numbered], size: int) -> Cut | None:
        """The next rows, None at the end. In order, as a row without a number is known by its content and how often it came."""
        some = list(islice(rows, size))
        return Cut(some, [self._convert.reference(cells) for _number, cells in some]) if some else None

    def skip(self, rows: Iterator[Numbered], count: int) -> None:
        """Pass over rows that were done before."""
        for _number, cells in islice(rows, count):
            self._convert.reference(cells)

    def prepare(self, cut: Cut) -> Piece:
        """Check the rows and build what is to be stored."""
        read = self._read(cut)
        return self._told(read, read.prepared.in_order())

    def prepare_and_write(self, cut: Cut) -> Piece:
        """The same for rows that could not be stored in one sweep: those the database takes are stored, the others explained."""
        read = self._read(cut)
        return self._told(read, cases.write_cases(read.prepared))

    def _read(self, cut: Cut) -> "_Read":
        numbered = zip(cut.rows, cut.references, strict=True)
        found = [self._convert.convert(number, cells, known) for (number, cells), known in numbered]
        settled = self._identities.settle(found)
        commands = [each.command for place, each in enumerate(found) if each.command and place not in settled]
        prepared = cases.prepare_cases(commands, actor=self.actor, at=clock.now(), one_act=True)
        return _Read(found, settled, prepared, cut.rows)

    def _told(self, read: "_Read", outcomes: list[cases.Outcome]) -> Piece:
        piece, left = Piece(read.prepared.rows, []), iter(outcomes)
        for place, each in enumerate(read.found):
            twin = read.settled.get(place)
            outcome = next(left) if each.command is not None and twin is None else None
            line = self._line(each, twin, outcome, read.rows[place][1])
            piece.lines.append((str(each.number), each.reference, *line))
            piece.new, piece.known = piece.new + (line[0] == NEW), piece.known + (line[0] == KNOWN)
            piece.differing += line[0] == DIFFERS
        return piece

    def _line(
        self, found: Converted, twin: Twin | None, outcome: cases.Outcome | None, cells: Row
    ) -> tuple[str, str, str]:
        """Outcome, case and explanation of one row."""
        if found.is_done:
            return KNOWN, "", _("It was taken in before.")
        if twin is not None:
            return (DIFFERS, twin.number, other_content(twin)) if twin.differing else (KNOWN, twin.number, "")
        if isinstance(outcome, Registered):
            notes = str(_APART).join(self._explained(found.notes)) if outcome.created else ""
            return NEW if outcome.created else KNOWN, outcome.number, notes
        problems = [problem_of(outcome, self.mapping, cells)] if outcome else found.problems
        return WRONG, "", str(_APART).join(self._explained(problems))

    def _explained(self, told: Iterable[Problem]) -> list[str]:
        headings = self.mapping.headings
        return [
            labelled(f"{headings[each.column]}{_quoted(each.written)}", each.message)
            if each.column is not None and each.column < len(headings) and headings[each.column]
            else str(each.message)
            for each in told
        ]


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows of a piece, which of them are cases already, and what is to be stored of the others."""

    found: list[Converted]
    settled: dict[int, Twin]
    prepared: cases.Prepared
    rows: list[Numbered]


def _quoted(written: str) -> str:
    return f"「{written}」" if written else ""


def other_content(twin: Twin) -> str:
    """In words, which columns of a row say something else than the case that bears its number."""
    columns = enumerated([LABELS[target] for target in twin.differing])
    return _("This number is case %(number)s, but the row says otherwise: %(columns)s. Nothing was changed.") % {
        "number": twin.number,
        "columns": columns,
    }


def problem_of(error: Open315Error, mapping: Mapping, cells: Row) -> Problem:
    """A refusal of the verb as a problem of the column it is about."""
    target: Any = COLUMN_OF.get(error.field or "") or next(
        (each for each in Target if each.value and each.value == error.field), None
    )
    column = next(iter(mapping.of(target)), None) if target else None
    written = cell_values.text(cells[column])[:MAX_WRITTEN] if column is not None and column < len(cells) else ""
    return Problem(error.message, column, written)


def _actor(sheet: SheetImport) -> Actor:
    actor = org.actor_for(sheet.account, clock.today()) if sheet.account else None
    if actor is None or not actor.may("imports:run"):
        raise NotAllowed(_("Whoever started the import may not import any more. Somebody else can start it again."))
    return actor


def identities_of(sheet: SheetImport, mapping: Mapping) -> Identities:
    """What tells which rows of an import are cases already."""
    return Identities(mapping, council_id=sheet.council_id, source=source_key(sheet.council_id, sheet.source))


def converter_of(sheet: SheetImport, mapping: Mapping, at: datetime) -> Converter:
    """What reads the rows of an import."""
    council = org.body_by_id(sheet.council_id)
    home = mapping.defaults.region_code or (council.region_code if council else "")
    places = org.place_finder(province_of(home))
    return Converter(
        mapping,
        council_id=sheet.council_id,
        source=source_key(sheet.council_id, sheet.source),
        at=at,
        places=places,
        import_id=sheet.pk,
        from_1904=doubts.counts_from_1904(sheet.looked, mapping.sheet),
    )


@contextmanager
def few_collections() -> Iterator[None]:
    """A piece makes many objects and no cycles; looking for cycles all the time would cost a fifth of the import."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
