"""What every query and figure of a part is made of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.activities.facts.rows import form_label
from open315.activities.queries import first_days, started_in
from open315.activities.types import Kind
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.facts import (
    Breakdown,
    Column,
    Fact,
    Keeper,
    Period,
    RowsQuery,
    Scope,
    Span,
    declare_unit,
    fact,
    figure,
    open_rows,
    rows,
)
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.lines import LineMaker
from open315.core.facts.types import TOGETHER
from open315.core.facts.wording import period_words
from open315.core.names import enumerated
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org
from open315.org.facts import REGION, councils_in
from open315.parts.facts.dimension import PART
from open315.parts.permissions import READ
from open315.parts.queries import of_body

Row = TypeVar("Row", bound=Model)
Params = Mapping[str, str]
TIMES = declare_unit(
    "parts.times",
    name=ngettext_lazy("time", "times", "n"),
    column=_("Times"),
    of_line=_("times of the line"),
    of_all_lines=_("times of all lines"),
)


def keepers(scope: Scope, _actor: Actor) -> Sequence[Keeper]:
    """The councils of the scope that planned activities here: what they asked of others is presumed complete since their first one."""
    inside = councils_in(scope.get(REGION))
    first = first_days()
    known = [body for body in org.councils() if body.id in inside and body.id in first]
    return [Keeper(body.names, (Span(local_day(first[body.id])),), presumed=True) for body in known]


def asked(
    found: QuerySet[Row], params: Params, actor: Actor, *more: str, whose: str = "organisation", of: str = "activity__"
) -> QuerySet[Row]:
    """The rows of the body, the days and the region of the parameters. KeyError for a parameter nobody knows."""
    require_known(params, REGION, PART, "only", "form", *more)
    found = of_body(found, params.get(PART, ""), actor, whose=whose, council=f"{of}council")
    found = started_in(found, period_of(params), of=of)
    if region := params.get(REGION, ""):
        found = found.filter(**{f"{of}council__in": councils_in(region)})
    if "form" in params:
        found = found.filter(**{f"{of}kind__in": [Kind(code) for code in params["form"].split(TOGETHER)]})
    return found


def declare_rows(
    name: str,
    columns: tuple[Column, ...],
    only: Mapping[str, Any],
    heading: Any,
    *,
    since: Any = None,
    keep: Any = keepers,
) -> Callable[[Any], Any]:
    """Declare a query of a part. `only` says its kinds of rows in words, `since` what its days are."""

    def said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
        found: list[tuple[Any, Any]] = [(since or _("Held"), period_words(period_of(params))), *narrowing_words(params)]
        if "only" in params:
            found.append((_("Only"), enumerated(only[code] for code in params["only"].split(TOGETHER))))
        if "form" in params:
            found.append((_("Form"), enumerated(map(form_label, params["form"].split(TOGETHER)))))
        return found

    return rows(
        name,
        words=said,
        columns=columns,
        order=("-id",),
        permission=READ,
        door="facts:rows",
        export=READ,
        keepers=keep,
        dimensions=[REGION, PART],
        heading=heading,
        nothing=(_("Nothing"), _("Nothing of this body, period and region is among these.")),
    )


def base(name: str, period: Period, scope: Scope, **narrow: str) -> RowsQuery:
    """The rows of a query of a part, narrowed."""
    return RowsQuery(name, parameters(period, scope)).narrowed(**narrow)


def declare_count(key: str, name: str, unit: str, label: Any, definition: Any, **narrow: str) -> None:
    """Declare a figure that is how many rows there are."""

    @fact(key, label=label, definition=definition, unit=unit, rows=name)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        wanted = base(name, period, scope, **narrow)
        return Fact(key, open_rows(wanted, actor).order_by().count(), unit, period, scope, wanted)


def declare_by_form(
    key: str, of: str, name: str, unit: str, label: Any, definition: Any, *, field: str, **narrow: str
) -> None:
    """Declare the table of the figure `of` by the form of the activity, which is read at `field`."""

    @fact(key, label=label, definition=definition, unit=unit, rows=name, is_breakdown=True)
    def compute(period: Period, scope: Scope, actor: Actor) -> Breakdown:
        wanted = base(name, period, scope, **narrow)
        counts = dict(open_rows(wanted, actor).order_by().values_list(field).annotate(Count("pk")))
        maker = LineMaker(key, unit, "form", period, scope, wanted, form_label)
        return maker.breakdown(maker.ranked(counts), figure(of, period, scope, actor))


COUNCIL = Column(_("Planned by"), lambda each: named(each.activity.council))
