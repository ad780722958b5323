"""What an official document consists of: plain frozen data, in the script it is printed in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

LEVELS = 4


class Script(StrEnum):
    """The script of the texts; what the document says by itself follows it."""

    SIMPLIFIED = "zh-hans"
    TRADITIONAL = "zh-hant"


class Secrecy(StrEnum):
    """密級."""

    TOP_SECRET = "top_secret"  # noqa: S105 a word, no password
    SECRET = "secret"  # noqa: S105 a word, no password
    CONFIDENTIAL = "confidential"


class Urgency(StrEnum):
    """緊急程度."""

    VERY_URGENT = "very_urgent"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Number:
    """發文字號: the short name of the issuing body, the year, the running number. ValueError for a number below 1."""

    code: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        if self.serial < 1 or self.year < 1:
            raise ValueError("a document number counts from 1")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; each line of the text is one of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered paragraph: 一、（一）1.（1）. The number is never typed. `text` runs on behind the heading.

    ValueError for a level other than 1 to 4.
    """

    level: int
    heading: str
    text: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= LEVELS:
            raise ValueError(f"no level {self.level}: there are {LEVELS}")


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose head is repeated on every page. A row shorter than the head is filled up, a longer one is an error."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) > len(self.head) for row in self.rows):
            raise ValueError("a row is longer than the head of its table")


Block: TypeAlias = Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: begins on a page of its own and is bound with the document. Without blocks it is only named: it is bound in from elsewhere."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A document of one body, or a joint issue of several: the leading body (主辦機關) stands first.

    What is empty is left out. `reference` stands where the number would: what a letter is filed under that bears none. `kind` (文種: 通知, 請示 …) is kept in the properties of the file; documents to a body above have
    `signers`, in the order of the bodies. `copy_number` is the 份號 of secret documents. `names_in_head` says whether a joint
    issue names all bodies in its head or the leading one alone, `names_document` whether 文件 stands behind them: not over a notice to a person. `sealed` leaves room for the seals. A draft without `day` leaves room for it. A line end within the title
    is where it is broken. ValueError without any issuing body.
    """

    script: Script
    issuers: tuple[str, ...]
    title: str
    day: date | None
    body: tuple[Block, ...]
    kind: str = ""
    number: Number | None = None
    reference: str = ""
    copy_number: int | None = None
    secrecy: Secrecy | None = None
    secret_for: str = ""
    urgency: Urgency | None = None
    signers: tuple[str, ...] = ()
    recipients: str = ""
    annexes: tuple[Annex, ...] = ()
    note: str = ""
    copies: str = ""
    printing_body: str = ""
    printing_day: date | None = None
    names_in_head: bool = True
    names_document: bool = True
    sealed: bool = True

    def __post_init__(self) -> None:
        if not any(name.strip() for name in self.issuers):
            raise ValueError("an official document has an issuing body")
