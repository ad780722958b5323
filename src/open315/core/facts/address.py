"""The address of a figure's rows, and back: period, scope and line travel in the query string, so a link can be shared."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from open315.core.facts.types import Fact, Period, Scope


def parameters(period: Period, scope: Scope) -> dict[str, str]:
    """Period and scope as parameters of an address or a named query."""
    found = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    if period.until:
        found["until"] = period.until.isoformat()
    return {**found, **dict(scope.values)}


def period_of(params: Mapping[str, str]) -> Period:
    """The period of such parameters; ValueError or KeyError if they are not dates or missing."""
    until = params.get("until")
    return Period(
        date.fromisoformat(params["first"]),
        date.fromisoformat(params["last"]),
        date.fromisoformat(until) if until else None,
    )


def require_known(params: Mapping[str, str], *more: str) -> None:
    """KeyError for a parameter that is neither one of the period nor one of `more`: what is not understood is not passed over."""
    if unknown := set(params) - {"first", "last", "until", *more}:
        raise KeyError(", ".join(sorted(unknown)))


def rows_path(fact: Fact, *, side: str = "") -> str:
    """The path of the page that lists the rows of `fact`; `side="base"` lists the rows of its denominator."""
    params = parameters(fact.period, fact.scope)
    if fact.line:
        params["line"] = fact.line
    if side:
        params["side"] = side
    return f"{reverse('facts:rows', args=[fact.key])}?{urlencode(params)}"
