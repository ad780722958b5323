"""The activities that a body held, alone or with others. Importing it declares the figures. A row is the body as a host of one activity."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Min, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.activities.details import span
from open315.activities.doubles.queries import once
from open315.activities.facts.rows import ACTIVITIES
from open315.activities.queries import hosts_of_held
from open315.activities.types import Kind
from open315.core.access import Actor
from open315.core.facts import Column
from open315.core.facts.variants import declare_shares
from open315.core.pages.cells import text
from open315.parts.facts.making import COUNCIL, asked, declare_by_form, declare_count, declare_rows

if TYPE_CHECKING:
    from open315.activities.models import Host

ROWS = "parts.hosted"
HOSTED, LED, SEMINARS = "parts.hosted", "parts.led", "parts.seminars"
HOSTED_BY_FORM = "parts.hosted_by_form"
ONLY: Mapping[str, Any] = {"led": _("As the first of the hosts"), "seminars": _("Seminars")}


@declare_rows(
    ROWS,
    (
        Column(pgettext_lazy("activity", "Title"), lambda each: each.activity.title_in),
        Column(_("Form"), lambda each: each.activity.get_kind_display()),
        Column(_("Time"), lambda each: span(each.activity)),
        Column(_("Venue"), lambda each: text(each.activity.venue)),
        COUNCIL,
    ),
    ONLY,
    ngettext_lazy("%(n)s activity it held", "%(n)s activities it held", "n"),
)
def select(params: Mapping[str, str], actor: Actor) -> "QuerySet[Host]":
    """The body as a host of what was held, each activity once. KeyError for a parameter nobody knows."""
    found = asked(hosts_of_held(), params, actor)
    only = params.get("only", "")
    if only == "led":
        first = hosts_of_held().order_by().values("activity").annotate(place=Min("place"))
        led = first.filter(activity__in=found.order_by().values("activity")).values_list("activity", "place")
        found = found.filter(pk__in=_of_places(found, dict(led)))
    elif only == "seminars":
        found = found.filter(activity__kind=Kind.SEMINAR)
    elif only:
        raise KeyError("only")
    return once(found, "activity__", "organisation").select_related("activity__council", "organisation")


def _of_places(found: "QuerySet[Host]", first: Mapping[int, int]) -> list[int]:
    rows = found.order_by().values_list("pk", "activity_id", "place")
    return [pk for pk, activity, place in rows if first[activity] == place]


declare_count(
    HOSTED, ROWS, ACTIVITIES, _("Activities it held"),
    _("Activities that were held and of which the body is a host, alone or with others."),
)  # fmt: skip
declare_count(
    LED, ROWS, ACTIVITIES, _("Activities it led"),
    _("Those of them of which it is named as the first of the hosts."), only="led",
)  # fmt: skip
declare_count(SEMINARS, ROWS, ACTIVITIES, _("Seminars it held"), _("Those of them that are seminars."), only="seminars")
declare_by_form(
    HOSTED_BY_FORM, HOSTED, ROWS, ACTIVITIES, _("Activities it held, by form"),
    _("Activities that were held and of which the body is a host, by their form."), field="activity__kind",
)  # fmt: skip
declare_shares(HOSTED_BY_FORM)
