"""What became of each row: a file that grows with the import and is given out as CSV or XLSX."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


def path_of(job: SheetImport) -> Path:
    """Where the result of an import lies."""
    return Path(settings.EXPORTS) / "imports" / f"{job.pk}.csv"


class ResultFile:
    """Appends lines. What was written behind the last commit is cut off when the import goes on after a crash."""

    def __init__(self, path: Path, committed: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        self._file.truncate(committed)
        self._file.seek(committed)

    def append(self, lines: Iterable[Line]) -> int:
        """Write lines, safely on disk; returns the size of the file."""
        text = StringIO()
        csv.writer(text).writerows(lines)
        self._file.write(text.getvalue().encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def lines_of(job: SheetImport) -> Iterator[Line]:
    """The committed lines of the result."""
    path = path_of(job)
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for count, line in enumerate(csv.reader(file), 1):
            yield line
            if count >= job.rows_done:
                break
