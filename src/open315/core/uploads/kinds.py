"""The kinds of files that are taken, told by their content; the name a file came with proves nothing."""

import os
from dataclasses import dataclass
from typing import BinaryIO

import filetype
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.sealed_file import Openable
from open315.core.errors import InvalidInput
from open315.core.foreign_files.reading import inspect
from open315.core.foreign_files.types import FileKind, Trouble, Unreadable
from open315.core.foreign_files.wording import refusal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"
PDF = "application/pdf"
ZIP = "application/zip"
PACKAGES = frozenset({DOCX, XLSX})
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})

EXTENSIONS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/heic": ".heic", PDF: ".pdf",
    "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/amr": ".amr", "audio/x-wav": ".wav",
    "video/mp4": ".mp4", "video/quicktime": ".mov", DOCX: ".docx", XLSX: ".xlsx", XLS: ".xls", CSV: ".csv", ODS: ".ods", ZIP: ".zip",
}  # fmt: skip
EVIDENCE = frozenset(EXTENSIONS) - {XLS, CSV, ODS, ZIP}
"""What may be evidence. No HTML, SVG, scripts, archives or programs: nothing that runs when it is opened."""
SHEETS = frozenset({XLSX, XLS, CSV, ODS, DOCX})
"""What rows are read from. A web page or an XML sheet that is called .xls is kept as what it is called."""
FOLDERS = frozenset({ZIP, XLSX, XLS, ODS})
"""What a folder of sheets is taken from: CSV files packed together, or one workbook."""
PACKAGED = frozenset({DOCX, XLSX, ODS, CSV, ZIP})
TYPES = {
    FileKind.XLSX: XLSX, FileKind.XLS: XLS, FileKind.ODS: ODS, FileKind.DOCX: DOCX, FileKind.TEXT: CSV,
    FileKind.WEB_PAGE: XLS, FileKind.XML_SHEET: XLS, FileKind.FOLDER: ZIP,
}  # fmt: skip
LOOKED_INTO = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
HEAD = 8192
TAIL = 66_000
FOREIGN_IN_PICTURES = (b"<script", b"<html", b"<svg", b"<?php", b"<!doctype", b"%pdf-")
ZIP_END = b"PK\x05\x06"
ALSO_CALLED = {
    "audio/x-m4a": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "image/heif": "image/heic",
    "video/x-m4v": "video/mp4",
}


@dataclass(frozen=True, slots=True)
class _Ends:
    """The first and last bytes of a file."""

    head: bytes
    tail: bytes


def kind_of(sent: Openable, accept: frozenset[str]) -> str:
    """The content type of the file, one of `accept`. InvalidInput says what is wrong with any other."""
    with sent.open("rb") as file:
        return _checked(file, accept)


def _checked(file: BinaryIO, accept: frozenset[str]) -> str:
    ends = _ends(file)
    kind, found = _guess(file, ends)
    if found not in accept:
        raise _refused(kind, accept)
    if found in PICTURES and any(sign in ends.head.lower() for sign in FOREIGN_IN_PICTURES):
        raise InvalidInput(_("The picture contains program text. Please save it again and send that."))
    if found in PICTURES:
        _inspected(file)
    if found not in PACKAGED and ZIP_END in ends.tail:
        raise InvalidInput(_("The file contains a second, hidden file. Please save it again and send that."))
    return found


def _refused(kind: FileKind, accept: frozenset[str]) -> Exception:
    if accept == EVIDENCE:
        return InvalidInput(_("This kind of file cannot be taken. Please send a photo (JPEG, PNG), a PDF, a recording, DOCX or XLSX."))  # fmt: skip
    return refusal(Unreadable(Trouble.KIND, kind.value))


def _ends(file: BinaryIO) -> _Ends:
    head = file.read(HEAD)
    file.seek(max(0, _size(file) - TAIL))
    return _Ends(head, file.read())


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _guess(file: BinaryIO, ends: _Ends) -> tuple[FileKind, str]:
    """The kind and the content type. Packages, old Office files and texts are looked at by a child; the others tell themselves by their first bytes."""
    guessed = str(filetype.guess_mime(ends.head) or "")
    if ends.head.startswith(LOOKED_INTO) or not guessed:
        kind = _inspected(file)
        return kind, TYPES.get(kind, "")
    if guessed == PDF and not ends.head.startswith(b"%PDF-"):
        return FileKind.OTHER, ""
    kind = FileKind.PDF if guessed == PDF else FileKind.PICTURE if guessed.startswith("image/") else FileKind.OTHER
    return kind, ALSO_CALLED.get(guessed, guessed)


def _inspected(file: BinaryIO) -> FileKind:
    try:
        return inspect(file)
    except Unreadable as error:
        raise refusal(error) from None
