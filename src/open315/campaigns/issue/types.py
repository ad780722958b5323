"""Commands about a joint issue."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Number:
    """A document number 發文字號: 機關代字〔year〕serial號."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}號"


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """The paper as it is written; `number` as it was typed, lists in order."""

    title: str
    number: str = ""
    text: str = ""
    partners: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    reply_until: date | None = None
    acknowledge_until: date | None = None
    plans_until: date | None = None
