"""The people of a body at seminars: guests of its name who came, and their speeches. Importing it declares the figures."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.activities.bodies import as_compared
from open315.activities.doubles.queries import once
from open315.activities.queries import started_in
from open315.activities.types import State
from open315.core.access import Actor, ActorKind
from open315.core.facts import Column
from open315.core.facts.address import period_of, require_known
from open315.core.pages.cells import text
from open315.org import queries as org
from open315.org.facts import REGION, councils_in
from open315.parts.facts.dimension import PART
from open315.parts.facts.making import COUNCIL, declare_count, declare_rows
from open315.parts.permissions import READ
from open315.parts.queries import is_own
from open315.seminars.facts import GUESTS as OF_GUESTS
from open315.seminars.queries import arrived, speakers

if TYPE_CHECKING:
    from open315.seminars.models import Guest

ROWS = "parts.guests"
GUESTS, SPEAKERS = "parts.guests", "parts.speakers"
ONLY: Mapping[str, Any] = {"speakers": _("Who spoke")}


def _bodies(params: Mapping[str, str], actor: Actor) -> list[org.Body]:
    """The body of the parameters, as far as the actor reads its part; of none, all that it reads."""
    wanted = params.get(PART, "")
    found = [body for body in org.all_bodies() if body.kind != "council" and wanted in ("", str(body.id))]
    return [body for body in found if body.id in actor.organisation_ids] if is_own(actor) else found


@declare_rows(
    ROWS,
    (
        Column(_("Office"), lambda each: f"{text(each.body)} {text(each.office)}"),
        Column(pgettext_lazy("activity", "Title"), lambda each: each.activity.title_in),
        COUNCIL,
    ),
    ONLY,
    ngettext_lazy("%(n)s guest of a seminar", "%(n)s guests of seminars", "n"),
)
def select(params: Mapping[str, str], actor: Actor) -> "QuerySet[Guest]":
    """The guests of the body's name who came to what was held. KeyError for a parameter nobody knows."""
    require_known(params, REGION, PART, "only")
    of_body = Q()
    for body in _bodies(params, actor):
        of_body |= Q(known_as__startswith=f"{as_compared(body.name)}|")
    if not of_body or not actor.may(READ):
        return arrived().none()
    found = arrived().filter(of_body, activity__state=State.HELD)
    if actor.kind != ActorKind.SYSTEM and not is_own(actor):
        found = found.filter(activity__council__in=actor.organisation_ids)
    found = started_in(found, period_of(params), of="activity__")
    if region := params.get(REGION, ""):
        found = found.filter(activity__council__in=councils_in(region))
    if "only" in params:
        found = found.filter(pk__in=speakers())
    return once(found, "activity__", "known_as").select_related("activity__council")


declare_count(
    GUESTS, ROWS, OF_GUESTS, _("Its guests at seminars"),
    _("Guests of seminars and other activities that were held who came and whose body has this name, by body and office; no name of a person is kept."),
)  # fmt: skip
declare_count(
    SPEAKERS, ROWS, OF_GUESTS, _("Its guests who spoke"),
    _("Those of them whom a point of the agenda names as its speaker."), only="speakers",
)  # fmt: skip
