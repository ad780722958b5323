"""How the rows of the query "cases" are listed and its filter is said in words. Importing it declares the query."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.cases.facts import names
from open315.cases.facts.conditions import until_of
from open315.cases.facts.keepers import keepers
from open315.cases.facts.population import FILTERS, select
from open315.cases.facts.tally import ROWS
from open315.core.access import Actor
from open315.core.exports import yuan
from open315.core.facts import Column, rows
from open315.core.facts.address import period_of
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.wording import day_words, money, period_words
from open315.org.facts import REGION


def _said(cents: int | None) -> str:
    return "" if cents is None else money(cents)


AMOUNT = Column(
    _("Amount in dispute"), lambda case: _said(case.amount_cents), value=lambda case: yuan(case.amount_cents)
)
RECOVERED = Column(
    _("Recovered"), lambda case: _said(case.recovered_cents), value=lambda case: yuan(case.recovered_cents)
)
COLUMNS = (
    Column(_("Number"), lambda case: case.number, lambda case: reverse("cases:case", args=[case.number])),
    Column(_("Received"), lambda case: case.received_on.isoformat()),
    Column(_("Title"), lambda case: case.title),
    Column(_("Trader"), lambda case: case.trader_name),
    Column(_("Nature"), lambda case: names.nature(case.nature) if case.nature else names.UNKNOWN),
    Column(_("Goods or service"), lambda case: names.goods(case.goods) if case.goods else names.UNKNOWN),
    Column(_("Channel"), lambda case: names.channel(case.channel)),
    Column(_("State"), lambda case: names.state(case.state)),
    Column(_("Result"), lambda case: names.result(case.result) if case.result else ""),
    AMOUNT,
    RECOVERED,
)


def filter_in_words(params: Mapping[str, str], actor: Actor) -> list[tuple[Any, Any]]:
    """Label and value of every parameter, in words that the actor may read."""
    found: list[tuple[Any, Any]] = [(_("Received"), period_words(period_of(params))), *narrowing_words(params)]
    found.extend((each.label, each.say(params[name], actor)) for name, each in FILTERS.items() if name in params)
    found.append((_("Reckoning day"), day_words(until_of(params))))
    return found


rows(
    ROWS,
    words=filter_in_words,
    columns=COLUMNS,
    order=("-received_at", "-id"),
    permission="cases:read",
    export="cases:export",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s case", "%(n)s cases", "n"),
    nothing=(_("No cases"), _("No case of this period and region is counted here.")),
)(select)
