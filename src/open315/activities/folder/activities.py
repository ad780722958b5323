"""The sheet of activities."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities import services
from open315.activities.folder.numbered import numbered
from open315.activities.models import Activity
from open315.activities.types import ActivityPlan, State
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values
from open315.core.names import Names
from open315.org import queries as org

TWICE = _("Another activity of this folder has this number.")
COLUMNS = (
    Column("number", _("No."), needed=True),
    Column("council", _("Council"), needed=True),
    Column("kind", _("Form of the activity"), Form.CODE, needed=True, codes=lambda: dict(Activity.Kind.choices)),
    Column("title", pgettext_lazy("activity", "Title"), needed=True),
    Column("english", _("English title")),
    Column("starts_at", _("Begins"), Form.MOMENT, needed=True),
    Column("ends_at", _("Ends"), Form.MOMENT, needed=True),
    Column("region", _("Region code"), needed=True),
    Column("venue", _("Venue"), needed=True),
    Column("hosts", _("Hosts"), Form.SEVERAL),
    Column("state", _("State"), Form.CODE, needed=True, codes=lambda: dict(Activity.State.choices)),
    Column("reason", _("Reason")),
    Column("plan_of", _("Plan of (council)")),
    Column("measure", _("Measure")),
    Column("requirements", _("Requirements it meets (No.)"), Form.SEVERAL),
    Column("note", _("Note")),
)


def bring_activity(values: Values, bringing: Bringing) -> bool:
    """An activity with where it stands; one of the same council, start and title is left as it is."""
    actor = org.acting_for(bringing.actor, values["council"], field="council")
    if ("activity", values["number"]) in bringing.known:
        raise InvalidInput(TWICE, field="number")
    same = {"council_id": actor.organisation_id, "starts_at": values["starts_at"], "title": values["title"]}
    found = Activity.objects.filter(**same).select_related("council").first()
    activity = found or _planned(values, bringing, actor)
    bringing.note("activity", values["number"], activity)
    return found is None


def _planned(values: Values, bringing: Bringing, actor: Actor) -> Activity:
    activity = services.plan_activity(_plan(values, bringing), actor=actor, at=bringing.at)
    if values["state"] == State.HELD:
        return services.hold_activity(activity.pk, actor=actor, at=bringing.at)
    if values["state"] == State.CANCELLED:
        return services.cancel_activity(activity.pk, reason=values["reason"], actor=actor, at=bringing.at)
    return activity


def _plan(values: Values, bringing: Bringing) -> ActivityPlan:
    council = values["plan_of"] or values["council"]
    measure = values["measure"] and bringing.find("measure", f"{council} {values['measure']}", column="measure")
    met = [bringing.find("requirement", f"{council} {each}", column="requirements") for each in values["requirements"]]
    return ActivityPlan(
        kind=values["kind"],
        title=values["title"],
        title_in=Names(en=values["english"]),
        starts_at=values["starts_at"],
        ends_at=values["ends_at"],
        region_code=values["region"],
        venue=values["venue"],
        hosts=values["hosts"],
        note=values["note"],
        measure_id=measure.pk if measure else None,
        requirement_ids=tuple(each.pk for each in met),
    )


def give_activities(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The activities of the folder with their numbers."""
    for number, each in numbered(actor, campaign_id):
        yield {**_values(each), **_links(each), "number": number}


def _values(activity: Activity) -> dict[str, Any]:
    names = ("kind", "title", "starts_at", "ends_at", "venue", "state", "reason", "note")
    return {
        **{name: getattr(activity, name) for name in names},
        "council": activity.council.name,
        "english": activity.title_in.en,
        "region": activity.region_id,
        "hosts": [host.name for host in activity.hosts.all()],
    }


def _links(activity: Activity) -> dict[str, Any]:
    met = list(activity.requirements.all())
    of = [activity.measure.section.campaign] if activity.measure else [each.campaign for each in met]
    return {
        "plan_of": of[0].council.name if of else "",
        "measure": activity.measure.title if activity.measure else "",
        "requirements": [str(each.number) for each in met],
    }


ACTIVITIES = FolderSheet(
    FOLDER, "activities", _("Activities"), 100, COLUMNS, bring_activity, give_activities, permission="activities:manage"
)
