"""What acts when a document is opened — scripts, programs, templates and objects fetched from elsewhere — is no evidence (ADR 0042).

Nothing here is parsed: bytes are searched, within bounds, by words that an action cannot do without. Names in a PDF may be written
with hexadecimal signs and lie in compressed streams, attributes in a package with character references and in UTF-16; both are
read as a viewer reads them. Where a file cannot be looked into (encrypted, unusual filters), it is refused too.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from open315.core.errors import InvalidInput

TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
MAX_PARTS = 10_000
MAX_XML = 32 * 1024 * 1024
"""Of the parts of a package that are searched."""
MAX_STREAM, MAX_STREAMS = 4 * 1024 * 1024, 128 * 1024 * 1024
"""Of one compressed stream of a PDF, and of all of them."""
_NAME_END = rb"(?=[\s/<>\[\]()%{}]|$)"
_NAME_BEGIN = rb"(?:[\s<>\[\](){}]|/[A-Za-z]{1,12})"
"""Not the middle of an address in a link."""
PDF_ACTIONS = re.compile(_NAME_BEGIN + rb"/(?:JavaScript|Launch|RichMedia|SubmitForm|ImportData|XFA)" + _NAME_END)
PDF_ENCRYPTED = re.compile(rb"/Encrypt" + _NAME_END)
PDF_STREAM = re.compile(rb"stream\r?\n")
PDF_OBJECTS = re.compile(rb"/ObjStm" + _NAME_END)
PDF_OTHER_FILTERS = re.compile(rb"/(?:ASCIIHex|ASCII85|LZW|RunLength)Decode|/(?:AHx|A85|LZW|RL)" + _NAME_END)
AROUND_OBJECTS = 600
HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")
EXTERNAL = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>", re.DOTALL)
IS_EXTERNAL = re.compile(r"TargetMode\s*=\s*[\"']\s*External", re.IGNORECASE)
IS_LINK = re.compile(r"Type\s*=\s*[\"'][^\"']*/hyperlink\s*[\"']")
IS_OBJECT = re.compile(
    r"Type\s*=\s*[\"'][^\"']*/(?:oleObject|package|control|activeX\w*|attachedTemplate|vbaProject)\s*[\"']",
    re.IGNORECASE,
)
FIELD_TEXT = re.compile(r"<w:instrText\b[^>]*>([^<]*)<|w:instr\s*=\s*\"([^\"]*)\"")
DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)


def refuse_active(file: BinaryIO, *, package: bool, pdf: bool) -> None:
    """InvalidInput, with what to send instead, for a file that acts when it is opened. It may stand anywhere afterwards."""
    file.seek(0)
    content = file.read()
    if TEST_VIRUS in content:
        raise _virus()
    if pdf:
        _look_into_pdf(content)
    if package:
        file.seek(0)
        with zipfile.ZipFile(file) as parts:
            _look_into_package(parts)


def _virus() -> InvalidInput:
    return InvalidInput(
        _("The file is one that virus scanners report. Please send a photo or a printout as PDF instead.")
    )


def _look_into_pdf(content: bytes) -> None:
    plain = _unescaped(content)
    if PDF_ENCRYPTED.search(plain):
        raise InvalidInput(_("The PDF is protected. Please print it as a new PDF, or send a photo of it."))
    hidden = (
        plain[max(0, at.start() - AROUND_OBJECTS) : at.end() + AROUND_OBJECTS] for at in PDF_OBJECTS.finditer(plain)
    )
    if any(PDF_OTHER_FILTERS.search(each) for each in hidden):
        raise _acts()
    for text in (plain, *map(_unescaped, _inflated(content))):
        if PDF_ACTIONS.search(text):
            raise _acts()
        if TEST_VIRUS in text:
            raise _virus()


def _acts() -> InvalidInput:
    return InvalidInput(
        _(
            "The PDF contains programs, or starts others when it is opened. Please print it as a new PDF, or send a photo of it."
        )
    )


def _unescaped(content: bytes) -> bytes:
    """Names as they are meant: #4A is J."""
    return HEXADECIMAL.sub(lambda found: bytes((int(found[1], 16),)), content)


def _inflated(content: bytes) -> Iterator[bytes]:
    """What lies in compressed streams, as far as the bounds allow; more than that is refused."""
    left = MAX_STREAMS
    for begin in PDF_STREAM.finditer(content):
        try:
            text = zlib.decompressobj().decompress(content[begin.end() : begin.end() + MAX_STREAM], MAX_STREAM)
        except zlib.error:
            continue
        left -= len(text)
        if left < 0:
            raise InvalidInput(_("The file unpacks to more than can be handled."))
        yield text


def _look_into_package(parts: zipfile.ZipFile) -> None:
    left = MAX_XML
    fields: list[str] = []
    for entry in parts.infolist()[:MAX_PARTS]:
        name = entry.filename.lower()
        if (
            "/embeddings/" in f"/{name}"
            or "/activex/" in f"/{name}"
            or name.endswith(("vbaproject.bin", "vbadata.xml"))
        ):
            raise _brings_objects()
        if not name.endswith((".rels", ".xml")):
            continue
        with parts.open(entry) as part:
            text = part.read(left + 1)
        left -= len(text)
        if left < 0:
            raise InvalidInput(_("The file unpacks to more than can be handled."))
        _look_into_part(name, _decoded(text), fields)
    if DDE.search("".join(fields)):
        raise _brings_objects()


def _look_into_part(name: str, text: str, fields: list[str]) -> None:
    if name.endswith(".rels"):
        if any(_is_active(html.unescape(each)) for each in EXTERNAL.findall(text)):
            raise _brings_objects()
    elif name == "[content_types].xml":
        if "macroenabled" in html.unescape(text).lower():
            raise _brings_objects()
    elif name.startswith("word/"):
        fields += (html.unescape(first or second) for first, second in FIELD_TEXT.findall(text))


def _is_active(relation: str) -> bool:
    """Whatever is fetched from elsewhere, but for a link that a person follows; and objects of other programs."""
    is_external = IS_EXTERNAL.search(relation) is not None
    return (is_external and IS_LINK.search(relation) is None) or IS_OBJECT.search(relation) is not None


def _brings_objects() -> InvalidInput:
    return InvalidInput(
        _(
            "The document fetches or contains something that runs when it is opened. Please save it as PDF and send that."
        )
    )


def _decoded(text: bytes) -> str:
    """XML in the encodings that Office reads."""
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        return text.decode("utf-16", "replace")
    if b"\0" in text[:200]:
        return text.decode("utf-16-le" if text[1:2] == b"\0" else "utf-16-be", "replace")
    return text.decode("utf-8", "replace")
