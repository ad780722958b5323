"""What bodies reported, as figures: `returns.value.<code>` for each indicator of the dictionary. Importing it declares them, and the board.

Each place counts once, with the latest it signed. The figure stands beside `activities.output.<code>`, which is computed from rows: the two are never added.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from open315.activities.facts.effects.units import unit_of, value_in
from open315.core.access import Actor
from open315.core.facts import Board, Fact, Period, Scope, declare_board, fact, open_rows
from open315.core.names import enumerated
from open315.core.quantities import Total, total
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator, Sums
from open315.returns.facts.figures import ASKED, LATE, SIGNED
from open315.returns.facts.rows import VALUES, values_in
from open315.returns.models import Value

RULE = gettext_lazy(
    "%(words)s Counted is what bodies reported and a second person signed, the latest by the reckoning day. What a body told contains those below it, so each place counts once. It is never added to what is computed from activities."
)
LABEL = gettext_lazy("%(words)s, as reported")
_said: Any = lazy(lambda template, words: str(template) % {"words": str(words)}, str)


def key_of(code: str) -> str:
    """The key of the reported figure of an indicator."""
    return f"returns.value.{code}"


def _declare(each: Indicator) -> None:
    key = key_of(each.code)

    @fact(
        key,
        label=_said(LABEL, each.names),
        definition=_said(RULE, each.definition),
        unit=unit_of(each),
        rows=VALUES,
    )
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        rows = values_in(period, scope, each.code)
        return _fact(Fact(key, None, unit_of(each), period, scope, rows), each, list(open_rows(rows, actor)))


def _fact(empty: Fact, indicator: Indicator, rows: Sequence[Value]) -> Fact:
    """The sum of what was reported, with what must be read beside it; unknown, with the reason, where there is none."""
    told = total(row.as_value for row in rows)
    fact = replace(empty, beside=_beside(told))
    if not rows:
        return fact.unknown(_("Nobody has signed a return that tells it."))
    if indicator.sums == Sums.NOTHING and len(rows) > 1:
        return fact.unknown(
            _("Several bodies have told it. These values are never added, because they may count the same.")
        )
    if told.sum is None:
        return fact.unknown(_("It was told in words alone, or is not known."))
    return replace(fact, value=value_in(indicator, told.sum.value), bound=told.sum.bound)


def _beside(told: Total) -> str:
    found = []
    if told.words:
        found.append(_("Told in words and not counted: %(words)s.") % {"words": enumerated(told.words)})
    if told.missing:
        words = ngettext("%(n)s body does not know it.", "%(n)s bodies do not know it.", told.missing)
        found.append(words % {"n": told.missing})
    return " ".join(found)


for _each in indicators.ever_reported():
    _declare(_each)


def is_known(fact: Fact) -> Any:
    """Whether there is something to say of a figure."""
    return fact.value is not None or bool(fact.beside)


declare_board(
    Board(
        "returns",
        title=gettext_lazy("Returns"),
        figures=(ASKED, SIGNED, LATE, *(key_of(each.code) for each in indicators.ever_reported())),
        shows=is_known,
        order=34,
    )
)
