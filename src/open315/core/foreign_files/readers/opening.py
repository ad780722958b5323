"""Which reader reads what."""

from collections.abc import Callable
from typing import BinaryIO

from open315.core.foreign_files.kinds import kind_of
from open315.core.foreign_files.readers.delimited import Delimited
from open315.core.foreign_files.readers.docx import Docx
from open315.core.foreign_files.readers.ods import Ods
from open315.core.foreign_files.readers.packed_texts import PackedTexts
from open315.core.foreign_files.readers.web_page import WebPage
from open315.core.foreign_files.readers.xls import Xls
from open315.core.foreign_files.readers.xlsx import Xlsx
from open315.core.foreign_files.readers.xml_sheet import XmlSheet
from open315.core.foreign_files.types import Book, FileKind, Trouble, Unreadable

READERS: dict[FileKind, Callable[[BinaryIO], Book]] = {
    FileKind.XLSX: Xlsx,
    FileKind.XLS: Xls,
    FileKind.ODS: Ods,
    FileKind.DOCX: Docx,
    FileKind.WEB_PAGE: WebPage,
    FileKind.XML_SHEET: XmlSheet,
    FileKind.TEXT: Delimited,
    FileKind.FOLDER: PackedTexts,
}


def open_book(file: BinaryIO) -> Book:
    """The file as sheets of rows. Unreadable, with the reason, if it has none."""
    kind = kind_of(file)
    if kind is FileKind.LOCKED:
        raise Unreadable(Trouble.LOCKED)
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable(Trouble.KIND, kind.value)
    book = reader(file)
    if not book.sheets:
        raise Unreadable(Trouble.NO_ROWS)
    return book
