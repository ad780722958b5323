"""A folder of sheets on the disk: a directory with a CSV file for each, or one workbook."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.conf import settings
from django.utils.translation import override

from open315.core.access import Actor
from open315.core.exports import write_book
from open315.core.exports.cells import plain
from open315.core.folders.beside import FOLDER, in_package
from open315.core.folders.sheets import FolderSheet
from open315.core.foreign_files import reading
from open315.core.foreign_files.types import FileKind, NumberedRow
from open315.core.text import letters

MOST_BYTES = 100_000_000
"""Of the files of a package for which somebody waits."""


class TooManyRows(Exception):
    """More than somebody can wait for."""


Rows = Mapping[str, Iterable[NumberedRow]]


def rows_in(path: Path, sheets: Sequence[FolderSheet], kept: ExitStack) -> tuple[Rows, list[str]]:
    """The rows of each sheet that is there, by its name, and what lies there and is none of them.

    Files are read by a process of their own, when their rows are asked for. Unreadable for what is no table.
    """
    return _sorted(_tables(path, kept), sheets)


def rows_of(file: BinaryIO, sheets: Sequence[FolderSheet]) -> tuple[Rows, list[str]]:
    """The same of one file that is open: a package of CSV files, or a workbook."""
    return _sorted(_in_file(file, ""), sheets)


def _sorted(
    tables: Iterable[tuple[str, Iterable[NumberedRow]]], sheets: Sequence[FolderSheet]
) -> tuple[Rows, list[str]]:
    found: dict[str, Iterable[NumberedRow]] = {}
    strange: list[str] = []
    for title, rows in tables:
        sheet = next((each for each in sheets if letters(title) in _titles(each)), None)
        if sheet is None or sheet.name in found:
            strange.append(title)
        else:
            found[sheet.name] = rows
    return found, strange


def shipped_rows(path: Path, sheets: Sequence[FolderSheet]) -> Rows:
    """The rows of the sheets that lie in a directory of this software's own, which no stranger wrote: read here, without a child."""
    return {
        each.name: list(_shipped(path / f"{each.name}.csv")) for each in sheets if (path / f"{each.name}.csv").exists()
    }


def _shipped(path: Path) -> Iterator[NumberedRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, cells in enumerate(csv.reader(file), 1):
            yield number, list(cells)


def _tables(path: Path, kept: ExitStack) -> Iterator[tuple[str, Iterable[NumberedRow]]]:
    """Title and rows of each table: of each file of a directory, or of each sheet of a workbook."""
    paths = sorted(path.iterdir()) if path.is_dir() else [path]
    for each in paths:
        if each.is_file() and not each.name.startswith("."):
            file = kept.enter_context(each.open("rb"))
            yield from _in_file(file, each.stem if path.is_dir() else "")


def _in_file(file: BinaryIO, title: str) -> Iterator[tuple[str, Iterable[NumberedRow]]]:
    look = reading.look(file)
    for sheet in look.sheets:
        if sheet.count:
            yield title or sheet.name, _Rows(partial(reading.rows, file, sheet.name))
    if look.kind == FileKind.FOLDER:
        beside = in_package(file).readers
        yield from ((name, ()) for name in look.hidden_sheets if name.lower() not in beside)


class _Rows:
    """Rows that are read when somebody asks for them."""

    def __init__(self, read: Any) -> None:
        self._read = read

    def __iter__(self) -> Iterator[NumberedRow]:
        return iter(self._read())


def _titles(sheet: FolderSheet) -> frozenset[str]:
    found = {letters(sheet.name)}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(letters(str(sheet.label)))
    return frozenset(found)


def write_directory(path: Path, sheets: Sequence[FolderSheet], actor: Actor, subject: int) -> Mapping[str, int]:
    """A CSV file for each sheet that has rows; how many rows each has. FileExistsError rather than to write over one."""
    path.mkdir(parents=True, exist_ok=True)
    counts = {
        sheet.name: count for sheet in sheets if (count := _file(path / f"{sheet.name}.csv", sheet, actor, subject))
    }
    for name, read in _beside(sheets, actor, subject):
        (path / FOLDER).mkdir(exist_ok=True)
        with (path / FOLDER / name).open("xb") as out:
            out.write(read())
    return counts


def _beside(sheets: Sequence[FolderSheet], actor: Actor, subject: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files of the sheets, each once by its name."""
    seen: set[str] = set()
    for sheet in sheets:
        for name, read in sheet.files(actor, subject) if sheet.files else ():
            if name not in seen:
                seen.add(name)
                yield name, read


def _file(path: Path, sheet: FolderSheet, actor: Actor, subject: int) -> int:
    rows = list(_rows(sheet, actor, subject))
    if rows:
        with path.open("x", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(str(each.label) for each in sheet.columns)
            writer.writerows([plain(cell) for cell in row] for row in rows)
    return len(rows)


def write_zip(target: Any, sheets: Sequence[FolderSheet], actor: Actor, subject: int, *, most: int) -> int:
    """A package with a CSV file for each sheet that has rows; how many rows in all. TooManyRows where there are more than `most`."""
    count = 0
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for sheet in sheets:
            out = StringIO()
            writer = csv.writer(out)
            for row in islice(_rows(sheet, actor, subject), most + 1 - count):
                if not out.tell():
                    writer.writerow(str(each.label) for each in sheet.columns)
                writer.writerow([plain(cell) for cell in row])
                count += 1
            if count > most:
                raise TooManyRows(most)
            if out.tell():
                package.writestr(f"{sheet.name}.csv", out.getvalue().encode("utf-8-sig"))
        _write_beside(package, sheets, actor, subject)
    return count


def _write_beside(package: ZipFile, sheets: Sequence[FolderSheet], actor: Actor, subject: int) -> None:
    """The files, as they are: photos and papers are packed in themselves. TooManyRows where they are too large to wait for."""
    size = 0
    for name, read in _beside(sheets, actor, subject):
        content = read()
        size += len(content)
        if size > MOST_BYTES:
            raise TooManyRows(MOST_BYTES)
        package.writestr(f"{FOLDER}/{name}", content, ZIP_STORED)


def write_workbook(target: Any, sheets: Sequence[FolderSheet], actor: Actor, subject: int) -> None:
    """One workbook with a sheet for each, also for those without rows: whoever fills it in finds the columns."""
    write_book(
        target,
        ((str(each.label), [column.label for column in each.columns], _rows(each, actor, subject)) for each in sheets),
    )


def write_empty(target: Any, sheets: Sequence[FolderSheet]) -> None:
    """A workbook without rows: a sheet for each, with its headings."""
    write_book(target, ((str(each.label), [column.label for column in each.columns], ()) for each in sheets))


def _rows(sheet: FolderSheet, actor: Actor, subject: int) -> Iterator[list[Any]]:
    for values in sheet.give(actor, subject):
        yield [column.write(values.get(column.key)) for column in sheet.columns]
