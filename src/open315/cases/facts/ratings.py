"""What consumers say of the handling of their cases: how many rated it, and how many of these were satisfied (ADR 0154)."""

from django.utils.translation import gettext_lazy as _

from open315.cases.facts.tally import CASES, ROWS, base_query, counted
from open315.core.access import Actor
from open315.core.facts import Fact, Period, RowsQuery, Scope, Unit, fact
from open315.core.facts.shares import percent


def _rated(which: str, period: Period, scope: Scope, actor: Actor) -> tuple[int, RowsQuery]:
    rows = base_query(period, scope, kind="any").narrowed(rated=which)
    return counted(f"rated:{which}", lambda: rows, period, scope, actor), rows


@fact(
    "cases.rated",
    label=_("Cases rated by consumers"),
    definition=_(
        "Of the complaints, reports and enquiries received in the period, those whose consumer rated the handling by the reckoning day. "
        "Nobody has to rate; a case that was opened again is rated anew."
    ),
    unit=CASES,
    rows=ROWS,
)
def rated(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many rated."""
    value, rows = _rated("any", period, scope, actor)
    return Fact("cases.rated", value, CASES, period, scope, rows)


@fact(
    "cases.satisfied",
    label=_("Satisfied consumers"),
    definition=_(
        "The share of ratings with four or five of five, of the complaints, reports and enquiries of the period that were rated by the "
        "reckoning day. Who did not rate is not counted as satisfied or otherwise."
    ),
    unit=Unit.PERCENT,
    rows=ROWS,
    part=_("rated good or very good"),
    whole=_("cases rated by consumers"),
)
def satisfied(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many of them were satisfied."""
    (good, rows), (every, base) = (_rated(which, period, scope, actor) for which in ("good", "any"))
    return Fact("cases.satisfied", percent(good, every), Unit.PERCENT, period, scope, rows, good, every, base=base)
