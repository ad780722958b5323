"""The query "activities": what is counted, how its rows are listed, and whose records they are. Importing it declares the query.

An activity belongs to a period by the day of its start in China, and to the council that planned it: by the line a body reports by
(the path of the organisation), never by where the venue is or by the digits of a code (ADR 0112). Only what was held counts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Min, QuerySet
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.activities.details import span
from open315.activities.doubles.queries import once
from open315.activities.models import Activity
from open315.activities.queries import Row, started_in, visible_to
from open315.activities.telling.queries import Within, in_group
from open315.activities.telling.wording import group_words
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.facts import Column, Keeper, Scope, Span, declare_unit, rows
from open315.core.facts.address import period_of, require_known
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.types import TOGETHER
from open315.core.facts.wording import period_words
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org
from open315.org.facts import REGION, councils_in

ROWS = "activities"
ACTIVITIES = declare_unit(
    "activities",
    name=ngettext_lazy("activity", "activities", "n"),
    column=_("Number of activities"),
    of_line=_("activities of the line"),
    of_all_lines=_("activities of all lines"),
)
Params = Mapping[str, str]


def line_of(council: int, region: str) -> int:
    """The council one step below that of the region to which `council` reports, or that one itself."""
    inside = councils_in(region)
    body = org.body_by_id(council)
    while body is not None and body.parent_id in inside:
        parent = org.body_by_id(body.parent_id)
        if parent is None or parent.parent_id not in inside:
            return body.id
        body = parent
    return council if body is None else body.id


def _said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    found = said_of(params)
    if "group" in params:
        found.append((_("Heading of the summary"), enumerated(map(group_words, params["group"].split(TOGETHER)))))
    return found


def said_of(params: Params) -> list[tuple[Any, Any]]:
    """Period, region, forms and councils of the parameters, in words."""
    found: list[tuple[Any, Any]] = [(_("Held"), period_words(period_of(params))), *narrowing_words(params)]
    if "form" in params:
        found.append((_("Form"), enumerated(map(form_label, params["form"].split(TOGETHER)))))
    if "by" in params:
        found.append((_("Planned by"), enumerated(map(council_label, params["by"].split(TOGETHER)))))
    return found


def form_label(code: str) -> Any:
    """A form in words. ValueError for what is none."""
    return Activity.Kind(code).label


def activity_label(code: str, actor: Actor) -> Any:
    """An activity by its number, where the reader may see it. ValueError for what is none."""
    found = visible_to(actor).filter(pk=int(code)).first()
    if found is None:
        raise ValueError(code)
    return found.title_in


def council_label(code: str) -> Any:
    """A council by its number, and those below it. ValueError for what is none."""
    body = org.body_by_id(int(code))
    if body is None:
        raise ValueError(code)
    return body.names


def keepers(scope: Scope, actor: Actor) -> Sequence[Keeper]:
    """The councils of the scope whose activities the actor may see: their records are presumed complete since they began to plan here."""
    region = scope.get(REGION)
    inside = councils_in(region)
    councils = [body for body in org.councils_of("", actor.organisation_ids) if body.id in inside]
    first = dict(
        visible_to(actor)
        .order_by()
        .values("council_id")
        .annotate(began_at=Least(Min("created_at"), Min("starts_at")))
        .values_list("council_id", "began_at")
    )
    return [
        Keeper(body.names, (Span(local_day(first[body.id])),), presumed=True)
        if body.id in first
        else Keeper(body.names)
        for body in councils
    ]


@rows(
    ROWS,
    words=_said,
    columns=(
        Column(
            pgettext_lazy("activity", "Title"),
            lambda each: each.title_in,
            lambda each: reverse("activities:detail", args=[each.pk]),
        ),
        Column(_("Form"), lambda each: each.get_kind_display()),
        Column(_("Time"), span),
        Column(_("Venue"), lambda each: text(each.venue)),
        Column(_("Planned by"), lambda each: named(each.council)),
    ),
    order=("-starts_at", "-id"),
    permission="activities:read",
    export="activities:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s activity", "%(n)s activities", "n"),
    nothing=(_("No activities"), _("No activity of this period and region was held.")),
)
def select(params: Params, actor: Actor) -> QuerySet[Activity]:
    """The activities of the parameters that were held and that `actor` may see. KeyError for a parameter nobody knows."""
    require_known(params, REGION, "form", "by", "group")
    found = started_in(visible_to(actor), period_of(params)).filter(state=Activity.State.HELD)
    found = once(of_region(found, params)).select_related("council")
    if "group" in params:
        within = Within(actor, period_of(params), params.get(REGION, ""))
        found = found.filter(pk__in=in_group(within, params["group"].split(TOGETHER)))
    return of_what(found, params, actor)


def of_region(found: QuerySet[Row], params: Params, of: str = "") -> QuerySet[Row]:
    """Those of the councils of the region of the parameters. `of` leads from a row to its activity ("activity__")."""
    region = params.get(REGION, "")
    return found.filter(**{f"{of}council__in": councils_in(region)}) if region else found


def of_what(found: QuerySet[Row], params: Params, actor: Actor, of: str = "") -> QuerySet[Row]:
    """Those of the forms and the councils of the parameters. `of` leads from a row to its activity ("activity__")."""
    region = params.get(REGION, "")
    if "activity" in params:
        found = found.filter(**{f"{of}pk": int(params["activity"])})
    if "form" in params:
        found = found.filter(**{f"{of}kind__in": [Activity.Kind(code) for code in params["form"].split(TOGETHER)]})
    if "by" in params:
        asked = {int(code) for code in params["by"].split(TOGETHER)}
        mine = [pk for pk in actor.organisation_ids if line_of(pk, region) in asked]
        found = found.filter(**{f"{of}council__in": mine})
    return found
