"""What acts when a document is opened — scripts, programs, templates and objects fetched from elsewhere — is no evidence (ADR 0042).

Nothing here is parsed: bytes are searched, within bounds, by words that an action cannot do without. Names in a PDF may be written
with hexadecimal signs and lie in compressed streams, attributes in a package with character references and in UTF-16; both are
read as a viewer reads them. Where a file cannot be looked into (encrypted, unusual filters, other encodings, damaged), it is refused too; so
is a part that declares what it is to be read as (DOCTYPE): no office program writes one, and entities grow without end or fetch.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from open315.core.errors import InvalidInput
from open315.core.foreign_files.kinds import BROKEN

TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
MAX_PARTS = 10_000
MAX_XML = 32 * 1024 * 1024
"""Of the parts of a package that are searched."""
MAX_STREAM, MAX_STREAMS = 4 * 1024 * 1024, 128 * 1024 * 1024
"""Of one compressed stream of a PDF, and of all of them."""
_NAME_END = rb"(?=[\s/<>\[\]()%{}]|$)"
_NAME_BEGIN = rb"(?:[\s<>\[\](){}]|/[A-Za-z]{1,12})"
"""Not the middle of an address in a link."""
PDF_ACTIONS = re.compile(
    _NAME_BEGIN + rb"/(?:JavaScript|Launch|RichMedia|Rendition|SubmitForm|ImportData|XFA)" + _NAME_END
)
PDF_ENCRYPTED = re.compile(rb"/Encrypt" + _NAME_END)
PDF_STREAM = re.compile(rb"stream\r?\n")
PDF_OBJECTS = re.compile(rb"/ObjStm" + _NAME_END)
PDF_OTHER_FILTERS = re.compile(rb"/(?:ASCIIHex|ASCII85|LZW|RunLength)Decode|/(?:AHx|A85|LZW|RL)" + _NAME_END)
TOO_MUCH = _("The file unpacks to more than can be handled.")
AROUND_OBJECTS = 600
HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")
EXTERNAL = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>", re.DOTALL)
IS_EXTERNAL = re.compile(r"TargetMode\s*=\s*[\"']\s*External", re.IGNORECASE)
IS_LINK = re.compile(r"Type\s*=\s*[\"'][^\"']*/hyperlink\s*[\"']")
IS_OBJECT = re.compile(
    r"Type\s*=\s*[\"'][^\"']*/(?:oleObject|package|control|activeX\w*|attachedTemplate|vbaProject|aFChunk|connections|xlMacrosheet)\s*[\"']",
    re.IGNORECASE,
)
FIELD_TEXT = re.compile(r"<w:instrText\b[^>]*>([^<]*)<|w:instr\s*=\s*\"([^\"]*)\"")
DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
DDE_LINK = re.compile(r"<(?:\w+:)?ddeLink\b|<(?:\w+:)?f\b[^>]*>\s*=?\s*[\w.]{1,40}\|", re.IGNORECASE)
XML = (".xml", ".rels", ".vml", ".svg", ".xhtml")
"""Parts that are read as XML."""
DECLARES = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODED = re.compile(r"^<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "ascii"})
OBJECTS = ("/embeddings/", "/activex/", "/macrosheets/")
NAMED_OBJECTS = ("vbaproject.bin", "vbadata.xml", "xl/connections.xml")


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
        try:
            with zipfile.ZipFile(file) as parts:
                _look_into_package(parts)
        except (*BROKEN, OSError, ValueError, RuntimeError) as error:
            raise _is_strange() from error


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
            raise InvalidInput(TOO_MUCH)
        yield text


def _look_into_package(parts: zipfile.ZipFile) -> None:
    left = MAX_XML
    fields: list[str] = []
    entries = parts.infolist()
    if len(entries) > MAX_PARTS:
        raise InvalidInput(TOO_MUCH)
    for entry in entries:
        name = entry.filename.lower()
        if any(each in f"/{name}" for each in OBJECTS) or name.endswith(NAMED_OBJECTS):
            raise _brings_objects()
        if not name.endswith(XML):
            continue
        with parts.open(entry) as part:
            text = part.read(left + 1)
        left -= len(text)
        if left < 0:
            raise InvalidInput(TOO_MUCH)
        _look_into_part(name, _decoded(text), fields)
    if DDE.search("".join(fields)):
        raise _brings_objects()


def _look_into_part(name: str, text: str, fields: list[str]) -> None:
    if DECLARES.search(text) or not _is_plain(text):
        raise _is_strange()
    if any(name.endswith(end) and acts(text) for end, acts in ACTS.items()):
        raise _brings_objects()
    if name.startswith("xl/") and DDE_LINK.search(html.unescape(text)):
        raise _brings_objects()
    if name.startswith("word/"):
        fields += (html.unescape(first or second) for first, second in FIELD_TEXT.findall(text))


def _is_plain(text: str) -> bool:
    """Whether it is XML in an encoding that was read here; another could hide a declaration."""
    found = ENCODED.match(text)
    return (not text or text.startswith("<")) and (found is None or found[1].strip().lower() in ENCODINGS)


def _is_strange() -> InvalidInput:
    return InvalidInput(
        _("The document is damaged, or holds what no office program writes. Please save it as PDF and send that.")
    )


def _is_active(relation: str) -> bool:
    """Whatever is fetched from elsewhere, but for a link that a person follows; and objects of other programs."""
    is_external = IS_EXTERNAL.search(relation) is not None
    return (is_external and IS_LINK.search(relation) is None) or IS_OBJECT.search(relation) is not None


def _relates(text: str) -> bool:
    return any(_is_active(html.unescape(each)) for each in EXTERNAL.findall(text))


def _has_macros(text: str) -> bool:
    return "macroenabled" in html.unescape(text).lower()


ACTS = {".rels": _relates, "[content_types].xml": _has_macros}
"""How a part whose name ends so tells that the document acts."""


def _brings_objects() -> InvalidInput:
    return InvalidInput(
        _(
            "The document fetches or contains something that runs when it is opened. Please save it as PDF and send that."
        )
    )


def _decoded(text: bytes) -> str:
    """XML in the encodings that Office reads, from its first sign on."""
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = text.decode("utf-16", "replace")
    elif b"\0" in text[:200]:
        found = text.decode("utf-16-le" if text[1:2] == b"\0" else "utf-16-be", "replace")
    else:
        found = text.decode("utf-8", "replace")
    return found.lstrip("\ufeff \t\r\n")
