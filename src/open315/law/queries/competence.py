"""From a matter to the competent body: the stored table decides (`rules.competence`), the directory of bodies knows who that is."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from open315.core.names import NO_NAME, Names
from open315.law.models import CompetenceRule
from open315.law.rules.competence import Decision, Line, Matter, Place, deciding, placed
from open315.org import queries as org
from open315.org.codes import sector_name

FRESH_SECONDS = 5.0

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
}
LEVELS = {1: Names("省級", "provincial"), 2: Names("市級", "city"), 3: Names("縣級", "county")}


@dataclass(frozen=True, slots=True)
class Competent:
    """The answer. `organisation_id` is None when no such body is registered or the place is unknown; `reason` says which."""

    organisation_id: int | None
    rule_code: str
    rule_id: int | None
    sector: str
    level: int
    region_code: str
    article: Names
    reason: Names

    def as_data(self) -> dict[str, Any]:
        """What `Case.competence` keeps: enough to tell why later, in any language."""
        return {
            "rule": self.rule_id,
            "code": self.rule_code,
            "sector": self.sector,
            "article": self.article.as_data(),
            "reason": self.reason.as_data(),
        }


def resolve(
    *, goods: str, nature: str, trader_kind: str, region_code: str, platform_region: str = "", on: date
) -> Competent:
    """The competent body for a matter on a day, with the article and the reason in words. Never raises for want of a rule or body."""
    matter = Matter(goods, nature, trader_kind, region_code, platform_region)
    answers = _table().answers_under(org.directory_version())
    known = answers.get((matter, on))
    if known is None:
        known = answers[matter, on] = _resolve(matter, on)
    return known


def _resolve(matter: Matter, on: date) -> Competent:
    line = _table().deciding(matter, on)
    if line is None:
        nothing = Names(
            "當日沒有適用的管轄規則，請人工判斷。", "No rule of competence holds on that day; please decide by hand."
        )
        return Competent(None, "", None, "", 0, matter.region_code, NO_NAME, nothing)
    found = placed(line, matter)
    bodies = org.bodies_for(found.line.sector, found.region_code, found.line.level, on) if found.region_code else []
    body = bodies[0] if bodies else None
    return Competent(
        organisation_id=body.pk if body else None,
        rule_code=found.line.code,
        rule_id=found.line.id,
        sector=found.line.sector,
        level=found.line.level,
        region_code=found.region_code,
        article=found.line.article,
        reason=_reason(found, body),
    )


def reason_of(data: dict[str, Any]) -> Names:
    """The reason kept in `Case.competence`, in the reader's language; a text written by hand stays as it is."""
    return Names.from_data(data.get("reason", ""))


def article_of(data: dict[str, Any]) -> Names:
    """The article kept in `Case.competence`."""
    return Names.from_data(data.get("article", ""))


def _reason(found: Decision, body: org.Body | None) -> Names:
    line, sector = found.line, sector_name(found.line.sector)
    place = PLACES[line.place]
    who = Names(
        f"由{place.zh_hant}的{LEVELS[line.level].zh_hant}{sector.zh_hant}部門處理",
        f"Competent is the {LEVELS[line.level].en} {sector.en.lower()} authority; what counts is {place.en}",
    )
    if not found.region_code:
        return Names(f"{who.zh_hant}；該地點未知，請補充。", f"{who.en}; that place is not known yet.")
    if body is None:
        return Names(
            f"{who.zh_hant}；系統中尚未登記該地的{sector.zh_hant}部門。",
            f"{who.en}; no {sector.en.lower()} authority is registered for that place.",
        )
    region = org.region_name(found.region_code)
    return Names(
        f"{who.zh_hant}（{region.zh_hant}：{body.name}）。",
        f"{who.en} ({region.en or region.zh_hant}: {body.names.en or body.name}).",
    )


@dataclass(slots=True)
class _Table:
    """The stored lines with what they decided so far: the same few questions are asked over and over."""

    lines: Sequence[Line]
    read_at: float
    decided: dict[tuple[str, str, str, date], Line | None] = field(default_factory=dict)
    directory: object = None
    answers: dict[tuple[Matter, date], Competent] = field(default_factory=dict)

    def deciding(self, matter: Matter, on: date) -> Line | None:
        key = (matter.goods, matter.nature, matter.trader_kind, on)
        if key not in self.decided:
            self.decided[key] = deciding(self.lines, matter, on)
        return self.decided[key]

    def answers_under(self, directory: object) -> dict[tuple[Matter, date], Competent]:
        """What was answered while the bodies were those of `directory`."""
        if self.directory is not directory:
            self.directory, self.answers = directory, {}
        return self.answers


_lock = threading.Lock()
_kept: _Table | None = None


def _table() -> _Table:
    global _kept
    kept = _kept
    if kept is None or time.monotonic() - kept.read_at > FRESH_SECONDS:
        with _lock:
            rows = CompetenceRule.objects.order_by("priority", "code", "valid_from")
            kept = _kept = _Table(tuple(line_of(each) for each in rows), time.monotonic())
    return kept


def lines() -> Sequence[Line]:
    """The whole table, kept for a few seconds."""
    return _table().lines


def forget() -> None:
    """Read the table anew at the next look."""
    global _kept
    _kept = None


def line_of(rule: CompetenceRule) -> Line:
    """A stored line as the rules know it."""
    return Line(
        code=rule.code,
        priority=rule.priority,
        goods=rule.goods,
        nature=rule.nature,
        trader_kind=rule.trader_kind,
        place=Place(rule.place),
        sector=rule.sector,
        level=rule.level,
        article=rule.article_in,
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
        id=rule.pk,
    )
