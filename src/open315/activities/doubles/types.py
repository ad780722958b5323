"""In what a pair is alike, and what of an activity is compared."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """In what two activities are alike besides the day and the line."""

    PLACE = "place"
    VENUE = "venue"
    TITLE = "title"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is compared: the day in China, the place, the path of the council, the bodies that hold it."""

    pk: int
    day: date
    region: str
    venue: str
    title: str
    form: str
    path: str
    bodies: frozenset[str] = frozenset()
