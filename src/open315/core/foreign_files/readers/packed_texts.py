"""A folder of CSV files, packed: each file is a sheet, called as the file is without its ending.

Who packs a folder does it with whatever the machine has: names come in UTF-8 with or without saying so, or in the encoding of a Chinese
Windows; a Mac adds files of its own. What is no text of rows is left alone and named (`hidden_sheets`).
"""

import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from open315.core.foreign_files.kinds import BROKEN, ROWS_OF_TEXT
from open315.core.foreign_files.readers.delimited import Delimited
from open315.core.foreign_files.readers.packages import Package
from open315.core.foreign_files.types import FileKind, NumberedRow, Reading, Trouble, Unreadable

UTF_8_NAMES = 0x800
"""The mark of an entry whose name is UTF-8."""
NAMES_BEFORE = ("utf-8", "gb18030")
"""What a name without the mark is tried as, before what the format says it is."""
OF_THE_MACHINE = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


class PackedTexts:
    """An opened package of texts."""

    kind = FileKind.FOLDER
    encoding = ""
    separator = ""

    def __init__(self, file: BinaryIO) -> None:
        self._package = Package(file)
        named = [(name, entry) for entry in self._package.entries if (name := _name(entry))]
        self._entries: dict[str, zipfile.ZipInfo] = {}
        left = []
        for name, entry in sorted(named, key=lambda each: each[0]):
            stem, dot, ending = name.rpartition(".")
            if dot and f".{ending.lower()}" in ROWS_OF_TEXT and entry.file_size and stem not in self._entries:
                self._entries[stem] = entry
            else:
                left.append(name)
        self.sheets = tuple(self._entries)
        self.hidden_sheets = tuple(left)

    def read(self, sheet: str) -> Reading:
        """See `types.Book`."""
        if sheet not in self._entries:
            raise Unreadable(Trouble.NO_SHEET, sheet)
        try:
            part = self._package.opened(self._entries[sheet])
            reading = Delimited(cast(BinaryIO, part)).read("")
        except (*BROKEN, OSError, ValueError, RuntimeError) as error:
            raise Unreadable(Trouble.UNREADABLE, sheet) from error
        reading.rows = _whole(reading.rows, part, sheet)
        return reading


def _whole(rows: Iterator[NumberedRow], part: IO[bytes], sheet: str) -> Iterator[NumberedRow]:
    with part:
        try:
            yield from rows
        except (*BROKEN, OSError) as error:
            raise Unreadable(Trouble.UNREADABLE, sheet) from error


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a file without its folders; "" for a folder and for what a machine adds."""
    name = _decoded(entry).replace("\\", "/")
    last = name.rpartition("/")[2]
    if not last or last.startswith("._") or any(each in name.lower() for each in OF_THE_MACHINE):
        return ""
    return last


def _decoded(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & UTF_8_NAMES:
        return entry.filename
    written = entry.filename.encode("cp437", "replace")
    for codec in NAMES_BEFORE:
        try:
            return written.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename
