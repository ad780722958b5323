"""What a person should look at before they trust a sheet: found when the file came, kept with the import, told on each of its pages.

Kept are numbers of rows and names of sheets, nothing of what stands in the cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.core.foreign_files import frames, wording
from open315.core.foreign_files.types import Doubt, DoubtKind, Look
from open315.intake.sheet_import.sheet_rows import is_closing_line

OF_BOOK = frozenset({DoubtKind.FROM_1904})
OF_ROWS = frozenset(DoubtKind) - {DoubtKind.HIDDEN_COLUMNS} - OF_BOOK
MAX_NAMES = 8


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, and the rows or columns it is about."""

    text: Any
    where: Any = ""


def as_data(look: Look) -> dict[str, Any]:
    """What to keep of a look."""
    return {
        "hidden": list(look.hidden_sheets),
        "sheets": {
            each.name: {
                "rows": each.count - is_closing_line(list(each.last)),
                "whole": each.is_whole,
                "first": [number for number, _cells in each.rows],
                "doubts": frames.packed_doubts(each.doubts),
            }
            for each in look.sheets
        },
    }


def rows_below(kept: Mapping[str, Any], sheet: str, heading_row: int) -> int | None:
    """How many rows the list has, if the look went to its end."""
    found = kept.get("sheets", {}).get(sheet)
    if found is None or not found["whole"]:
        return None
    return int(found["rows"]) - sum(number <= heading_row for number in found["first"])


def counts_from_1904(kept: Mapping[str, Any], sheet: str) -> bool:
    """Whether numbers of days of this sheet are counted from 1904."""
    found = kept.get("sheets", {}).get(sheet, {"doubts": []})
    return any(each.kind is DoubtKind.FROM_1904 for each in frames.doubts_of(found["doubts"]))


def notes(kept: Mapping[str, Any], sheet: str, heading_row: int) -> list[Note]:
    """What is doubtful in this sheet below its headings, in sentences."""
    sheets = kept.get("sheets", {})
    found = sheets.get(sheet)
    if found is None:
        return []
    told = [_note(each) for each in _below(frames.doubts_of(found["doubts"]), heading_row)]
    return [*told, *_of_the_file(kept, sheet), *_of_the_sheet(found, heading_row)]


def _below(doubts: tuple[Doubt, ...], heading_row: int) -> Iterator[Doubt]:
    """Doubts about rows of the list: titles and headings above it may be merged as they like."""
    for each in doubts:
        rows = tuple(row for row in each.rows if row > heading_row or each.kind not in OF_ROWS)
        above = len(each.rows) - len(rows)
        if each.count > above:
            yield Doubt(each.kind, each.count - above, rows)


def _note(doubt: Doubt) -> Note:
    if doubt.kind in OF_BOOK:
        return Note(wording.doubt_words(doubt))
    where = wording.places(doubt)
    words = _("Columns: {where}") if doubt.kind is DoubtKind.HIDDEN_COLUMNS else _("Rows: {where}")
    return Note(wording.doubt_words(doubt), format_lazy(words, where=where))


def _of_the_file(kept: Mapping[str, Any], sheet: str) -> Iterator[Note]:
    others = [name for name in kept["sheets"] if name != sheet]
    if others:
        yield Note(_("The file has other sheets, which this import does not read."), _names(others))
    if kept["hidden"]:
        yield Note(_("The file has hidden sheets, which are not read."), _names(kept["hidden"]))


def _of_the_sheet(found: Mapping[str, Any], heading_row: int) -> Iterator[Note]:
    if not found["whole"]:
        words = ngettext_lazy(
            "The sheet is long: %(count)d row was looked at; the result tells of the others.",
            "The sheet is long: %(count)d rows were looked at; the result tells of the others.",
            "count",
        )
        yield Note(words % {"count": found["rows"]})
    elif found["rows"] <= sum(number <= heading_row for number in found["first"]):
        yield Note(_("There are no rows below the headings."))


def _names(names: list[str]) -> str:
    return ", ".join(names[:MAX_NAMES]) + (" …" if len(names) > MAX_NAMES else "")
