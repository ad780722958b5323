"""The verbs of a partner: invite, promise, decline, deliver, say that it did not come, and take out what was entered by mistake."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.bodies import as_compared, ids_by_name, is_among
from open315.activities.models import Activity, Partner
from open315.activities.partners.rules import faults
from open315.activities.partners.types import Contribution
from open315.activities.rules import has_begun
from open315.activities.types import PartnerKind
from open315.activities.types import PartnerState as State
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.verbs import NoFace, Target, Verb, Workflow
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

FAULTS: dict[str, Any] = {
    "out_of_range": _("Enter a number that can be: not below zero, and no slip of the finger."),
    "too_long": _("Materials have at most 200 characters."),
}
NOT_BEGUN = _("The activity has not begun yet. What came can be said from its start on.")
MANAGERS = holders(_("You may not enter partners of activities."))
OWN_PAGE = NoFace("The page of a partner has a form or a button for it.")
INVITED, PROMISED, DECLINED = State.INVITED.value, State.PROMISED.value, State.DECLINED.value
DELIVERED, MISSING, TAKEN_OUT = State.DELIVERED.value, State.MISSING.value, State.TAKEN_OUT.value
STANDING = frozenset({INVITED, PROMISED, DECLINED, DELIVERED, MISSING})


def _lock(actor: Actor, partner_id: int) -> Partner:
    rows = Partner.objects.select_for_update(of=("self",)).select_related("activity")
    partner = rows.filter(pk=partner_id, activity__council__in=actor.organisation_ids).first()
    if partner is None or partner.state == TAKEN_OUT:
        raise NotFound(_("There is no such partner."))
    return partner


def _noted(done: Step[Partner]) -> dict[str, Any]:
    return {"activity_id": done.row.activity_id, "state": done.row.state, **done.data}


PARTNER: Target[Partner] = Target(
    room="activities",
    name="partner",
    who_first=True,
    lock=_lock,
    noted=_noted,
    announced=lambda done: {"partner_id": done.row.pk, "activity_id": done.row.activity_id},
    workflow=Workflow(states=STANDING | {TAKEN_OUT}, first=INVITED, open=STANDING, final=frozenset({TAKEN_OUT})),
    wrong_moment=_("This is not possible any more: somebody noted another answer of this partner in the meantime."),
    stale=_("Somebody else changed this partner in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[Partner]:
    return Verb(name, PARTNER, event=event, permission="activities:manage", who=MANAGERS, face=OWN_PAGE, **more)


INVITE = _verb("invite_partner", "activities.partner_invited", makes=True)


@INVITE
def invite_partner(activity_id: int, *, name: str, kind: str, actor: Actor, at: datetime) -> Partner:
    """Enter a body that was asked to do something for an activity. InvalidInput if it stands there already or has no name."""
    with making(INVITE, actor=actor, at=at) as done:
        activity = _open_activity(actor, activity_id)
        written = _name(name)
        if kind not in set(PartnerKind):
            raise InvalidInput(_("Choose the kind of the partner from the list."), field="kind")
        if is_among(written, activity.partners.exclude(state=TAKEN_OUT).values_list("name", flat=True)):
            raise InvalidInput(_("This partner stands there already."), field="name")
        done.row = Partner(
            activity=activity,
            name=written,
            kind=kind,
            organisation_id=ids_by_name().get(as_compared(written)),
            created_at=at,
        )
        done.row.save()
        done.say(kind=kind)
        return done.row


PROMISE = _verb("promise", "activities.partner_promised", before={INVITED, PROMISED, DECLINED}, to=PROMISED)


@PROMISE
def promise(partner_id: int, given: Contribution, *, actor: Actor, at: datetime, version: int | None = None) -> Partner:
    """Note what a partner promised; again, when it promised otherwise. InvalidInput if that cannot be."""
    with step(PROMISE, partner_id, actor=actor, at=at, version=version) as done:
        _check(given)
        row = done.row
        row.promised_staff, row.promised_stalls = given.staff, given.stalls
        row.promised_materials, row.promised_cents = given.materials.strip(), given.cents
        row.reason = ""
        done.move()
        done.say(**_told(given))
        return row


DECLINE = _verb("decline", "activities.partner_declined", before={INVITED, PROMISED}, to=DECLINED)


@DECLINE
def decline(partner_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Partner:
    """Note that a partner will not come; the reason helps next year and may be missing."""
    with step(DECLINE, partner_id, actor=actor, at=at, version=version) as done:
        done.row.reason = _reason(reason)
        done.move()
        done.say(reason=done.row.reason)
        return done.row


DELIVER = _verb("deliver", "activities.partner_delivered", before=STANDING, to=DELIVERED)


@DELIVER
def deliver(partner_id: int, given: Contribution, *, actor: Actor, at: datetime, version: int | None = None) -> Partner:
    """Note with what a partner came, asked or not; again, to correct it. Conflict before the activity has begun."""
    with step(DELIVER, partner_id, actor=actor, at=at, version=version) as done:
        _check(given)
        _need_begun(done.row, at)
        row = done.row
        row.delivered_staff, row.delivered_stalls = given.staff, given.stalls
        row.delivered_materials, row.delivered_cents = given.materials.strip(), given.cents
        row.reason = ""
        done.move()
        done.say(**_told(given))
        return row


MISS = _verb("miss", "activities.partner_missing", before={PROMISED, DELIVERED}, to=MISSING)


@MISS
def miss(partner_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Partner:
    """Note that a partner who promised did not come; what was said to be delivered is taken back. Conflict before the activity has begun."""
    with step(MISS, partner_id, actor=actor, at=at, version=version) as done:
        _need_begun(done.row, at)
        row = done.row
        row.delivered_staff = row.delivered_stalls = row.delivered_cents = None
        row.delivered_materials = ""
        row.reason = _reason(reason)
        done.move()
        done.say(reason=row.reason)
        return row


TAKE_OUT = _verb("take_out", "activities.partner_taken_out", before=STANDING, to=TAKEN_OUT)


@TAKE_OUT
def take_out(partner_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Partner:
    """Take out a partner that was entered by mistake: it is shown and counted nowhere any more, and can be entered anew."""
    with step(TAKE_OUT, partner_id, actor=actor, at=at, version=version) as done:
        done.row.reason = _reason(reason)
        done.move()
        done.say(reason=done.row.reason)
        return done.row


def _open_activity(actor: Actor, activity_id: int) -> Activity:
    activity = activities.get_activity(actor, activity_id)
    if activity.state == Activity.State.CANCELLED:
        raise Conflict(_("The activity is cancelled: nobody is invited to it."))
    return activity


def _name(written: str) -> str:
    name = written.strip()
    if not name:
        raise InvalidInput(_("Enter the name of the partner."), field="name")
    if len(name) > Partner._meta.get_field("name").max_length:  # type: ignore[operator]
        raise InvalidInput(_("The name of a partner has at most 120 characters."), field="name")
    return name


def _need_begun(partner: Partner, at: datetime) -> None:
    if not has_begun(partner.activity.starts_at, at):
        raise Conflict(NOT_BEGUN)


def _check(given: Contribution) -> None:
    for field, code in faults(given):
        raise InvalidInput(FAULTS[code], field=field)


def _reason(text: str) -> str:
    return text.strip()[: Partner._meta.get_field("reason").max_length]


def _told(given: Contribution) -> dict[str, Any]:
    """What the trail keeps of a contribution: the numbers."""
    return {"staff": given.staff, "stalls": given.stalls, "cents": given.cents}
