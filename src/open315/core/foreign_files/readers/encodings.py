"""Which encoding a text is in, and whether all of it is. Pure.

A mark first; then the patterns of UTF-16; then UTF-8, which other text practically never happens to be. What is left is a Chinese
double-byte encoding: GB18030 or Big5, told apart by which of them yields the characters that Chinese is made of. A few bytes that do
not fit do not make a text another one: it was damaged on the way, and the lines where that happened are told.
"""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from open315.core.foreign_files.kinds import wide_codec
from open315.core.foreign_files.types import Trouble, Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 65_536
CHUNK = 1 << 16
LOST = "\ufffd"
"""What stands for bytes that are no character."""
NOTHING = "\0"
"""A sign that no text holds: a byte was overwritten."""
FEW = 3
COMMON = frozenset(
    "的一是不了在人有我他這这個个們们中来來上大为為和國国地到以說说時时要就出會会可也你對对生能而子那得于於著着下自之年過过發发後后作里裡用道行所然家種种事成方多經经麼么去法學学如都同现現當当沒没動动面起看定天分還还進进好小部其些主樣样理心她本前開开但因只從从想實实日"
    "投訴诉退款商貨货客服品質质電电話话手機机公司車车費费號号期金額额姓名址內容容編编號序類类型經營者地區区性別受理狀态態"
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
WORTH_LOADING = (
    "utf-8-sig",
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "gbk",
    "big5hkscs",
    "big5",
    "cp1252",
    "cp437",
    "cp932",
    "cp950",
    "latin-1",
)
"""The child loads these before it gives up opening files."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, and whether every byte of the text fits it."""

    codec: str
    is_sound: bool = True


@dataclass(slots=True)
class _Try:
    """A text read with one codec: characters beyond ASCII, and places that are none."""

    foreign: int = 0
    lost: int = 0
    signs: int = 0

    @property
    def is_near(self) -> bool:
        """Whether so little is lost that this must be the encoding: of the signs beyond ASCII, or of all where there are hardly any."""
        return self.lost * (10 if self.lost <= FEW else 50) <= max(self.foreign, self.signs // 10)


def encoding_of(file: BinaryIO) -> Encoding:
    """The encoding to read the text with. Unreadable if none fits."""
    file.seek(0)
    head = file.read(SAMPLE)
    for mark, codec in MARKS:
        if head.startswith(mark):
            return _marked(file, codec)
    if wide := wide_codec(head):
        return _marked(file, wide)
    found = _tried(file, "utf-8")
    if found.is_near:
        return Encoding("utf-8", not found.lost)
    tried = {codec: _tried(file, codec) for codec in ("gb18030", "big5hkscs")}
    near = [codec for codec, found in tried.items() if found.is_near]
    if not near:
        raise Unreadable(Trouble.ENCODING)
    sound = [codec for codec in near if not tried[codec].lost] or near
    best = max(sound, key=lambda codec: (_likeness(head, codec), -tried[codec].lost))
    return Encoding(best, not tried[best].lost)


def decoded(content: bytes) -> tuple[str, str]:
    """A web page's text and encoding: its mark, then what it says of itself, then what it looks like."""
    for mark, codec in MARKS:
        if content.startswith(mark):
            return content.decode(codec, "replace"), codec
    if not content.isascii() and not _replaced(content, "utf-8").lost:
        return content.decode(
            "utf-8", "replace"
        ), "utf-8"  # whatever it says of itself: other text is never UTF-8 by chance
    said = _CHARSET.search(content[:4096])
    codec = _known(said[1].decode("ascii")) if said else ""
    codec = codec or _looks_like(content)
    return content.decode(codec, "replace"), codec


def _known(name: str) -> str:
    name = name.lower()
    if name in ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"):
        return "gb18030"
    return {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}.get(name, "")


def _looks_like(content: bytes) -> str:
    if not _replaced(content, "utf-8").lost:
        return "utf-8"
    return max(("gb18030", "big5hkscs"), key=lambda codec: _likeness(content[:SAMPLE], codec))


def _marked(file: BinaryIO, codec: str) -> Encoding:
    found = _tried(file, codec)
    if not found.is_near:
        raise Unreadable(Trouble.ENCODING)
    return Encoding(codec, not found.lost)


def _tried(file: BinaryIO, codec: str) -> _Try:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(codec)("replace")
    found = _Try()
    while chunk := file.read(CHUNK):
        _count(found, decoder.decode(chunk))
        if not found.is_near and found.lost > 10_000:
            break
    _count(found, decoder.decode(b"", final=True))
    return found


def _replaced(content: bytes, codec: str) -> _Try:
    found = _Try()
    _count(found, content.decode(codec, "replace"))
    return found


def _count(found: _Try, text: str) -> None:
    found.lost += text.count(LOST) + text.count(NOTHING)
    found.signs += len(text)
    found.foreign += len(text) - len(text.encode("ascii", "ignore"))


def _likeness(head: bytes, codec: str) -> float:
    """Of the characters beyond ASCII, the share of very common ones."""
    text = codecs.getincrementaldecoder(codec)("ignore").decode(head)
    foreign = [char for char in text if not char.isascii()]
    return sum(char in COMMON for char in foreign) / len(foreign) if foreign else 0.0
