"""What became of each row: a file that grows with the import, and the sheet it is given out as, which can be corrected and come back.

The sheet holds the columns as they came, and before them what became of each row and what to do. When it comes back, its own columns
are known by their headings in any language of ours: rows that were taken in are passed over, so only what was corrected is taken.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from open315.core.errors import Open315Error
from open315.core.jobs import files
from open315.core.text import amounts, letters
from open315.intake.models import SheetImport
from open315.intake.sheet_import.cell_values import from_1904, text
from open315.intake.sheet_import.columns import DAYS, MONEY, Mapping
from open315.intake.sheet_import.doubts import counts_from_1904
from open315.intake.sheet_import.row_reference import is_by_content
from open315.intake.sheet_import.sheet_rows import rows_below

NEW, KNOWN, DIFFERS, WRONG = "new", "known", "differs", "wrong"
TAKEN_IN = frozenset({NEW, KNOWN})
OUTCOME = _("Import: outcome")
HEADER = (_("Import: row"), _("Import: number"), OUTCOME, _("Import: case"), _("Import: explanation"))
"""Headings that no sheet of others bears: they are known again when the file comes back."""
WORDS = {
    NEW: pgettext_lazy("row of a sheet", "new"),
    KNOWN: pgettext_lazy("row of a sheet", "known"),
    DIFFERS: pgettext_lazy("row of a sheet", "other content"),
    WRONG: pgettext_lazy("row of a sheet", "wrong"),
}
DEFINITIONS = (
    (WORDS[NEW], _("The row became a case; the explanation tells what was read otherwise than it is written.")),
    (
        WORDS[KNOWN],
        _(
            "A case of this source with this number, or without a number one that says the same, was there already; "
            "nothing was changed."
        ),
    ),
    (
        WORDS[DIFFERS],
        _(
            "A case with this number was there already, but the row says otherwise. Nothing was changed. To take the "
            "row in as a case of its own, bring this file back and choose so before the start."
        ),
    ),
    (
        WORDS[WRONG],
        _(
            "The row did not become a case; the explanation says why. Correct it in this file and bring the file back "
            "as a sheet of the same source: only what you corrected is taken in."
        ),
    ),
)

Line = Sequence[str]


RESULT = "rows"
"""The file of an import's job."""


def as_bytes(lines: Iterable[Line]) -> bytes:
    """Lines as they stand in the file."""
    lines_as_csv = StringIO()
    csv.writer(lines_as_csv).writerows(lines)
    return lines_as_csv.getvalue().encode()


def lines_of(sheet: SheetImport) -> Iterator[Line]:
    """The committed lines of the result."""
    found = files.of(sheet.job, RESULT) if sheet.job else None
    if found is None or not files.is_there(found):
        return
    with TextIOWrapper(files.open_file(found), encoding="utf-8", newline="") as file:
        yield from islice(csv.reader(file), sheet.rows_done)


def header(mapping: Mapping) -> list[Any]:
    """The headings: ours, then those of the sheet."""
    width = max([len(mapping.headings), *(column + 1 for column in mapping.columns)], default=0)
    return [*HEADER, *(_heading(mapping, column) for column in range(width))]


def _heading(mapping: Mapping, column: int) -> str:
    """As it came; one of money with the unit that a note above the headings gave it, for that note does not come along."""
    own = mapping.headings[column] if column < len(mapping.headings) else ""
    return amounts.with_unit(own, int(mapping.defaults.unit or 1)) if mapping.columns.get(column) in MONEY else own


def rows(
    sheet: SheetImport, mapping: Mapping, *, shown: Callable[[int, Any], Any], only_open: bool = False
) -> Iterator[list[Any]]:
    """Every row that was done: what became of it, and its cells, each as `shown`(column, cell) says. With `only_open` those to be looked at."""
    cells = _Originals(sheet, mapping, shown)
    for number, reference, outcome, case, why in lines_of(sheet):
        if only_open and outcome in TAKEN_IN:
            continue
        own = "" if is_by_content(reference) else reference
        yield [int(number), own, WORDS.get(outcome, outcome), case, why, *cells.of(int(number))]


class _Originals:
    """The cells of rows, asked for in order; nothing where the file is gone."""

    def __init__(self, sheet: SheetImport, mapping: Mapping, shown: Callable[[int, Any], Any]) -> None:
        self._rows, self._shown = rows_below(sheet.upload, mapping), shown
        is_1904 = counts_from_1904(sheet.looked, mapping.sheet)
        self._days = {column for target in DAYS for column in mapping.of(target)} if is_1904 else set()
        self._next: tuple[int, list[Any]] = (0, [])

    def of(self, number: int) -> list[Any]:
        try:
            while self._next[0] < number:
                self._next = next(self._rows)
        except (StopIteration, Open315Error):
            return []
        return [self._shown(*each) for each in enumerate(self._cells())] if self._next[0] == number else []

    def _cells(self) -> Iterator[Any]:
        """Numbers of days as the file counts them in which they are given out."""
        return (from_1904(cell) if at in self._days else cell for at, cell in enumerate(self._next[1]))


def as_it_came(_column: int, cell: Any) -> Any:
    """A cell as it is given back to whoever brought it: a moment as text that is read again as itself, whatever damaged it left to see."""
    return cell if cell is None or type(cell) in (str, int, float, bool, date) else text(cell)


def outcome_of(word: str) -> str:
    """The outcome that a cell of a result file names, in any language of ours; "" for any other word."""
    return _outcomes().get(letters(word), "") if word else ""


@cache
def _outcomes() -> dict[str, str]:
    return {letters(word): outcome for outcome, words in WORDS.items() for word in _in_all_languages(words)}


@cache
def own_headings() -> dict[str, bool]:
    """The headings of our own columns (letters only), and whether it is the one that tells the outcome."""
    return {letters(word): each is OUTCOME for each in HEADER for word in _in_all_languages(each)}


def _in_all_languages(words: Any) -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield str(words)
