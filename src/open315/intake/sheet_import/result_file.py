"""What became of each row: a file that grows with the import and is given out as CSV or XLSX."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO, TextIOWrapper
from itertools import islice

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from open315.core.jobs import files
from open315.intake.models import SheetImport

HEADER = (_("Row"), _("Number in the other system"), _("Outcome"), _("Case number"), _("Explanation"))
DEFINITIONS = (
    (pgettext_lazy("row of a sheet", "new"), _("The row became a case.")),
    (
        pgettext_lazy("row of a sheet", "known"),
        _("A case of this source with this number was there already; nothing was changed."),
    ),
    (
        pgettext_lazy("row of a sheet", "wrong"),
        _("The row did not become a case; the explanation says why. Correct it and import the sheet again."),
    ),
)

Line = Sequence[str]


RESULT = "rows"
"""The file of an import's job."""


def as_bytes(lines: Iterable[Line]) -> bytes:
    """Lines as they stand in the file."""
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def lines_of(sheet: SheetImport) -> Iterator[Line]:
    """The committed lines of the result."""
    found = files.of(sheet.job, RESULT) if sheet.job else None
    if found is None or not files.is_there(found):
        return
    with TextIOWrapper(files.open_file(found), encoding="utf-8", newline="") as file:
        yield from islice(csv.reader(file), sheet.rows_done)


def outcome_words() -> dict[str, str]:
    """The outcomes of rows in the reader's language."""
    return {
        "new": pgettext("row of a sheet", "new"),
        "known": pgettext("row of a sheet", "known"),
        "wrong": pgettext("row of a sheet", "wrong"),
    }
