"""A piece of an import: some rows as they were read, then what is to be stored of them and what is said about each."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext as _

from open315.cases import services as cases
from open315.cases.types import Registered
from open315.core import clock
from open315.core.access import Actor
from open315.core.errors import NotAllowed
from open315.core.regions import province_of
from open315.intake.models import SheetImport
from open315.intake.sheet_import.columns import Mapping, source_key
from open315.intake.sheet_import.result_file import Line
from open315.intake.sheet_import.row_to_case import Converted, Converter
from open315.intake.sheet_import.sheet_file import Row
from open315.org import queries as org

Numbered = tuple[int, Row]
"""A row and its number in the sheet, from 1."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows of one piece, and what each is known by."""

    rows: list[Numbered]
    references: list[str]


@dataclass(slots=True)
class Piece:
    """Rows that were read and checked: nothing is stored yet. The lines are right once `rows` are stored."""

    rows: cases.PreparedRows
    lines: list[Line]
    new: int = 0
    known: int = 0


class Preparer:
    """Makes pieces of the rows of one import, with the rights of whoever started it. NotAllowed if these are gone."""

    def __init__(self, sheet: SheetImport) -> None:
        self.mapping = Mapping.from_data(sheet.mapping)
        self._actor = _actor(sheet)
        self._convert = converter_of(sheet, self.mapping, sheet.created_at)

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
        found, prepared = self._prepared(cut)
        return self._told(found, prepared.rows, prepared.in_order())

    def prepare_and_write(self, cut: Cut) -> Piece:
        """The same for rows that could not be stored in one sweep: those the database takes are stored, the others explained."""
        found, prepared = self._prepared(cut)
        return self._told(found, prepared.rows, cases.write_cases(prepared))

    def _prepared(self, cut: Cut) -> tuple[list[Converted], cases.Prepared]:
        numbered = zip(cut.rows, cut.references, strict=True)
        found = [self._convert.convert(number, cells, reference) for (number, cells), reference in numbered]
        commands = [each.command for each in found if each.command is not None]
        return found, cases.prepare_cases(commands, actor=self.actor, at=clock.now(), one_act=True)

    def _told(self, found: list[Converted], rows: cases.PreparedRows, outcomes: list[cases.Outcome]) -> Piece:
        piece, left = Piece(rows, []), iter(outcomes)
        for each in found:
            outcome = next(left) if each.command is not None else None
            number, reference = str(each.number), each.reference
            if isinstance(outcome, Registered):
                piece.new, piece.known = piece.new + outcome.created, piece.known + (not outcome.created)
                piece.lines.append((number, reference, "new" if outcome.created else "known", outcome.number, ""))
            else:
                why = str(outcome.message) if outcome else "；".join(self._explained(each))
                piece.lines.append((number, reference, "wrong", "", why))
        return piece

    def _explained(self, found: Converted) -> list[str]:
        headings = self.mapping.headings
        return [
            f"{headings[each.column]}: {each.message}"
            if each.column is not None and each.column < len(headings) and headings[each.column]
            else str(each.message)
            for each in found.problems
        ]


def _actor(sheet: SheetImport) -> Actor:
    actor = org.actor_for(sheet.account, clock.today()) if sheet.account else None
    if actor is None or not actor.may("imports:run"):
        raise NotAllowed(_("Whoever started the import may not import any more. Somebody else can start it again."))
    return actor


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
