"""Which body is competent: one line of a dated table decides by kind, matter and kind of trader, and says whose place counts (ADR 0025). Pure.

Of the lines that fit and hold on the day, the smallest `priority` wins, then the one that says more, then the code: the
same question always has the same single answer. The line does not know bodies: it names a sector and a level. Where the
law leaves two authorities, the second is a line `beside` the first, or the trade's own authority beside that for prices,
measures and advertisements.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from open315.core.names import NO_NAME, Names

AT_THE_SHOP = ("", "offline")
"""Kinds of trader whose place is where the matter took place, unless somebody knows better."""


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
    GENERAL = "general"
    """As for any other matter of this kind and trader: the line without goods and nature says it, and its article is cited too."""


OF_A_SELLER = (Place.PUBLISHED_OR_PLATFORM, Place.ACTUAL_OR_PLATFORM)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. An empty kind, goods, nature or trader kind fits everything. `level`: 1 province, 2 city, 3 county, 0 where the law names none."""

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
    kind: str = ""
    beside: bool = False
    """It names no competent body by itself, but another one beside that which the other lines name."""

    def fits(self, matter: "Matter", on: date) -> bool:
        """Whether the line speaks about this matter on the day `on`."""
        return (
            self.kind in ("", matter.kind)
            and self.goods in ("", matter.goods)
            and self.nature in ("", matter.nature)
            and self.trader_kind in ("", matter.trader_kind)
            and self.valid_from <= on
            and (self.valid_until is None or on <= self.valid_until)
        )

    @property
    def pattern(self) -> tuple[int, bool, str, str, str, str]:
        """What two lines have in common that answer the same question."""
        return (self.priority, self.beside, self.kind, self.goods, self.nature, self.trader_kind)

    @property
    def rank(self) -> tuple[int, int, str]:
        """The order in which fitting lines win."""
        return (self.priority, -sum(map(bool, (self.kind, self.goods, self.nature, self.trader_kind))), self.code)

    @property
    def is_general(self) -> bool:
        """Whether it speaks of no matter in particular."""
        return not (self.goods or self.nature or self.beside)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about, as far as competence depends on it. Places are the finest known divisions, "" where nobody knows.

    `region_code`: where it took place; `trader_region`: where the trader is, as published or found; `purpose`: what it was
    bought for, or what it is instead of a purchase (`rules.exits`).
    """

    kind: str = "complaint"
    goods: str = ""
    nature: str = ""
    trader_kind: str = ""
    region_code: str = ""
    trader_region: str = ""
    platform_region: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A deciding line, the place it points to ("" when that is not known) and the articles for body and place.

    `place` is whose place it is. `also_region` is where the law lets the case go as well: the platform's domicile.
    """

    line: Line
    place: Place
    region_code: str
    article: Names
    by_platform: bool = False
    also_region: str = ""


def decide(lines: Iterable[Line], matter: Matter, on: date) -> Decision | None:
    """The one deciding line and the place; None when no line holds for that day."""
    found = decisions(lines, matter, on)
    return found[0] if found else None


def decisions(lines: Iterable[Line], matter: Matter, on: date) -> list[Decision]:
    """The deciding line, and after it the authorities that the law leaves beside it; empty when no line holds for that day."""
    fitting = [each for each in lines if each.fits(matter, on)]
    main = _first(each for each in fitting if not each.beside)
    if main is None:
        return []
    others = [each for each in (_trade(main, fitting), *_beside(fitting)) if each and each.sector != main.sector]
    by_sector = {each.sector: each for each in reversed(others)}
    return [placed(each, matter, fitting) for each in (main, *reversed(by_sector.values()))]


def _first(lines: Iterable[Line]) -> Line | None:
    return min(lines, key=lambda each: each.rank, default=None)


def _trade(main: Line, fitting: list[Line]) -> Line | None:
    """Prices, measures and advertisements are one authority's in every trade; the trade's own is named beside it."""
    if not main.nature or main.goods:
        return None
    return _first(each for each in fitting if each.goods and not each.nature and not each.beside)


def _beside(fitting: list[Line]) -> list[Line]:
    return sorted((each for each in fitting if each.beside), key=lambda each: each.rank)


def rivals(lines: Iterable[Line], matter: Matter, on: date) -> list[Line]:
    """The lines that share the first rank but for their code: more than one means the table does not decide by itself."""
    fitting = sorted((each for each in lines if each.fits(matter, on) and not each.beside), key=lambda each: each.rank)
    return [each for each in fitting if each.rank[:2] == fitting[0].rank[:2]]


def clashes(lines: Iterable[Line], new: Line) -> list[Line]:
    """The lines that would leave the same question open together with `new`: same pattern, same priority, time in common."""
    return [
        each
        for each in lines
        if each.pattern == new.pattern
        and (not new.beside or each.sector == new.sector)
        and (each.valid_until is None or new.valid_from <= each.valid_until)
        and (new.valid_until is None or each.valid_from <= new.valid_until)
    ]


def placed(line: Line, matter: Matter, fitting: Iterable[Line] = ()) -> Decision:
    """The line with the place it points to; `fitting` holds the general lines to which it may leave that."""
    general = _first(each for each in fitting if each.is_general) if line.place is Place.GENERAL else None
    place = general.place if general else line.place
    article = joined(line.article, general.article if general else NO_NAME)
    trader = matter.trader_region or (matter.region_code if matter.trader_kind in AT_THE_SHOP else "")
    if place is Place.MATTER:
        return Decision(line, place, matter.region_code or trader, article)
    if place in OF_A_SELLER:
        trader = matter.trader_region
        if not trader:
            return Decision(line, place, matter.platform_region, article, by_platform=bool(matter.platform_region))
        return Decision(line, place, trader, article, also_region=matter.platform_region)
    return Decision(line, place, trader, article)


def joined(one: Names, other: Names) -> Names:
    """Two articles as one citation; the same one is said once."""
    if not other or other.zh_hant in one.zh_hant:
        return one
    return Names(f"{one.zh_hant}；{other.zh_hant}", f"{one.en}; {other.en}" if one.en and other.en else "")
