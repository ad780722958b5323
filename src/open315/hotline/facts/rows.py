"""The calls behind the figures of the hotline: by period and region, and narrowed to what a figure counts."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.facts import Column, Period, RowsQuery, Scope, declare_unit, open_rows, rows
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.facts.coverage import Keeper, Span
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.types import TOGETHER
from open315.core.facts.wording import period_words
from open315.core.pages.cells import moment
from open315.hotline.drawing import caller_words, line_words, result_badge, seconds_words
from open315.hotline.listing import HOW_WORDS
from open315.hotline.models import Call, KindName
from open315.hotline.queries import HOW, in_hours, visible_to
from open315.org import queries as org
from open315.org.facts import REGION, councils_in

CALLS, NONE = "hotline.calls", "none"
OF_CALLS = declare_unit(
    CALLS,
    name=ngettext_lazy("call", "calls", "n"),
    column=_("Number of calls"),
    of_line=_("calls of the line"),
    of_all_lines=_("calls of all lines"),
)
Params = Mapping[str, str]


def keepers(scope: Scope, actor: Actor) -> Sequence[Keeper]:
    """The councils of the scope whose calls the actor may see: their records are presumed complete since the first call."""
    inside = councils_in(scope.get(REGION))
    councils = [body for body in org.councils_of("", actor.organisation_ids) if body.id in inside]
    found = visible_to(actor).order_by().values("line__council_id").annotate(first=Min("started_at"))
    first = dict(found.values_list("line__council_id", "first"))
    return [
        Keeper(body.names, (Span(local_day(first[body.id])),), presumed=True)
        if body.id in first
        else Keeper(body.names)
        for body in councils
    ]


def _said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    how = [(_("Which"), HOW_WORDS[params["how"]])] if params.get("how") else []
    return [(pgettext_lazy("a call", "Began"), period_words(period_of(params))), *how, *narrowing_words(params)]


@rows(
    CALLS,
    words=_said,
    columns=(
        Column(pgettext_lazy("a call", "Began"), lambda each: moment(each.started_at), lambda each: reverse("hotline:call", args=[each.pk])),
        Column(pgettext_lazy("a call", "Line"), lambda each: line_words(each.line)),
        Column(_("Caller"), caller_words),
        Column(_("What it was about"), lambda each: KindName(each.kind).label if each.kind else ""),
        Column(_("What became of it"), result_badge),
        Column(pgettext_lazy("a call", "Waited"), lambda each: seconds_words(each.wait_seconds), value=lambda each: each.wait_seconds),
        Column(pgettext_lazy("a call", "Lasted"), lambda each: seconds_words(each.length_seconds), value=lambda each: each.length_seconds),
    ),
    order=("-started_at", "-id"),
    permission="hotline:read",
    export="hotline:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s call", "%(n)s calls", "n"),
    nothing=(_("No calls"), _("Nobody rang a line of this region in this period.")),
)  # fmt: skip
def calls(params: Params, actor: Actor) -> QuerySet[Call]:
    """The calls that began in the period on lines of the councils of the region. KeyError for a parameter nobody knows."""
    require_known(params, REGION, "how", "kind", "of_line", "hour")
    period = period_of(params)
    found = visible_to(actor).select_related("line", "caller")
    found = found.filter(started_at__gte=midnight(period.first), started_at__lt=midnight(period.last + timedelta(days=1)))  # fmt: skip
    if region := params.get(REGION, ""):
        found = found.filter(line__council__in=councils_in(region))
    if how := params.get("how"):
        found = found.filter(HOW[how])
    if kind := params.get("kind"):
        found = found.filter(kind__in=["" if each == NONE else each for each in kind.split(TOGETHER)])
    if lines := params.get("of_line"):
        found = found.filter(line_id__in=map(int, lines.split(TOGETHER)))
    if hours := params.get("hour"):
        found = in_hours(found, [int(each) for each in hours.split(TOGETHER)])
    return found


def asked(period: Period, scope: Scope, how: str = "") -> RowsQuery:
    """The query of a figure."""
    return RowsQuery(CALLS, {**parameters(period, scope), **({"how": how} if how else {})})


def count(query: RowsQuery, actor: Actor) -> int:
    """How many rows it has."""
    return open_rows(query, actor).order_by().count()
