"""Words and files of a mail: as the standards say, and as mail programs write instead. Pure, and nothing that comes makes it fail.

The parser of the standard library takes a mail apart, under its old policy: the newer one refuses headers that people do send. Charsets are read
here: mails say gb2312 and mean GB18030, say iso-8859-1 or nothing and hold Chinese, cut a sign in two between encoded words.
"""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from html.parser import HTMLParser
from io import BytesIO

from open315.core.foreign_files.readers import encodings
from open315.core.foreign_files.types import Unreadable

CALLED = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "euc-cn": "gb18030", "936": "gb18030",
    "hz-gb-2312": "hz", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cp950": "big5hkscs", "utf8": "utf-8",
}  # fmt: skip
"""Names of charsets, and the codec that reads what is sent under them."""
MEANINGLESS = frozenset({"", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252", "unknown-8bit", "default", "binary", "8bit", "x-unknown"})  # fmt: skip
"""What programs write that do not know: the bytes are looked at first."""
DEEPEST, MOST_PARTS, MOST_FILES = 12, 200, 20
BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "pre", "hr"})
UNSEEN = frozenset({"script", "style", "head", "title", "template"})


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a mail, under the name it was given."""

    name: str
    content: bytes


@dataclass(slots=True)
class Content:
    """What a mail holds: its words in their order, its files, and how many parts were too many or too deep to be looked at."""

    texts: list[str] = field(default_factory=list)
    files: list[Enclosed] = field(default_factory=list)
    left_out: int = 0
    seen: int = 0

    @property
    def text(self) -> str:
        """All words, a blank line between parts."""
        return "\n\n".join(each for each in map(str.strip, self.texts) if each)


def decoded(content: bytes, charset: str = "") -> str:
    """Bytes as words: by the charset they are said to be in, unless that says nothing or does not fit; else by what they look like."""
    codec = CALLED.get(charset.strip().strip("\"'").lower(), charset.strip().strip("\"'").lower())
    if codec not in MEANINGLESS:
        try:
            return content.decode(codec)
        except (LookupError, ValueError):
            pass
    try:
        return content.decode(encodings.encoding_of(BytesIO(content)).codec, "replace")
    except Unreadable:
        return content.decode("latin-1")


def header(value: str) -> str:
    """A header as people read it, on one line."""
    try:
        pieces = decode_header(value) if "=?" in value else [(value, None)]
    except (HeaderParseError, binascii.Error, ValueError):
        pieces = [(value, None)]
    return " ".join("".join(_piece(each, charset) for each, charset in pieces).replace("\0", "").split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    content = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    return decoded(content, charset or "")


def header_of(mail: Message, name: str) -> str:
    """The first header of this name, read; "" for none."""
    return header(raw_header(mail, name))


def raw_header(mail: Message, name: str) -> str:
    """The first header of this name as it came; "" for none."""
    wanted = name.lower()
    return next((str(value) for key, value in mail.raw_items() if key.lower() == wanted), "")


def content_of(mail: Message) -> Content:
    """Everything that a mail holds."""
    found = Content()
    _walk(mail, found, 0)
    return found


def _walk(part: Message, found: Content, depth: int) -> None:
    found.seen += 1
    if depth > DEEPEST or found.seen > MOST_PARTS:
        found.left_out += 1
        return
    kind, inner = part.get_content_type(), parts_of(part)
    if inner is None:
        _leaf(part, kind, found)
    elif kind == "multipart/alternative":
        _walk(_plainest(inner), found, depth + 1)
    else:
        if kind == "message/rfc822" and inner:
            found.texts.append(header_of(inner[0], "Subject"))
        for each in inner:
            _walk(each, found, depth + 1)


def parts_of(mail: Message) -> list[Message] | None:
    """What a mail or a part of one is made of; None for what is not made of parts."""
    inner = mail.get_payload()
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else None


def _plainest(parts: list[Message]) -> Message:
    """Of the same in several forms: the plain words where there are any; else what holds most, which comes last."""
    plain = (each for each in parts if each.get_content_type() == "text/plain" and _bytes(each).strip())
    return next(plain, parts[-1] if parts else Message())


def _leaf(part: Message, kind: str, found: Content) -> None:
    name = _name(part)
    is_text = kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not name
    if is_text:
        content = _bytes(part)
        words = decoded(content, _charset(part))
        found.texts.append(words if kind == "text/plain" else seen_in(words if _charset(part) else encodings.decoded(content)[0]))  # fmt: skip
    elif kind.startswith("multipart/"):
        found.texts.append(decoded(_bytes(part)))  # it says that it has parts, and has none
    elif len(found.files) >= MOST_FILES:
        found.left_out += 1
    elif content := _bytes(part):
        found.files.append(Enclosed(name, content))


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except (LookupError, ValueError, TypeError):
        return ""


def _name(part: Message) -> str:
    """The name of a file: RFC 2231 in pieces, or an encoded word where none may stand, or bare bytes."""
    for place in ("Content-Disposition", "Content-Type"):
        if not (value := raw_header(part, place)).isascii():
            part.replace_header(place, header(value))
    try:
        return header(part.get_filename() or "")[:150]
    except (LookupError, ValueError, TypeError):
        return "?"


def seen_in(page: str) -> str:
    """The words of a page in HTML, as lines; nothing of it is run or fetched."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(_without_gaps(lines)).strip()


def _without_gaps(lines: Iterator[str]) -> Iterator[str]:
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        if tag in BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag in BREAKS and tag != "br":
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)
