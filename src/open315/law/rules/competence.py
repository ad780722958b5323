"""Which body is competent: one line of a dated table decides by matter and kind of trader, and says whose place counts (ADR 0022). Pure.

Of the lines that fit and hold on the day, the smallest `priority` wins, then the one that says more, then the code: the
same question always has the same single answer. The line does not know bodies: it names a sector and a level.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from open315.core.names import Names


class Place(StrEnum):
    """Whose place decides."""

    TRADER_ADDRESS = "trader_address"
    """Where the trader really does business, or its domicile."""
    TRADER_DOMICILE = "trader_domicile"
    """The registered domicile: own website, or the platform itself."""
    PUBLISHED_OR_PLATFORM = "published_or_platform"
    """The address the seller published on the platform; if there is none, the platform's domicile (Order 121)."""
    ACTUAL_OR_PLATFORM = "actual_or_platform"
    """Where the seller really does business, or the platform's domicile (Order 20)."""
    MATTER = "matter"
    """Where the matter took place."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. An empty matter, nature or kind fits everything. `level`: 1 province, 2 city, 3 county."""

    code: str
    priority: int
    goods: str
    nature: str
    trader_kind: str
    place: Place
    sector: str
    level: int
    article: Names
    valid_from: date
    valid_until: date | None = None
    id: int | None = None

    def fits(self, matter: "Matter", on: date) -> bool:
        """Whether the line speaks about this matter on the day `on`."""
        return (
            self.goods in ("", matter.goods)
            and self.nature in ("", matter.nature)
            and self.trader_kind in ("", matter.trader_kind)
            and self.valid_from <= on
            and (self.valid_until is None or on <= self.valid_until)
        )

    @property
    def rank(self) -> tuple[int, int, str]:
        """The order in which fitting lines win."""
        return (self.priority, -sum(map(bool, (self.goods, self.nature, self.trader_kind))), self.code)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about, as far as competence depends on it. `region_code` is the trader's place as told."""

    goods: str = ""
    nature: str = ""
    trader_kind: str = ""
    region_code: str = ""
    platform_region: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The line that decides, and the place it points to; "" when that place is not known."""

    line: Line
    region_code: str
    by_platform: bool = False


def decide(lines: Iterable[Line], matter: Matter, on: date) -> Decision | None:
    """The one deciding line and the place; None when no line holds for that day."""
    line = deciding(lines, matter, on)
    return None if line is None else placed(line, matter)


def deciding(lines: Iterable[Line], matter: Matter, on: date) -> Line | None:
    """The one line that decides about the matter; its place plays no part in that."""
    return min((each for each in lines if each.fits(matter, on)), key=lambda each: each.rank, default=None)


def rivals(lines: Iterable[Line], matter: Matter, on: date) -> list[Line]:
    """The lines that share the first rank but for their code: more than one means the table does not decide by itself."""
    fitting = sorted((each for each in lines if each.fits(matter, on)), key=lambda each: each.rank)
    return [each for each in fitting if each.rank[:2] == fitting[0].rank[:2]]


def clashes(lines: Iterable[Line], new: Line) -> list[Line]:
    """The lines that would leave the same question open together with `new`: same pattern, same priority, time in common."""
    return [
        each
        for each in lines
        if (each.priority, each.goods, each.nature, each.trader_kind)
        == (new.priority, new.goods, new.nature, new.trader_kind)
        and (each.valid_until is None or new.valid_from <= each.valid_until)
        and (new.valid_until is None or each.valid_from <= new.valid_until)
    ]


def placed(line: Line, matter: Matter) -> Decision:
    """The line with the place it points to."""
    platform_counts = line.place in (Place.PUBLISHED_OR_PLATFORM, Place.ACTUAL_OR_PLATFORM)
    if platform_counts and not matter.region_code and matter.platform_region:
        return Decision(line, matter.platform_region, by_platform=True)
    return Decision(line, matter.region_code)
