"""Reading figures of a November day beside those of the year before."""

from datetime import UTC, date, datetime
from typing import Any

from open315.core.facts import Breakdown, Period, Scope, figure, table

NOVEMBER = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
"""10:00 in China."""
TODAY = date(2026, 11, 27)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
HUBEI, WUHAN = Scope(region="42"), Scope(region="4201")


def reader(office: Any) -> Any:
    return office.actor("secretariat")


def value(office: Any, key: str, period: Period = YEAR, scope: Scope = HUBEI) -> Any:
    return figure(key, period, scope, reader(office)).value


def counts(found: Breakdown) -> dict[str, Any]:
    return {code: fact.value for code, _label, fact in found.lines}


def lines(office: Any, key: str, period: Period = YEAR, scope: Scope = HUBEI) -> dict[str, Any]:
    return counts(table(key, period, scope, reader(office)))
