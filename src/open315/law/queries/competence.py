"""From a matter to the competent body: the stored table decides (`rules.competence`), the directory of bodies knows who that is."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from open315.core.names import NO_NAME, Names
from open315.law.models import CompetenceRule
from open315.law.queries.reasons import LEVELS_OF_LINES, PLACES, Found, beside_of, find_body, reason_for
from open315.law.rules import exits
from open315.law.rules.competence import Line, Matter, Place, decisions
from open315.law.rules.exits import Exit
from open315.org import queries as org

__all__ = [
    "LEVELS_OF_LINES",
    "PLACES",
    "Competent",
    "article_of",
    "forget",
    "line_of",
    "lines",
    "reason_of",
    "resolve",
]

FRESH_SECONDS = 5.0
ENQUIRY = "enquiry"


@dataclass(frozen=True, slots=True)
class Competent:
    """The answer. `organisation_id` is None when no such body is registered or the place is unknown; `reason` says which.

    `body_name` is what the body was called that day. `second` is who is competent beside it. `exit` is the code of the way
    out when it is no consumer complaint; the sector, article and reason are then that way's.
    """

    organisation_id: int | None
    rule_code: str
    rule_id: int | None
    sector: str
    level: int
    region_code: str
    article: Names
    reason: Names
    body_name: Names = NO_NAME
    second: tuple["Competent", ...] = ()
    exit: str = ""

    def as_data(self) -> dict[str, Any]:
        """What `Case.competence` keeps: enough to tell why later, in any language."""
        kept: dict[str, Any] = {
            "rule": self.rule_id,
            "code": self.rule_code,
            "sector": self.sector,
            "article": self.article.as_data(),
            "reason": self.reason.as_data(),
        }
        if self.body_name:
            kept["body"] = self.body_name.as_data()
        if self.second:
            kept["beside"] = [{"body": each.organisation_id, "sector": each.sector} for each in self.second]
        if self.exit:
            kept["exit"] = self.exit
        return kept


def resolve(matter: Matter, *, on: date) -> Competent:
    """The competent body for a matter on a day, with the article and the reason in words. Never raises for want of a rule or body."""
    answers = _table().answers_under(org.directory_version())
    known = answers.get((matter, on))
    if known is None:
        known = answers[matter, on] = _resolve(matter, on)
    return known


def _resolve(matter: Matter, on: date) -> Competent:
    way_out = exits.exit_of(matter.purpose, matter.goods)
    if way_out is not None and matter.kind != exits.REPORT:
        return _sent_elsewhere(way_out, matter, on)
    found = [find_body(each, on) for each in decisions(lines(), matter, on)]
    if not found:
        nothing = Names(
            "當日沒有適用的管轄規則，請人工判斷。", "No rule of competence holds on that day; please decide by hand."
        )
        return Competent(None, "", None, "", 0, matter.region_code, NO_NAME, nothing)
    second = tuple(_competent(each, beside_of(each)) for each in found[1:])
    reason = _together(reason_for(found[0]), second)
    return _competent(found[0], _of_an_enquiry(reason) if matter.kind == ENQUIRY else reason, second)


def _competent(found: Found, reason: Names, second: tuple[Competent, ...] = ()) -> Competent:
    decision, body = found.decision, found.body
    return Competent(
        organisation_id=body.pk if body else None,
        rule_code=decision.line.code,
        rule_id=decision.line.id,
        sector=found.sector,
        level=decision.line.level,
        region_code=decision.region_code,
        article=decision.article,
        reason=reason,
        body_name=found.name if body else NO_NAME,
        second=second,
    )


def _sent_elsewhere(way_out: Exit, matter: Matter, on: date) -> Competent:
    """The authority of the way out, if it is one's, where the matter took place."""
    bodies = (
        org.bodies_for(way_out.sector, matter.region_code, way_out.level, on)
        if way_out.sector and matter.region_code
        else []
    )
    said = Names(f"不是消費者投訴。{way_out.route.zh_hant}", f"No consumer complaint. {way_out.route.en}")
    return Competent(
        organisation_id=bodies[0].pk if bodies else None,
        rule_code=f"exit-{way_out.code}",
        rule_id=None,
        sector=way_out.sector,
        level=way_out.level,
        region_code=matter.region_code,
        article=way_out.article_on(on),
        reason=said,
        body_name=org.name_on(bodies[0], on) if bodies else NO_NAME,
        exit=way_out.code,
    )


def _together(reason: Names, second: Sequence[Competent]) -> Names:
    said = [reason, *(each.reason for each in second)]
    return Names("".join(each.zh_hant for each in said), " ".join(each.en for each in said))


def _of_an_enquiry(reason: Names) -> Names:
    """A question is answered by the council it was put to; the authority is named in case it has to be asked."""
    return Names(
        f"諮詢由消費者組織答覆；需要主管部門協助的，{reason.zh_hant}",
        f"The council answers the question. Should the authority have to be asked: {reason.en}",
    )


def reason_of(data: dict[str, Any]) -> Names:
    """The reason kept in `Case.competence`, in the reader's language; a text written by hand stays as it is."""
    return Names.from_data(data.get("reason", ""))


def article_of(data: dict[str, Any]) -> Names:
    """The article kept in `Case.competence`."""
    return Names.from_data(data.get("article", ""))


@dataclass(slots=True)
class _Table:
    """The stored lines with what they decided so far: the same few questions are asked over and over."""

    lines: Sequence[Line]
    read_at: float
    directory: object = None
    answers: dict[tuple[Matter, date], Competent] = field(default_factory=dict)

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
        kind=rule.kind,
        beside=rule.beside,
    )
