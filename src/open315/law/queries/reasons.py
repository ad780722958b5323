"""Why a body is competent, in words: whose place counts, which tier, what it was called that day, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from open315.core.names import NO_NAME, Names
from open315.core.regions import PlaceKind, kind_of
from open315.law.rules.competence import Decision, Place
from open315.org import queries as org
from open315.org.codes import authority_of, sector_name, successor_of

PLACES = {
    Place.TRADER_ADDRESS: Names("經營者實際經營地或者住所地", "where the trader does business or has its domicile"),
    Place.TRADER_DOMICILE: Names("經營者住所地", "where the trader has its domicile"),
    Place.PUBLISHED_OR_PLATFORM: Names(
        "平台內經營者在平台公示的地址（沒有或無法聯繫的，為平台住所地）",
        "the address the seller publishes on the platform (or the platform's domicile where there is none)",
    ),
    Place.ACTUAL_OR_PLATFORM: Names(
        "平台內經營者實際經營地或者平台住所地", "where the seller does business, or the platform's domicile"
    ),
    Place.MATTER: Names("事發地", "where the matter took place"),
    Place.GENERAL: Names("與同類經營者的一般規定相同的地點", "the same place as for any other matter of such a trader"),
}
LEVELS = {1: Names("省級", "provincial"), 2: Names("市級", "city"), 3: Names("縣級", "county")}
LEVELS_OF_LINES = {**LEVELS, 0: Names("條文未定級別", "no tier named")}
NEAREST = 3
"""The tier from which a body is looked for where the law names none."""
TIERS = {
    PlaceKind.PROVINCE: 1,
    PlaceKind.CITY: 2,
    PlaceKind.HEADING: 2,
    PlaceKind.COUNTY: 3,
    PlaceKind.GOVERNED_COUNTY: 3,
    PlaceKind.MUNICIPAL_DISTRICT: 3,
    PlaceKind.ZONE: 3,
}


@dataclass(frozen=True, slots=True)
class Found:
    """Who answers for a decision on a day: the body if one is registered, and the sector it is of (the successor of one that ended)."""

    decision: Decision
    on: date
    body: org.Body | None
    sector: str

    @property
    def name(self) -> Names:
        """What the body was called that day; of a sector that has ended, the successor's present name."""
        assert self.body
        return org.name_on(self.body, self.on) if self.sector == self.decision.line.sector else self.body.names


def find_body(decision: Decision, on: date) -> Found:
    """The nearest body of the sector on that day, else of the sector that took its tasks over: no day is without one."""
    line = decision.line
    for sector in (line.sector, successor_of(line.sector)):
        if sector and decision.region_code:
            bodies = org.bodies_for(sector, decision.region_code, line.level or NEAREST, on)
            if bodies:
                return Found(decision, on, bodies[0], sector)
    return Found(decision, on, None, line.sector)


def tier_of(code: str) -> int:
    """1 province, 2 city, 3 county, whatever stands below what; a city without counties is its own county. 0 for no place."""
    tier = TIERS.get(kind_of(code), 0)
    return 3 if tier == 2 and not org.county_codes(code) else tier


def reason_for(found: Found) -> Names:
    """Everything about the first authority in one or two sentences."""
    return _sentence(_who(found), [*_where(found), *_also(found.decision)])


def beside_of(found: Found) -> Names:
    """The same about an authority that is competent beside it."""
    said = reason_for(found)
    article = found.decision.article
    return Names(f"另：{said.zh_hant}（{article.zh_hant}）", f"Also: {said.en} ({article.en or article.zh_hant})")


def _who(found: Found) -> Names:
    line, place = found.decision.line, PLACES[found.decision.place]
    who = authority_of(line.sector, found.on, LEVELS.get(line.level, NO_NAME))
    return Names(f"由{place.zh_hant}的{who.zh_hant}處理", f"Competent is {who.en}; what counts is {place.en}")


def _where(found: Found) -> Iterable[Names]:
    code, level = found.decision.region_code, found.decision.line.level
    if not level:
        yield Names("由哪一級承擔，條文未作規定", "the article names no tier")
    if not code:
        yield Names("該地點未知，請補充", "that place is not known yet")
        return
    place = org.region_path(code)
    if found.body is None:
        yield Names(
            f"地點為{place.zh_hant}，系統中尚未登記該地的{authority_of(found.sector).zh_hant}",
            f"the place is {place.en or place.zh_hant}, for which no {sector_name(found.sector).en.lower()} authority is registered",
        )
        return
    name, tier = found.name, tier_of(found.body.region_code)
    if found.sector != found.decision.line.sector:
        yield _taken_over(found)
    if level in (tier, 0):
        yield Names(f"{place.zh_hant}：{name.zh_hant}", f"{place.en or place.zh_hant}: {name.en or name.zh_hant}")
    elif tier_of(code) < level:
        yield _too_coarse(place, name, level, tier)
    else:
        yield _tier_missing(place, name, level, tier)


def _taken_over(found: Found) -> Names:
    ended, now = sector_name(found.decision.line.sector), sector_name(found.sector)
    return Names(
        f"當地的{ended.zh_hant}機構已撤銷，職責由{now.zh_hant}部門承擔",
        f"the {ended.en.lower()} office there was closed and its tasks went to {now.en.lower()}",
    )


def _too_coarse(place: Names, name: Names, level: int, tier: int) -> Names:
    return Names(
        f"目前只知道地點在{place.zh_hant}，請補充到{LEVELS[level].zh_hant}；暫列{_tier(tier).zh_hant}的{name.zh_hant}",
        f"only {place.en or place.zh_hant} is known so far; for the moment the {_tier(tier).en} body: {name.en or name.zh_hant}",
    )


def _tier_missing(place: Names, name: Names, level: int, tier: int) -> Names:
    return Names(
        f"{place.zh_hant}沒有登記{LEVELS[level].zh_hant}機關，列其上級：{name.zh_hant}（{_tier(tier).zh_hant}）",
        f"no {LEVELS[level].en} body is registered for {place.en or place.zh_hant}; above it: {name.en or name.zh_hant} ({_tier(tier).en})",
    )


def _tier(tier: int) -> Names:
    return LEVELS.get(tier, Names("上級", "higher"))


def _also(decision: Decision) -> Iterable[Names]:
    if decision.by_platform:
        yield Names(
            "賣家地址不明，按平台住所地", "the seller's address is not known, so the platform's domicile counts"
        )
    if decision.also_region and decision.also_region != decision.region_code:
        place = org.region_path(decision.also_region)
        yield Names(
            f"平台住所地（{place.zh_hant}）的同級部門也有權處理",
            f"the authority at the platform's domicile ({place.en or place.zh_hant}) may handle it as well",
        )


def _sentence(first: Names, parts: Iterable[Names]) -> Names:
    said = [first, *parts]
    return Names("；".join(each.zh_hant for each in said) + "。", "; ".join(each.en for each in said) + ".")
