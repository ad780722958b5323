"""The queries behind the figures of returns: the returns that were asked for, and the reported values that count. Importing it declares them.

A return belongs to the period in which the days end that it tells of, and to the body that is asked; figures follow the line by which bodies
report (ADR 0112). What counts is the latest that was signed by the reckoning day, of each place once (ADR 0122).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.core import clock
from open315.core.access import Actor
from open315.core.facts import Column, Keeper, Period, RowsQuery, Scope, Span, declare_unit, rows
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.wording import period_words
from open315.core.pages.cells import day, days, moment, text
from open315.core.ui.templatetags.ui import named
from open315.indicators import queries as indicators
from open315.org import queries as org
from open315.org.facts import REGION, councils_in
from open315.returns.models import Filing, Return, Value
from open315.returns.queries import visible_to
from open315.returns.rules import Signed, counting
from open315.returns.wording import answer_words

RETURNS, VALUES = "returns", "returns.values"
COUNTED = declare_unit(
    "returns",
    name=ngettext_lazy("return", "returns", "n"),
    column=_("Number of returns"),
    of_line=_("returns of the line"),
    of_all_lines=_("returns of all lines"),
)
Params = Mapping[str, str]
STATES = {"signed": _("signed"), "late": _("late and not signed")}


def asked_in(period: Period, scope: Scope, **narrow: str) -> RowsQuery:
    """The returns that tell of days that end in the period."""
    return RowsQuery(RETURNS, parameters(period, scope)).narrowed(**narrow)


def values_in(period: Period, scope: Scope, code: str) -> RowsQuery:
    """The reported values of an indicator that count."""
    return RowsQuery(VALUES, parameters(period, scope)).narrowed(indicator=code)


def _of_period(params: Params, actor: Actor) -> QuerySet[Return]:
    period = period_of(params)
    found = visible_to(actor).filter(call__last__gte=period.first, call__last__lte=period.last)
    if region := params.get(REGION, ""):
        found = found.filter(council__in=councils_in(region))
    return found


def _end(params: Params) -> date:
    """The reckoning day."""
    return period_of(params).until or clock.today()


def _signed(params: Params) -> QuerySet[Filing]:
    """What was signed by the end of the reckoning day."""
    return Filing.objects.filter(signed_at__lt=clock.midnight(_end(params) + timedelta(days=1)))


def _said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [
        (_("Tells of days until"), period_words(period_of(params))),
        *narrowing_words(params),
    ]
    if "only" in params:
        found.append((_("State"), STATES[params["only"]]))
    return found


def _values_said(params: Params, actor: Actor) -> list[tuple[Any, Any]]:
    of = [(_("Indicator"), indicators.latest(params["indicator"]).names)] if "indicator" in params else []
    return [*of, *_said(params, actor)]


def keepers(scope: Scope, actor: Actor) -> Sequence[Keeper]:
    """The bodies of the scope that were asked: what they were asked for is known from the first day of which they were to tell."""
    inside = councils_in(scope.get(REGION))
    first = dict(
        visible_to(actor)
        .order_by()
        .values("council_id")
        .annotate(first=Min("call__first"))
        .values_list("council_id", "first")
    )
    councils = [body for body in org.councils_of("", actor.organisation_ids) if body.id in inside and body.id in first]
    return [Keeper(body.names, (Span(first[body.id]),), presumed=True) for body in councils]


@rows(
    RETURNS,
    words=_said,
    columns=(
        Column(_("Body"), lambda each: named(each.council), lambda each: reverse("returns:detail", args=[each.pk])),
        Column(pgettext_lazy("return", "Return"), lambda each: text(each.call.title)),
        Column(_("Tells of"), lambda each: days(each.call.first, each.call.last)),
        Column(_("State"), lambda each: each.get_state_display()),
        Column(_("Due"), lambda each: day(each.due_on)),
    ),
    order=("-due_on", "-id"),
    permission="returns:read",
    export="returns:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s return", "%(n)s returns", "n"),
    nothing=(_("No returns"), _("No return of this period and region is among these.")),
)
def select(params: Params, actor: Actor) -> QuerySet[Return]:
    """The returns of the parameters that `actor` may see. KeyError for a parameter nobody knows."""
    require_known(params, REGION, "only")
    found = _of_period(params, actor).select_related("council", "call")
    is_signed = Exists(_signed(params).filter(of=OuterRef("pk")))
    only = params.get("only", "")
    if only == "signed":
        return found.filter(is_signed)
    if only == "late":
        return found.filter(~is_signed, due_on__lt=_end(params))
    if only:
        raise KeyError("only")
    return found


@rows(
    VALUES,
    words=_values_said,
    columns=(
        Column(_("Body"), lambda each: named(each.filing.of.council), lambda each: reverse("returns:detail", args=[each.filing.of_id])),
        Column(_("Reported"), lambda each: answer_words(each, indicators.latest(each.indicator))),
        Column(_("Tells of"), lambda each: days(each.filing.of.call.first, each.filing.of.call.last)),
        Column(_("Signed on"), lambda each: moment(each.filing.signed_at)),
        Column(_("Reason"), lambda each: text(each.reason)),
    ),
    order=("-id",),
    permission="returns:read",
    export="returns:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s reported value", "%(n)s reported values", "n"),
    nothing=(_("No reported values"), _("Nobody has signed a value of this period and region.")),
)  # fmt: skip
def select_values(params: Params, actor: Actor) -> QuerySet[Value]:
    """The values of the parameters that count, of one indicator or of any. KeyError for a parameter nobody knows."""
    require_known(params, REGION, "indicator")
    found = Value.objects.filter(filing__in=_signed(params).filter(of__in=_of_period(params, actor)))
    if "indicator" in params:
        found = found.filter(indicator=params["indicator"])
    return found.filter(pk__in=_counting(found)).select_related("filing__of__council", "filing__of__call")


def _counting(found: QuerySet[Value]) -> list[int]:
    """Of each indicator and return the latest, of those of one indicator each place once."""
    latest: dict[str, dict[int, Signed]] = {}
    of = "filing__of__"
    columns = (f"{of}council__path", f"{of}call__first", f"{of}call__last", "filing__signed_at")
    for code, row, *told in found.order_by("filing__number").values_list("indicator", "filing__of_id", "pk", *columns):
        latest.setdefault(code, {})[row] = Signed(*told)
    return [each.key for rows in latest.values() for each in counting(rows.values())]
