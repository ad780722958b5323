"""The content tree of a document: plain frozen data, already in the reader's language.

A number that states something is a `Figure` with its `Evidence`. Dates, citations and names are `Term`s. `Text` holds
words only; `sentences.stray_digits` finds a number somebody typed in.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from open315.core.charts import Chart as Drawing


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one printed figure; printed in the annex. Everything is ready to read."""

    key: str
    label: str
    line: str
    value: str
    unit: str
    definition: str
    period: str
    short_period: str
    scope: str
    numerator: str
    denominator: str
    query: str
    href: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A date, a citation or a name: may hold digits that are no figures."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed, and its evidence."""

    text: str
    evidence: Evidence
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead elsewhere."""

    text: str
    href: str


Run: TypeAlias = Text | Term | Figure | Link
Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the narrative."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart: how something was counted, why something is missing."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `strong` for totals."""

    cells: tuple[Runs, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. Columns in `words` hold text and stand at the left, the others numbers, at the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    words: frozenset[int] = frozenset({0})
    note: Runs = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart. The same numbers stand in the table beside it, so nobody needs to read them off."""

    caption: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with its caption, `width` percent of the text wide. `digest` is the SHA-256 of its bytes, which travel beside the tree: `src` leads a
    page to them, files are drawn from `content`, which is no part of the stored data (`stored`).
    """

    caption: str
    alt: str
    width: int
    digest: str
    ending: str
    """jpg or png."""
    src: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its heading; sections nest."""

    title: str
    anchor: str
    blocks: tuple["Block", ...]


Block: TypeAlias = Paragraph | Note | Table | Chart | Photo | Section


@dataclass(frozen=True, slots=True)
class Annex:
    """The heading and preface of the list of figures; the list itself is made from the figures of the document."""

    title: str
    preface: Runs
    words: "AnnexWords"


@dataclass(frozen=True, slots=True)
class AnnexWords:
    """The words the annex is set in, in the reader's language."""

    definition: str
    period: str
    scope: str
    query: str
    parameters: str
    key: str
    line: str
    value: str
    fraction: str
    page: str
    contents: str
    about: str = ""
    """The heading above what is said of all figures."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of the text (落款): the full name of the body that issues it, with the place of its seal, and the day, as GB/T 9704-2012 places them.

    `seal` is the word that marks the place; the seal is put over name and day.
    """

    name: str
    date: str
    seal: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `base_url` is put before every local address where a reader has no site around (DOCX, PDF).

    `remarks` stand above everything: what nobody may overlook. `about` stands in the annex: how was counted, whose records are missing.
    """

    title: str
    subtitle: str
    issuer: str
    issued: str
    language: str
    sections: tuple[Section, ...]
    annex: Annex
    base_url: str = ""
    remarks: tuple[Note, ...] = ()
    about: tuple[Note, ...] = ()
    ending: Ending | None = None
    """Behind the text, before the annex; none in what was kept before there was one."""

    def absolute(self, href: str) -> str:
        """`href` as an address that works outside of the site."""
        return f"{self.base_url}{href}" if href.startswith("/") else href
