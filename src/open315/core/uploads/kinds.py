"""The kinds of files that are taken, told by their content; the name a file came with proves nothing."""

import os
import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import filetype
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from open315.core.crypto.sealed_file import Openable
from open315.core.errors import InvalidInput

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
CSV = "text/csv"
PDF = "application/pdf"
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})

EXTENSIONS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/heic": ".heic", PDF: ".pdf",
    "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/amr": ".amr", "audio/x-wav": ".wav",
    "video/mp4": ".mp4", "video/quicktime": ".mov", DOCX: ".docx", XLSX: ".xlsx", XLS: ".xls", CSV: ".csv",
}  # fmt: skip
EVIDENCE = frozenset(EXTENSIONS) - {XLS, CSV}
"""What may be evidence. No HTML, SVG, scripts, archives or programs: nothing that runs when it is opened."""
SHEETS = frozenset({XLSX, XLS, CSV})

MAX_PIXELS = 80_000_000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 10_000
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
    found = _guess(file, ends)
    if found not in accept:
        raise InvalidInput(_("This kind of file cannot be taken. Please send a photo (JPEG, PNG), a PDF, a recording, DOCX or XLSX.")
                           if accept == EVIDENCE else _("This kind of file cannot be taken. Please send XLSX, XLS or CSV."))  # fmt: skip
    if found in PICTURES:
        _check_picture(file, ends)
    elif found in {DOCX, XLSX}:
        _check_package(file)
    if found not in {DOCX, XLSX, CSV} and ZIP_END in ends.tail:
        raise InvalidInput(_("The file contains a second, hidden file. Please save it again and send that."))
    return found


def _ends(file: BinaryIO) -> _Ends:
    head = file.read(HEAD)
    file.seek(max(0, _size(file) - TAIL))
    return _Ends(head, file.read())


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _guess(file: BinaryIO, ends: _Ends) -> str:
    if zipfile.is_zipfile(file) and ends.head.startswith(b"PK\x03\x04"):
        return _package_kind(file)
    if ends.head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return XLS if "Workbook".encode("utf-16-le") in _whole(file) else ""
    guessed = str(filetype.guess_mime(ends.head) or "")
    if not guessed and _is_text(ends.head):
        return CSV
    if guessed == PDF and not ends.head.startswith(b"%PDF-"):
        return ""
    return ALSO_CALLED.get(guessed, guessed)


def _package_kind(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return ""
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return ""
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else ""


def _check_package(file: BinaryIO) -> None:
    """Refuse packages that unpack to far more than they are."""
    with zipfile.ZipFile(file) as package:
        entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = unpacked > 20 * 1024 * 1024 and unpacked > MAX_RATIO * _size(file)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or too_dense:
        raise InvalidInput(_("The file unpacks to more than can be handled."))


def _check_picture(file: BinaryIO, ends: _Ends) -> None:
    """Refuse pictures that are not readable, huge when unpacked, or also something else."""
    lowered = ends.head.lower()
    if any(sign in lowered for sign in FOREIGN_IN_PICTURES):
        raise InvalidInput(_("The picture contains program text. Please save it again and send that."))
    try:
        file.seek(0)
        with Image.open(file) as picture:
            width, height = picture.size
            picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        width = height = MAX_PIXELS
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error):
        raise InvalidInput(_("The picture cannot be read. Please save it again and send that.")) from None
    if width * height > MAX_PIXELS:
        raise InvalidInput(_("The picture has more than 80 million points. Please send a smaller one."))


def _is_text(head: bytes) -> bool:
    """Plain text in UTF-8, GB18030 or UTF-16 with its mark; markup that a browser would run is not plain."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if not head or b"\0" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"#!")):
        return False
    return not any(byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a" for byte in head)
