"""Which encoding a text file is in. Pure.

Mark first; then the patterns of UTF-16; then UTF-8, which other text practically never happens to be. What is left is a
Chinese double-byte encoding: GB18030 or Big5, told apart by which of them yields the characters that Chinese is made of.
"""

import codecs
from pathlib import Path

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 65_536
CHUNK = 1 << 20
COMMON = frozenset(
    "的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子那得于於著着下自之年過过發发後后作里裡用道行所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样理心她本前開开但因只從从想實实日"
    "投訴诉退款商貨货客服品質质電电話话手機机公司車车費费號号期金額额姓名址內容容編编號序類类型經營者地區区性別受理狀态態"
)


class UnknownEncoding(ValueError):
    """None of the encodings fits."""


def detect(path: Path) -> str:
    """The codec to read `path` with; UnknownEncoding if there is none."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    for mark, codec in MARKS:
        if head.startswith(mark):
            return codec
    if b"\0" in head:
        codec = _utf_16(head)
        if not _decodes(path, codec):
            raise UnknownEncoding(path.name)
        return codec
    if _decodes(path, "utf-8"):
        return "utf-8"
    fitting = [codec for codec in ("gb18030", "big5hkscs") if _decodes(path, codec)]
    if not fitting:
        raise UnknownEncoding(path.name)
    return max(fitting, key=lambda codec: _likeness(head, codec))


def _utf_16(head: bytes) -> str:
    """Without a mark, ASCII signs betray the order: their zero byte is the first or the second."""
    first, second = head[0::2].count(0), head[1::2].count(0)
    if min(first, second) * 4 > max(first, second):
        raise UnknownEncoding
    return "utf-16-be" if first > second else "utf-16-le"


def _decodes(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _likeness(head: bytes, codec: str) -> float:
    """Of the characters beyond ASCII, the share of very common ones."""
    text = codecs.getincrementaldecoder(codec)("ignore").decode(head)
    foreign = [char for char in text if not char.isascii()]
    return sum(char in COMMON for char in foreign) / len(foreign) if foreign else 0.0
