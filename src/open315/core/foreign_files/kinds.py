"""What a file is, by its first bytes and, of packages, by what lies in them; the name a file came with proves nothing. Pure."""

import lzma
import struct
import zipfile
import zlib
from typing import BinaryIO

from open315.core.foreign_files.types import FileKind

HEAD = 4096
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""What a damaged package ends in."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
ODD_SIGNS = 50
"""One sign in so many may be a control sign that a word processor left in a text; with more it is no text."""
FEWEST_ZEROS = 3
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""Marks of UTF-16."""
_STREAMS = (
    ("EncryptedPackage", FileKind.LOCKED),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
    ("WordDocument", FileKind.DOC),
)
"""Names of streams in an old Office file, and what they make it."""
ROWS_OF_TEXT = (".csv", ".tsv", ".txt")
"""Endings of texts that hold a table; a package with one of them is a folder of sheets."""
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def kind_of(file: BinaryIO) -> FileKind:
    """What the file is. It stands at its beginning afterwards."""
    file.seek(0)
    head = file.read(HEAD)
    found = _by_head(file, head)
    file.seek(0)
    return found


def _by_head(file: BinaryIO, head: bytes) -> FileKind:
    if not head:
        return FileKind.EMPTY
    if head.startswith(ZIP):
        return _package(file)
    if head.startswith(OLE):
        return _old_office(file)
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(ARCHIVES):
        return FileKind.ARCHIVE
    if head.startswith(PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return FileKind.PICTURE
    return _of_text(head)


def _package(file: BinaryIO) -> FileKind:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
            mimetype = _beginning(package, "mimetype") if "mimetype" in names else b""
    except (*BROKEN, OSError, ValueError, KeyError, RuntimeError, struct.error):
        return FileKind.OTHER
    if mimetype.startswith(ODS_TYPE):
        return FileKind.ODS
    lower = {name.lower().lstrip("/") for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        return FileKind.MACROS
    for name, kind in (
        ("xl/workbook.xml", FileKind.XLSX),
        ("xl/workbook.bin", FileKind.XLSB),
        ("word/document.xml", FileKind.DOCX),
        ("index/document.iwa", FileKind.NUMBERS),
    ):
        if name in lower:
            return kind
    if "[content_types].xml" in lower:
        return FileKind.OTHER
    return FileKind.FOLDER if any(name.endswith(ROWS_OF_TEXT) for name in lower) else FileKind.ARCHIVE


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(100)


def _old_office(file: BinaryIO) -> FileKind:
    """The directory of the compound file names its streams in UTF-16, each at the beginning of an entry of 128 bytes."""
    file.seek(0)
    tail = b""
    found: set[FileKind] = set()
    while chunk := file.read(1 << 20):
        both = tail + chunk
        found.update(kind for name, kind in _STREAMS if f"{name}\0".encode("utf-16-le") in both)
        tail = both[-64:]
    return next((kind for _name, kind in _STREAMS if kind in found), FileKind.OTHER)


def _of_text(head: bytes) -> FileKind:
    text = _narrow(head)
    start = text.lstrip(b" \t\r\n").lower()
    if start.startswith(b"<"):
        return _of_markup(start)
    odd = sum(byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a" for byte in text)
    return (
        FileKind.OTHER if start.startswith(b"mime-version:") or odd > max(1, len(text) // ODD_SIGNS) else FileKind.TEXT
    )


def _narrow(head: bytes) -> bytes:
    """The text with a byte for each ASCII sign: what comes two bytes a sign is written as UTF-8."""
    if head.startswith(WIDE):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if codec := wide_codec(head):
        return head.decode(codec, "ignore").encode("utf-8", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def wide_codec(head: bytes) -> str:
    """UTF-16 without a mark: where its text is ASCII, the first byte of two is zero, or the second. "" for text that is something else."""
    first, second = head[0::2].count(0), head[1::2].count(0)
    if (
        max(first, second) < FEWEST_ZEROS
        or (first + second) * 100 < len(head)
        or min(first, second) * 4 > max(first, second)
    ):
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _of_markup(start: bytes) -> FileKind:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<workbook" in start:
        return FileKind.XML_SHEET
    tags = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta", b"<div", b"<style")
    return FileKind.WEB_PAGE if any(tag in start for tag in tags) else FileKind.OTHER
