"""Reads of partners."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.bodies import as_compared
from open315.activities.models import Activity, Partner
from open315.activities.partners.units import offices
from open315.activities.units import units_of
from open315.campaigns import queries as campaigns
from open315.core.access import Actor
from open315.core.clock import midnight, now
from open315.core.errors import NotFound
from open315.core.facts import Period
from open315.core.translations import contains, holds

PROMISED, MISSING, TAKEN_OUT = Partner.State.PROMISED, Partner.State.MISSING, Partner.State.TAKEN_OUT


def visible_to(actor: Actor) -> QuerySet[Partner]:
    """The partners of the activities that `actor` sees; none that were entered by mistake."""
    seen = activities.visible_to(actor).order_by().values("pk")
    return Partner.objects.exclude(state=TAKEN_OUT).filter(activity__in=seen)


def ever_asked() -> QuerySet[Partner]:
    """All but those that were entered by mistake, whoever looks: for a room that narrows them to one body."""
    return Partner.objects.exclude(state=TAKEN_OUT)


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Partner]:
    """The partners that fit the filters: kind, state, days of the activity's start, council, words of the name, what is open."""
    rows = visible_to(actor).select_related("activity__council", "organisation")
    for name, field in (("kind", "kind"), ("state", "state"), ("council", "activity__council_id")):
        if name in wanted:
            rows = rows.filter(**{field: wanted[name]})
    if "first" in wanted:
        rows = rows.filter(activity__starts_at__gte=midnight(wanted["first"]))
    if "last" in wanted:
        rows = rows.filter(activity__starts_at__lt=midnight(wanted["last"] + timedelta(days=1)))
    rows = _of_whom(actor, rows, wanted)
    if "q" in wanted:
        rows = rows.filter(holds("name", wanted["q"]) | contains("activity__title", wanted["q"]))
    return rows.filter(undelivered(now())) if wanted.get("only") == "undelivered" else rows


def _of_whom(actor: Actor, rows: QuerySet[Partner], wanted: Mapping[str, Any]) -> QuerySet[Partner]:
    """Those of the activities of a campaign's days, of a column of the matrix, of one office in whatever city."""
    if "campaign" in wanted:
        campaign = campaigns.visible_to(actor).filter(pk=wanted["campaign"]).first()
        days = Period(campaign.first_day, campaign.last_day) if campaign else None
        rows = activities.started_in(rows, days, of="activity__") if days else rows.none()
    if "unit" in wanted:
        units = {unit.council.id: unit.ids for unit in units_of(actor)}
        rows = rows.filter(activity__council__in=units.get(wanted["unit"], frozenset()))
    if "office" in wanted:
        asked = as_compared(wanted["office"])
        known = offices(rows.order_by().values_list("name", flat=True).distinct())
        rows = rows.filter(name__in=[name for name, office in known.items() if as_compared(office) == asked])
    return rows


def undelivered(at: datetime) -> Q:
    """Promised and not delivered: did not come, or nothing was said of it yet though the activity has begun and was not cancelled."""
    silent = Q(state=PROMISED, activity__starts_at__lte=at) & ~Q(activity__state=Activity.State.CANCELLED)
    return Q(state=MISSING) | silent


def of_activity(activity: Activity) -> list[Partner]:
    """The partners of one activity, in the order in which they were entered."""
    return list(activity.partners.exclude(state=TAKEN_OUT).select_related("organisation").order_by("pk"))


def get_partner(actor: Actor, partner_id: int) -> Partner:
    """One partner with its activity; NotFound if there is none or the activity is another council's."""
    rows = visible_to(actor).select_related("activity__council", "organisation")
    found = rows.filter(pk=partner_id).first()
    if found is None:
        raise NotFound(_("There is no such partner."))
    return found
