"""From the bytes of an uploaded file to rows: XLSX and XLS by calamine, CSV by our own guess of encoding and separator.

Nothing else of an import touches foreign bytes: it asks `open_upload` for a `Book`, and that for its rows.

Which encoding a text is in: mark first; then the patterns of UTF-16; then UTF-8, which other text practically never happens
to be. What is left is a Chinese double-byte encoding: GB18030 or Big5, told apart by which of them yields the characters that
Chinese is made of.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Any

import python_calamine
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.sealed_file import Openable
from open315.core.errors import InvalidInput
from open315.core.uploads import storage as uploads
from open315.core.uploads.kinds import CSV

if TYPE_CHECKING:
    from open315.core.uploads.models import Upload

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Any]
SEPARATORS = (",", ";", "\t", "|")
SAMPLE_LINES = 30
MAX_COLUMNS = 200
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
csv.field_size_limit(10_000_000)


class UnknownEncoding(ValueError):
    """None of the encodings fits."""


@dataclass(slots=True)
class Book:
    """A file of one or more sheets. `words` says how a CSV file was understood, for people to check."""

    path: Openable
    sheets: tuple[str, ...]
    encoding: str = ""
    separator: str = ""
    workbook: Any = field(default=None, repr=False)

    def rows(self, sheet: str) -> Iterator[tuple[int, Row]]:
        """Number (from 1, as the sheet shows it) and cells of every row that is not empty."""
        source = self._text_rows() if self.workbook is None else self._book_rows(sheet)
        for number, cells in enumerate(source, 1):
            if any(cell not in (None, "") for cell in cells):
                yield number, cells[:MAX_COLUMNS]

    def _text_rows(self) -> Iterator[Row]:
        with _text(self.path, self.encoding) as file:
            yield from csv.reader(file, delimiter=self.separator)

    def _book_rows(self, sheet: str) -> Iterator[Row]:
        try:
            found = self.workbook.get_sheet_by_name(sheet)
        except python_calamine.WorksheetNotFound:
            raise InvalidInput(_("The file has no sheet of this name."), field="sheet") from None
        # Rows are counted from the top of the sheet, columns from its first used one.
        yield from found.iter_rows()


def open_upload(upload: "Upload") -> Book:
    """The uploaded file, opened."""
    return open_book(uploads.kept(upload), upload.content_type)


def open_book(path: Openable, content_type: str) -> Book:
    """Open the file. InvalidInput says what is wrong with one that cannot be read."""
    if content_type == CSV:
        try:
            encoding = detect(path)
            return Book(path, ("",), encoding, _separator(path, encoding))
        except (UnknownEncoding, UnicodeError):
            raise InvalidInput(
                _("The encoding of the file cannot be told. Please save it as CSV UTF-8."), field="file"
            ) from None
    try:
        with path.open("rb") as file:
            workbook = python_calamine.CalamineWorkbook.from_filelike(file)
    except python_calamine.PasswordError:
        raise InvalidInput(
            _("The file is protected by a password. Please save it without one."), field="file"
        ) from None
    except python_calamine.CalamineError:
        raise InvalidInput(_("The file cannot be read. Please save it again as XLSX."), field="file") from None
    shown = [
        each.name
        for each in workbook.sheets_metadata
        if each.visible == python_calamine.SheetVisibleEnum.Visible
        and each.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if not shown:
        raise InvalidInput(_("The file has no sheet with rows."), field="file")
    return Book(path, tuple(shown), workbook=workbook)


def _text(path: Openable, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(path.open("rb"), encoding=encoding, newline="")


def _separator(path: Openable, encoding: str) -> str:
    """The sign that cuts the first lines into the same number (more than one) of columns most often."""
    with _text(path, encoding) as file:
        lines = list(islice(file, SAMPLE_LINES))
    return max(SEPARATORS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
    if not widths:
        return (0, 0)
    width, count = widths.most_common(1)[0]
    return (count, width)


def detect(path: Openable) -> str:
    """The codec to read `path` with; UnknownEncoding if there is none."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    for mark, codec in MARKS:
        if head.startswith(mark):
            return codec
    if b"\0" in head:
        codec = _utf_16(head)
        if not _decodes(path, codec):
            raise UnknownEncoding("none of the encodings fits")
        return codec
    if _decodes(path, "utf-8"):
        return "utf-8"
    fitting = [codec for codec in ("gb18030", "big5hkscs") if _decodes(path, codec)]
    if not fitting:
        raise UnknownEncoding("none of the encodings fits")
    return max(fitting, key=lambda codec: _likeness(head, codec))


def _utf_16(head: bytes) -> str:
    """Without a mark, ASCII signs betray the order: their zero byte is the first or the second."""
    first, second = head[0::2].count(0), head[1::2].count(0)
    if min(first, second) * 4 > max(first, second):
        raise UnknownEncoding("none of the encodings fits")
    return "utf-16-be" if first > second else "utf-16-le"


def _decodes(path: Openable, codec: str) -> bool:
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
