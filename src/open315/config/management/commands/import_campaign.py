"""open315 import-campaign: a campaign from a folder of sheets, row by row, as often as needed."""

import csv
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from open315.campaigns.folder.subject import FOLDER
from open315.campaigns.folder.trying import trial
from open315.core import clock
from open315.core.access import SYSTEM
from open315.core.exports.cells import plain
from open315.core.folders import Bringing, Came, RowAnswer, bring, prepared, sheets_of
from open315.core.folders.beside import Beside, in_directory, in_package
from open315.core.folders.files import rows_in
from open315.core.foreign_files.types import NumberedRow, Unreadable
from open315.core.foreign_files.wording import refusal


class Command(BaseCommand):
    """Bringing the same folder again changes nothing; corrected rows come in, the others are told to be there already."""

    help = "Bring a campaign in from a folder of CSV files or a workbook; docs/guide/campaign-folder.md tells what stands in them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", help="a directory of CSV files, a ZIP of them, or one workbook (.xlsx, .ods)")
        parser.add_argument("--answers", metavar="FILE", help="write the answer to each row into this CSV file")
        parser.add_argument("--try", dest="is_trial", action="store_true", help="look only: nothing stays")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, help="of the answers (default: of the install)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["folder"])
        if not path.exists():
            raise CommandError(f"there is no {path}")
        with override(options["language"]):
            rows = self._read(path)
            with ExitStack() as kept:
                bringing = Bringing(SYSTEM, clock.now(), beside=_beside(path, kept))
                kept.enter_context(prepared(sheets_of(FOLDER), rows, bringing))
                with trial() if options["is_trial"] else nullcontext():
                    answers = list(bring(sheets_of(FOLDER), rows, bringing))
            self._tell(answers)
            if options["answers"]:
                _write(Path(options["answers"]), answers)
        if any(each.came == Came.REFUSED for each in answers):
            raise CommandError(REFUSED)

    def _read(self, path: Path) -> Mapping[str, list[NumberedRow]]:
        """All rows, before any transaction begins."""
        try:
            with ExitStack() as kept:
                found, strange = rows_in(path, sheets_of(FOLDER), kept)
                rows = {name: list(each) for name, each in found.items()}
        except Unreadable as error:
            raise CommandError(str(refusal(error).message)) from error
        for title in strange:
            self.stderr.write(f"left alone: {title} is no sheet of a campaign")
        if not rows:
            raise CommandError("there is no sheet of a campaign in it")
        return rows

    def _tell(self, answers: list[RowAnswer]) -> None:
        counts = Counter((each.sheet.name, each.came) for each in answers)
        for sheet in sheets_of(FOLDER):
            came = ", ".join(f"{counts[sheet.name, each]} {each}" for each in Came if counts[sheet.name, each])
            if came:
                self.stdout.write(f"{sheet.name}: {came}")
        for each in answers:
            if each.came == Came.REFUSED:
                self.stdout.write(f"{each.sheet.name}, row {each.row}: {each.column} – {each.words}")


def _beside(path: Path, kept: ExitStack) -> Beside:
    """The files beside the sheets: of a directory, or of a package."""
    return in_directory(path) if path.is_dir() else in_package(kept.enter_context(path.open("rb")))


REFUSED = "rows were refused; correct them and bring the folder in again: what came in is not made twice"


def _write(path: Path, answers: list[RowAnswer]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["sheet", "row", "came", "column", "words"])
        writer.writerows([plain(cell) for cell in (a.sheet.name, a.row, a.came, a.column, a.words)] for a in answers)
