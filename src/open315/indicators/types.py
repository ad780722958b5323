"""The shape of the dictionary."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from open315.core.names import Names


class Level(StrEnum):
    """Which councils report an indicator."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Sums(StrEnum):
    """Over what the values of an indicator may be added."""

    ACTIVITIES = "activities"
    NOTHING = "nothing"
    """Two values may count the same twice: the teams of two rounds."""


class Source(StrEnum):
    """Where a value comes from."""

    REPORTED = "reported"
    ROWS = "rows"
    """Counted from records; nobody types it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit of a value: its name, and in English the name of a single one."""

    key: str
    names: Names
    one: Names


@dataclass(frozen=True, slots=True)
class Indicator:
    """One version of an indicator. `phrase` tells it in a summary, with the place `%(n)s`, `single` tells a single one; `forms` are those of activities that are expected to report it.

    `kinds` are the things it is told apart by (fakes by kind of goods), `part_of` is the code of the whole that it cannot
    exceed, `fact` the figure where it is counted from rows. `decimals` is how many a value has at most.
    """

    code: str
    names: Names
    unit: Measure
    group: str
    definition: Names
    valid_from: date
    valid_until: date | None = None
    phrase: Names = Names()  # noqa: RUF009  (a value)
    single: Names = Names()  # noqa: RUF009  (a value)
    levels: frozenset[Level] = frozenset(Level)
    sums: Sums = Sums.ACTIVITIES
    approximate: bool = True
    source: Source = Source.REPORTED
    fact: str = ""
    forms: frozenset[str] = frozenset()
    kinds: tuple[tuple[str, Names], ...] = ()
    part_of: str = ""
    decimals: int = 0

    def told(self, value: object) -> str:
        """The phrase for a value, with the place `%(n)s`."""
        return str(self.single if value == 1 else self.phrase)

    def holds_on(self, day: date) -> bool:
        """Whether this version is in force on `day`, its last day included."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
