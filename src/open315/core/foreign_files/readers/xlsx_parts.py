"""The parts of an XLSX file beside its sheets: which sheets there are, texts that are shared, which formats are dates."""

import re
from dataclasses import dataclass, field

from open315.core.foreign_files.readers.packages import Package
from open315.core.foreign_files.readers.shown import PERCENT, says_more
from open315.core.foreign_files.readers.xml_stream import attribute, parse
from open315.core.foreign_files.types import Trouble, Unreadable

DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of built-in formats that show a day or a time, those of Chinese editions among them."""
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_SIGNS = re.compile(r"[ymdhs年月日时時分秒]|AM/PM|上午", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
SHEET_TYPE = "worksheet"


@dataclass(slots=True)
class Contents:
    """The sheets in the order of their tabs: name → part."""

    sheets: dict[str, str] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    is_1904: bool = False


class _Workbook:
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []
        self.is_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            self.found.append((attribute(attributes, "name"), attribute(attributes, "id"), attributes.get("state", "")))
        elif tag == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in ("1", "true")

    def end(self, tag: str) -> None:
        """Nothing."""

    def text(self, text: str) -> None:
        """Nothing."""


class _Relations:
    def __init__(self) -> None:
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))

    def end(self, tag: str) -> None:
        """Nothing."""

    def text(self, text: str) -> None:
        """Nothing."""


def contents(package: Package) -> Contents:
    """Which sheets there are, and where. Charts and macros are none."""
    workbook, relations, found = _Workbook(), _Relations(), Contents()
    with package.open("xl/workbook.xml") as part:
        parse(part, workbook)
    with package.open("xl/_rels/workbook.xml.rels") as part:
        parse(part, relations)
    found.is_1904 = workbook.is_1904
    for name, relation, state in workbook.found:
        kind, target = relations.targets.get(relation, ("", ""))
        if kind != SHEET_TYPE:
            continue
        if state in ("hidden", "veryHidden"):
            found.hidden.append(name)
        else:
            found.sheets[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


class _Strings:
    """`<si>`s: plain or in runs; the reading aids of Japanese texts are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._wanted = False
        self._aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "t":
            self._wanted = not self._aside
        elif tag == "rPh":
            self._aside += 1
        elif tag == "si":
            self._parts = []

    def end(self, tag: str) -> None:
        if tag == "t":
            self._wanted = False
        elif tag == "rPh":
            self._aside -= 1
        elif tag == "si":
            self.found.append(unescaped("".join(self._parts)))

    def text(self, text: str) -> None:
        if self._wanted:
            self._parts.append(text)


def shared_strings(package: Package) -> list[str]:
    """The texts that cells refer to by number."""
    if not package.has("xl/sharedStrings.xml"):
        return []
    strings = _Strings()
    with package.open("xl/sharedStrings.xml") as part:
        parse(part, strings)
    return strings.found


def unescaped(text: str) -> str:
    """Signs that XML cannot hold are written as _x000D_."""
    return _ESCAPED.sub(lambda match: _sign(match[1]), text) if "_x" in text else text


def _sign(code: str) -> str:
    sign = chr(int(code, 16))
    return "" if "\ud800" <= sign <= "\udfff" else sign


class _Styles:
    def __init__(self) -> None:
        self.dates = bytearray()
        self.telling: dict[int, str] = {}
        self._own: dict[int, str] = {}
        self._inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._own[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._style(_whole(attributes.get("numFmtId")))

    def _style(self, number: int) -> None:
        code = self._own.get(number)
        is_date = number in DATES if code is None else shows_a_date(code)
        if not is_date and (code := "0%" if number in PERCENT else code or "") and says_more(code):
            self.telling[len(self.dates)] = code
        self.dates.append(is_date)

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._inside = False

    def text(self, text: str) -> None:
        """Nothing."""


def styles_of(package: Package) -> tuple[bytearray, dict[int, str]]:
    """For each style of a cell, 1 where it shows its number as a day or a time; and the formats of those that say more than the number."""
    if not package.has("xl/styles.xml"):
        return bytearray(), {}
    styles = _Styles()
    with package.open("xl/styles.xml") as part:
        parse(part, styles)
    return styles.dates, styles.telling


def shows_a_date(code: str) -> bool:
    """Whether a number shown in this format is a day or a time: yyyy"年"m"月" is, 0.00"元" is not."""
    first = code[:255].split(";")[0]
    return "General" not in first and bool(_DATE_SIGNS.search(_QUOTED.sub("", first)))


def _whole(written: str | None) -> int:
    try:
        return int(written or 0)
    except ValueError as error:
        raise Unreadable(Trouble.UNREADABLE) from error
