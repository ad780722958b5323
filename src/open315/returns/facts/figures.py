"""How many returns were asked for, are signed, are late. Importing it declares the figures."""

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.facts import Fact, Period, RowsQuery, Scope, fact, open_rows
from open315.returns.facts.rows import COUNTED, RETURNS, asked_in

ASKED, SIGNED, LATE = "returns.asked", "returns.signed", "returns.late"


def _count(key: str, rows: RowsQuery, at: tuple[Period, Scope, Actor]) -> Fact:
    period, scope, actor = at
    return Fact(key, open_rows(rows, actor).order_by().count(), COUNTED, period, scope, rows)


@fact(
    ASKED,
    label=_("Returns asked for"),
    definition=_("Returns that bodies were asked for, which tell of days that end in the period; each body and call counts once."),
    unit=COUNTED,
    rows=RETURNS,
)  # fmt: skip
def asked(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many were asked for."""
    return _count(ASKED, asked_in(period, scope), (period, scope, actor))


@fact(
    SIGNED,
    label=_("Returns signed"),
    definition=_("Returns asked for of which a filing was signed by the reckoning day; also those that were opened again since."),
    unit=COUNTED,
    rows=RETURNS,
)  # fmt: skip
def signed(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many have a signed filing."""
    return _count(SIGNED, asked_in(period, scope, only="signed"), (period, scope, actor))


@fact(
    LATE,
    label=_("Returns late"),
    definition=_("Returns asked for whose day had passed on the reckoning day, and of which nothing was signed."),
    unit=COUNTED,
    rows=RETURNS,
)
def late(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many are late."""
    return _count(LATE, asked_in(period, scope, only="late"), (period, scope, actor))
