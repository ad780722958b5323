"""Writing an XLSX without putting its rows in clear on a disk: openpyxl keeps each sheet's XML in a temporary file of its own (ADR 0104)."""

from shutil import copyfileobj
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from open315.core.crypto.spool import SealedSpool

IN_MEMORY = 1024 * 1024
"""Bytes of a sheet's XML; beyond that it is enciphered, under a key that dies with it."""
PIECE = 256 * 1024


class _SealedSheet(WorksheetWriter):
    def __init__(self, sheet: Any) -> None:
        self.spool = SealedSpool(IN_MEMORY)
        super().__init__(sheet, out=cast("Any", self.spool))

    def cleanup(self) -> None:
        self.spool.close()


class _SealedBook(ExcelWriter):
    def __init__(self, book: Workbook, archive: ZipFile) -> None:
        super().__init__(book, archive)
        self._parts = archive

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        if not ws.closed:
            ws.close()
        ws._rels = ws._writer._rels
        with self._parts.open(ws.path[1:], "w", force_zip64=True) as entry:
            copyfileobj(ws._writer.spool.rewind(), entry, PIECE)
        self.manifest.append(ws)
        ws._writer.cleanup()


def begin(sheet: Any) -> None:
    """Let the sheet of a write-only book keep its rows sealed. Before its first row, and after what stands above the rows is set."""
    sheet._writer = _SealedSheet(sheet)
    sheet._writer.write_top()


def save(book: Workbook, target: IO[bytes]) -> None:
    """Write the book, all of whose sheets were begun so."""
    _SealedBook(book, ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True)).save()
