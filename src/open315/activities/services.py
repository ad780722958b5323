"""The verbs of an activity: plan, change, postpone, cancel, hold, and take up again what was called off or said to be held by mistake."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities import counting, links
from open315.activities.bodies import as_compared, ids_by_name
from open315.activities.models import Activity, Host
from open315.activities.rules import faults, has_begun
from open315.activities.types import ActivityPlan, State
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.verbs import NoFace, Target, Verb, Workflow
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.org import queries as org

FAULTS: dict[str, Any] = {
    "kind_unknown": _("Choose the form of the activity from the list."),
    "title_missing": _("Enter the title of the activity."),
    "start_out_of_range": _("Enter a start from 1983 on, at most two years ahead."),
    "ends_before_start": _("The activity ends before it begins. Change one of the times."),
    "too_long": _("An activity lasts a year at most. Change one of the times."),
    "venue_missing": _("Enter the venue."),
    "too_many_hosts": _("Enter at most 40 hosts, one a line."),
    "host_too_long": _("The name of a host has at most 120 characters."),
    "host_twice": _("A host is named twice. Take one of them out."),
}
NOT_BEGUN = _("The activity has not begun yet. It can be called held from its start on.")
NO_REASON = _("Say why: those who were invited will ask.")
MANAGERS = holders(_("You may not plan activities."))
OWN_PAGE = NoFace("The pages of activities have a form or a button for it.")
PLANNED, HELD, CANCELLED = State.PLANNED.value, State.HELD.value, State.CANCELLED.value


def _lock(actor: Actor, activity_id: int) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("council")
    activity = rows.filter(pk=activity_id, council__in=actor.organisation_ids).first()
    if activity is None:
        raise NotFound(_("There is no such activity."))
    return activity


def _noted(done: Step[Activity]) -> dict[str, Any]:
    return {"council_id": done.row.council_id, "state": done.row.state, **done.data}


def _announced(done: Step[Activity]) -> dict[str, Any]:
    told = {"activity_id": done.row.pk, "council_id": done.row.council_id, "actor": done.actor.account_id}
    return {**told, "was": done.data["was"]} if "was" in done.data else told


ACTIVITY: Target[Activity] = Target(
    room="activities",
    name="activity",
    who_first=True,
    lock=_lock,
    noted=_noted,
    announced=_announced,
    workflow=Workflow(
        states=frozenset({PLANNED, HELD, CANCELLED}), first=PLANNED, open=frozenset({PLANNED, HELD, CANCELLED})
    ),
    wrong_moment=_("This is not possible any more: the activity was held or cancelled in the meantime."),
    stale=_("Somebody else changed this activity in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[Activity]:
    return Verb(name, ACTIVITY, event=event, permission="activities:manage", who=MANAGERS, face=OWN_PAGE, **more)


PLAN = _verb("plan", "activities.planned", makes=True)


@PLAN
def plan_activity(plan: ActivityPlan, *, actor: Actor, at: datetime) -> Activity:
    """Plan an activity of the acting council; of one that is over already, too. InvalidInput if the plan is unsound."""
    with making(PLAN, actor=actor, at=at) as done:
        if actor.organisation_kind != "council" or actor.organisation_id is None:
            raise NotAllowed(_("Only a consumer council plans activities here."))
        _check(plan, at)
        done.row = Activity(council_id=actor.organisation_id, created_at=at)
        links.check(done.row, plan, actor)
        _write(done.row, plan)
        done.row.save()
        _write_hosts(done.row, plan.hosts)
        done.row.requirements.set(plan.requirement_ids)
        done.say(kind=plan.kind, starts_at=plan.starts_at.isoformat())
        return done.row


CHANGE = _verb("change", "activities.changed", before={PLANNED, HELD})


@CHANGE
def change_activity(
    activity_id: int, plan: ActivityPlan, *, actor: Actor, at: datetime, version: int | None = None
) -> Activity:
    """Correct what was said of an activity that was not cancelled. InvalidInput if one that was held would begin later than now."""
    with step(CHANGE, activity_id, actor=actor, at=at, version=version) as done:
        _check(plan, at)
        if done.row.state == HELD and not has_begun(plan.starts_at, at):
            raise InvalidInput(NOT_BEGUN, field="starts_at")
        links.check(done.row, plan, actor)
        _write(done.row, plan)
        _write_hosts(done.row, plan.hosts)
        done.row.requirements.set(plan.requirement_ids)
        done.say(kind=plan.kind, starts_at=plan.starts_at.isoformat())
        return done.row


POSTPONE = _verb("postpone", "activities.postponed", before={PLANNED})


@POSTPONE
def postpone_activity(
    activity_id: int,
    *,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Activity:
    """Move a planned activity to another time, with the reason."""
    with step(POSTPONE, activity_id, actor=actor, at=at, version=version) as done:
        activity = done.row
        before = activity.starts_at
        _check(_plan_of(activity, starts_at, ends_at), at)
        activity.starts_at, activity.ends_at, activity.reason = starts_at, ends_at, _reason(reason)
        done.say(before=before.isoformat(), starts_at=starts_at.isoformat(), reason=activity.reason)
        return activity


CANCEL = _verb("cancel", "activities.cancelled", before={PLANNED}, to=CANCELLED)


@CANCEL
def cancel_activity(
    activity_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Activity:
    """Call a planned activity off, with the reason."""
    with step(CANCEL, activity_id, actor=actor, at=at, version=version) as done:
        done.row.reason = _reason(reason)
        done.move()
        done.say(reason=done.row.reason)
        return done.row


HOLD = _verb("hold", "activities.held", before={PLANNED}, to=HELD)


@HOLD
def hold_activity(activity_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Activity:
    """Say that a planned activity was held: from now on it counts, and so does what was counted at it. Conflict before it has begun."""
    with step(HOLD, activity_id, actor=actor, at=at, version=version) as done:
        if not has_begun(done.row.starts_at, at):
            raise Conflict(NOT_BEGUN)
        done.move()
        counting.carry(done.row, at)
        return done.row


TAKE_UP = _verb("take_up", "activities.taken_up", before={HELD, CANCELLED}, to=PLANNED)


@TAKE_UP
def take_up_activity(
    activity_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Activity:
    """Make an activity planned again that was cancelled, or said to be held by mistake, with the reason."""
    with step(TAKE_UP, activity_id, actor=actor, at=at, version=version) as done:
        done.say(was=done.row.state)
        done.row.reason = _reason(reason)
        done.move()
        done.say(reason=done.row.reason)
        return done.row


def _reason(text: str) -> str:
    if not text.strip():
        raise InvalidInput(NO_REASON, field="reason")
    return text.strip()[: Activity._meta.get_field("reason").max_length]


def _check(plan: ActivityPlan, at: datetime) -> None:
    for field, code in faults(plan, starts_on=local_day(plan.starts_at), today=local_day(at)):
        raise InvalidInput(FAULTS[code], field=field)
    if not org.is_region(plan.region_code):
        raise InvalidInput(_("Choose the place from the list."), field="region")


def _plan_of(activity: Activity, starts_at: datetime, ends_at: datetime) -> ActivityPlan:
    return ActivityPlan(activity.kind, activity.title, starts_at, ends_at, activity.region_id, activity.venue)


def _write(activity: Activity, plan: ActivityPlan) -> None:
    activity.kind, activity.title, activity.title_in = plan.kind, plan.title.strip(), plan.title_in
    activity.starts_at, activity.ends_at = plan.starts_at, plan.ends_at
    activity.measure_id = plan.measure_id
    activity.region_id, activity.venue, activity.note = plan.region_code, plan.venue.strip(), plan.note.strip()


def _write_hosts(activity: Activity, names: Sequence[str]) -> None:
    """The hosts in their order; a name that is that of an active body is tied to it."""
    known = ids_by_name()
    activity.hosts.all().delete()
    Host.objects.bulk_create(
        Host(activity=activity, place=place, name=name, organisation_id=known.get(as_compared(name)))
        for place, name in enumerate(names, 1)
    )
