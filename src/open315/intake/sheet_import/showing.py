"""What the pages of an import show, made ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from open315.cases.types import NewCase
from open315.core.clock import local_day
from open315.core.jobs.showing import progress_of
from open315.intake.models import SheetImport
from open315.intake.sheet_import import values
from open315.intake.sheet_import.columns import FIELDS, Target
from open315.intake.sheet_import.conversion import Converted
from open315.intake.sheet_import.mapping import Mapping
from open315.intake.sheet_import.masking import masked
from open315.intake.sheet_import.reading import Row
from open315.law import codelists
from open315.org import queries as org

LABELS = {field.target: field.label for field in FIELDS}
MAX_SHOWN = 80


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
    headings = mapping.headings
    return [
        (column, headings[column] if column < len(headings) else "", LABELS[target])
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
    written = values.text(cells[column] if column < len(cells) else None)
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


def state_words(sheet: SheetImport) -> dict[str, Any]:
    """The state as a badge."""
    if sheet.job is None:
        return {"label": pgettext("import", "Not started"), "tone": "neutral"}
    progress = progress_of(sheet.job)
    return {"label": progress.label, "tone": progress.tone}


def outcome_words() -> dict[str, str]:
    """The outcomes of rows in the reader's language."""
    return {
        "new": pgettext("row of a sheet", "new"),
        "known": pgettext("row of a sheet", "known"),
        "wrong": pgettext("row of a sheet", "wrong"),
    }
