"""The two long scans behind what activities put out: one of all values, one of all that is missing. A document of many figures makes each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from open315.activities.facts.effects.rows import tellers_of, told, untold, values_of
from open315.activities.outputs.rules import HUNDREDTHS, Value
from open315.core.access import Actor
from open315.core.facts import Period, Scope, open_rows, shared
from open315.core.facts.reading import reads_many
from open315.core.quantities import Bound, InWords, Quantity
from open315.indicators import queries as indicators

ANY = ""
"""In the place of an indicator: whatever is expected of the activity."""


@dataclass(frozen=True, slots=True)
class At:
    """Of which days and where, and who reads."""

    period: Period
    scope: Scope
    actor: Actor


@dataclass(frozen=True, slots=True)
class Part:
    """A value that counts: form and council of its activity, the kind of things, and what was told."""

    activity: int
    form: str
    council: int
    kind: str
    value: Value


def parts(code: str, at: At) -> Sequence[Part]:
    """The values of an indicator, in the order in which they were told."""
    if reads_many():
        return shared(("activities.outputs", at), lambda: _values(at)).get(code, ())
    return shared(("activities.outputs", at, code), lambda: _values(at, indicator=code)).get(code, ())


def _values(at: At, **narrow: str) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    wanted = open_rows(values_of(at.period, at.scope, **narrow), at.actor).order_by("pk")
    columns = ("activity__kind", "activity__council_id", "kind", "hundredths", "bound", "said")
    for code, activity, form, council, kind, hundredths, bound, said in wanted.values_list(
        "indicator", "activity_id", *columns
    ):
        found.setdefault(code, []).append(Part(activity, form, council, kind, _value(hundredths, bound, said)))
    return found


def _value(hundredths: int | None, bound: str, said: str) -> Value:
    return InWords(said) if hundredths is None else Quantity(Decimal(hundredths) / HUNDREDTHS, Bound(bound))


def expected() -> list[str]:
    """The indicators that activities of some form are expected to report."""
    versions = indicators.dictionary().versions
    return [each.code for each in indicators.ever_reported() if any(version.forms for version in versions[each.code])]


def missing(code: str, at: At) -> int:
    """How many activities that were held should have told an indicator and did not."""
    if reads_many():
        return shared(("activities.telling", at), lambda: _missing(at, [ANY, *expected()])).get(code, 0)
    return shared(("activities.telling", at, code), lambda: _missing(at, [code])).get(code, 0)


def _missing(at: At, codes: Sequence[str]) -> dict[str, int]:
    """One statement for all of them; each is counted by the condition that opens its rows."""
    rows = open_rows(tellers_of(at.period, at.scope), at.actor).order_by()
    counts = {code or "any": Count("pk", filter=untold(_of(code), at.period, at.actor)) for code in codes}
    found = rows.aggregate(**counts)
    return {code: found[code or "any"] for code in codes}


def telling(at: At) -> int:
    """How many activities that were held told something of what they put out."""
    rows = open_rows(tellers_of(at.period, at.scope), at.actor)
    return shared(
        ("activities.telling.told", at), lambda: rows.filter(told({}, at.period, at.actor)).order_by().count()
    )


def _of(code: str) -> dict[str, str]:
    return {"indicator": code} if code else {}
