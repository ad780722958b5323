"""What all returns to a call come to: each place once, what was reported beside what the rows say (ADR 0122).

What a body told contains what those below it told. So the signed return of a county counts only while no body above it has signed one: then it
stands for itself, and the city is missing. What is computed from rows is the same bodies' own, and is never added to what was reported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from open315.activities.outputs.rules import Value
from open315.core.access import Actor
from open315.core.quantities import Quantity, Total, total
from open315.indicators.types import Indicator, Sums
from open315.returns import computed, queries
from open315.returns.models import Call, Filing, Return
from open315.returns.rules import Signed, counting


@dataclass(frozen=True, slots=True)
class Whole:
    """What the returns to a call come to for one indicator. `counted` are the returns in it, `silent` how many bodies nobody tells for."""

    call_id: int
    indicator: Indicator
    reported: Total
    computed: Quantity | None
    counted: int
    silent: int


def counted(call: Call) -> dict[Return, Filing]:
    """The returns that count, each with its latest signed filing: no body's whose figures are inside of another's that counts."""
    rows = list(Return.objects.filter(call=call).select_related("council", "call").order_by("council__path", "pk"))
    filings = queries.latest_signed(rows)
    told = {row.pk: row for row in rows if row.pk in filings}
    signed = (
        Signed(row.pk, row.council.path, call.first, call.last, at)
        for row in told.values()
        if (at := filings[row.pk].signed_at) is not None
    )
    return {told[each.key]: filings[each.key] for each in counting(signed)}


def silent(call: Call, told: Mapping[Return, Filing]) -> list[Return]:
    """The bodies for which nobody tells: not signed themselves, and inside of no body that has."""
    paths = [row.council.path for row in told]
    rows = Return.objects.filter(call=call).exclude(pk__in=[row.pk for row in told]).select_related("council", "call")
    rows = rows.order_by("council__path", "pk")
    return [row for row in rows if not any(row.council.path.startswith(each) for each in paths)]


def whole_of(call: Call) -> list[Whole]:
    """Every indicator of a call: what was reported altogether, what the rows of the bodies that are asked come to."""
    told = counted(call)
    values = {row: {each.indicator: each.as_value for each in filing.values.all()} for row, filing in told.items()}
    sums = computed.sums(_asked(call), computed.period_of(call), call.indicators)
    missing = len(silent(call, told))
    return [
        _whole(call, each, [found[each.code] for found in values.values() if each.code in found], sums.get(each.code), missing)
        for each in queries.asked_of(call, "")
    ]  # fmt: skip


def whole_for(actor: Actor, call: Call, code: str) -> Whole | None:
    """What the returns to a call come to for one indicator; None where it is not asked, or the actor does not see all of them."""
    if not queries.sees_all_of(actor, call):
        return None
    return next((each for each in whole_of(call) if each.indicator.code == code), None)


def _whole(
    call: Call, indicator: Indicator, values: Sequence[Value | None], rows: Quantity | None, missing: int
) -> Whole:
    """What is never to be added has a total only where one body told it."""
    told = [each for each in values if each is not None]
    parts: Sequence[Value | None] = values
    if indicator.sums == Sums.NOTHING and len(told) > 1:
        parts = [None for _each in values]
    return Whole(call.pk, indicator, total(parts), rows, len(values), missing)


def _asked(call: Call) -> frozenset[int]:
    """Every body that is asked, and those below them: each once, however it is asked."""
    return frozenset().union(*map(computed.subtree, call.returns.values_list("council_id", flat=True)))
