"""A composed document: every text as it is printed and every size that follows from the texts. Both renderers set this."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Head:
    """The red names, one above the other, and 文件 beside them; `size` in points, `column` in their signs."""

    names: tuple[str, ...]
    suffix: str
    size: float
    pitch: float
    column: float


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `level` 0 is plain text; else `number` and `heading` stand before `text` in the face of the level."""

    level: int
    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `shares` are the widths of its columns, together 1."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the note about annexes: further lines stand under the first sign behind `lead`."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Where the bodies sign. Sealed: rows of names (each in its lines) in columns, the last one over the date, widths in points;
    `rest` is what stays free at the right. Not sealed: names one under the other, `name_indent` and `date_indent` in signs.
    """

    sealed: bool
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    columns: tuple[float, ...]
    rest: float
    name_indent: float
    date_indent: float
    date: str


@dataclass(frozen=True, slots=True)
class ComposedAnnex:
    """An annex with its label (附件1) and title."""

    label: str
    title: tuple[str, ...]
    blocks: tuple["ComposedBlock", ...]


@dataclass(frozen=True, slots=True)
class Colophon:
    """版記: whom copies go to, who printed it, and when."""

    lead: str
    copies: str
    printing_body: str
    printed: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to print."""
        return not (self.copies or self.printing_body or self.printed)


ComposedBlock: TypeAlias = Line | Grid


@dataclass(frozen=True, slots=True)
class Composed:
    """The whole document, ready to set. `end_kept`: the last block stays on the page of the seals."""

    language: str
    corner: tuple[str, ...]
    head: Head
    number: str
    signer_lead: str
    signers: tuple[tuple[str, ...], ...]
    title: tuple[str, ...]
    recipients: str
    blocks: tuple[ComposedBlock, ...]
    end_kept: bool
    annex_note: tuple[Remark, ...]
    signature: Signature
    note: str
    annexes: tuple[ComposedAnnex, ...]
    colophon: Colophon
