"""What the phrases of an office are: for what they are used, and which places they may have."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What a phrase is written for."""

    ANY = "any"
    CONSUMER = "consumer"
    NOTE = "note"
    BODY = "body"


class Place(StrEnum):
    """What of a case can stand in a phrase."""

    NUMBER = "number"
    TRADER = "trader"
    GOODS = "goods"
    AMOUNT = "amount"
    RECOVERED = "recovered"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DUE = "due"
    BODY = "body"
    PHONE = "phone"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class PhrasePlan:
    """What somebody wants a phrase to be."""

    name: str
    text: str
    use: str = Use.ANY
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A phrase as it would be put in: its text is filled."""

    key: str
    name: str
    text: str
    is_own: bool
