"""What an activity can be linked to in the plans of campaigns, and how a link is named to its reader."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.activities.models import Activity
from open315.activities.types import ActivityPlan
from open315.campaigns.plan import queries
from open315.core.access import Actor
from open315.core.errors import InvalidInput

NO_MEASURE = gettext_lazy("Choose a measure of your own plan, or of one that was released to you.")
NO_REQUIREMENT = gettext_lazy("Choose requirements to your own plan that were not withdrawn.")


def measures_for(actor: Actor, activity: Activity | None = None) -> dict[int, str]:
    """The measures to choose from; what the activity has stays among them."""
    found = queries.linkable_measures(actor)
    if activity is not None and activity.measure_id and activity.measure_id not in found:
        found[activity.measure_id] = measure_words(actor, activity)
    return found


def requirements_for(actor: Actor, activity: Activity | None = None) -> dict[int, str]:
    """The requirements to choose from; what the activity has stays among them."""
    linked = {each.pk: f"{each.number} {each.text}" for each in _linked(activity)}
    return {**linked, **queries.linkable_requirements(actor)}


def _linked(activity: Activity | None) -> Iterable[Any]:
    return activity.requirements.all() if activity is not None and activity.pk else ()


def measure_words(actor: Actor, activity: Activity) -> str:
    """Number and title of its measure; without them where the reader may not read that plan; "" without a measure."""
    if not activity.measure_id:
        return ""
    return queries.measure_label(actor, activity.measure_id) or _(
        "A measure of its council's plan, which is not released"
    )


def check(activity: Activity, plan: ActivityPlan, actor: Actor) -> None:
    """InvalidInput for a link to what is not there for the actor and was not there before."""
    if plan.measure_id not in {None, activity.measure_id, *queries.linkable_measures(actor)}:
        raise InvalidInput(NO_MEASURE, field="measure")
    known = {each.pk for each in _linked(activity)} | set(queries.linkable_requirements(actor))
    if not set(plan.requirement_ids) <= known:
        raise InvalidInput(NO_REQUIREMENT, field="requirements")
