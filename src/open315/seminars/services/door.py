"""At the door: who arrives, who comes without an invitation, what was a mistake, and who did not come."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.activities.people import services as people
from open315.core.access import Actor
from open315.core.errors import Conflict
from open315.core.verbs import Target
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.org.codes import ranks
from open315.seminars import queries
from open315.seminars.models import Guest, Seminar
from open315.seminars.rules import attendance, came_at, faults, may_answer, role_of
from open315.seminars.services.guests import entered
from open315.seminars.services.verb import SEMINAR, STALE_GUEST, check, managing, noted, require_open
from open315.seminars.types import GuestDraft, Reply

NOT_BEGUN = _("It has not begun yet. Who did not come can be said from its start on.")
NOT_ARRIVED = _("This guest has not arrived.")
RECEIVERS = holders(_("You may not receive guests."))


def _lock_guest(actor: Actor, guest_id: int) -> Guest:
    queries.get_expected(actor, guest_id)
    return Guest.objects.select_for_update(of=("self",)).select_related("activity").get(pk=guest_id)


def _lock_seminar(actor: Actor, activity_id: int) -> Seminar:
    queries.get_door(actor, activity_id)
    Seminar.objects.get_or_create(activity_id=activity_id)
    return Seminar.objects.select_for_update(of=("self",)).select_related("activity").get(activity_id=activity_id)


AT_THE_DOOR: Target[Guest] = Target(
    room="seminars",
    name="guest",
    who_first=True,
    lock=_lock_guest,
    noted=noted,
    announced=lambda done: {"guest_id": done.row.pk, "activity_id": done.row.activity_id},
    stale=STALE_GUEST,
)
DOOR: Target[Seminar] = Target(
    room="seminars",
    name="seminar",
    who_first=True,
    lock=_lock_seminar,
    noted=noted,
    announced=lambda done: {"activity_id": done.row.activity_id},
)
DESK = {"permission": "activities:receive", "who": RECEIVERS}
ARRIVE = managing("arrive", AT_THE_DOOR, "seminars.guest_arrived", **DESK)


@ARRIVE
def arrive(guest_id: int, *, actor: Actor, at: datetime, seen_at: datetime | None = None) -> Guest:
    """Note that a guest has arrived; again, nothing more is written. `seen_at` is when a desk without network saw it."""
    with step(ARRIVE, guest_id, actor=actor, at=at) as done:
        guest = done.row
        require_open(guest.activity)
        if guest.arrived_at is not None:
            done.leave()
        _receive(guest, actor, at, seen_at)
        done.say(late=seen_at is not None)
        return guest


def _receive(guest: Guest, actor: Actor, at: datetime, seen_at: datetime | None = None) -> None:
    """The arrival, and the entry of it among those who took part; one entered by hand before stays, and counts once."""
    _enter(guest, actor, at)
    guest.arrived_at, guest.is_absent = came_at(at, seen_at), False


def _enter(guest: Guest, actor: Actor, at: datetime) -> None:
    """The entry among those who took part: as one who spoke, if the agenda says so."""
    draft = GuestDraft(guest.body, guest.body_kind, guest.office, rank=guest.rank, is_guest=guest.is_guest)
    given = attendance(draft, role_of(speaks=guest.pk is not None and guest.items.exists()))
    entry, is_new = people.note_arrival(guest.activity_id, given, actor=actor, at=at)
    guest.participation = entry if is_new else None


def follow_agenda(guest_ids: Iterable[int | None], *, actor: Actor, at: datetime) -> None:
    """Make the entries of those who arrived say what the agenda says now; what was entered by hand stays."""
    rows = Guest.objects.select_for_update(of=("self",)).filter(pk__in=[each for each in guest_ids if each])
    for guest in rows.exclude(participation=None).select_related("participation").order_by("pk"):
        entry = guest.participation
        if entry is None or entry.role == role_of(speaks=guest.items.exists()):
            continue
        Guest.objects.filter(pk=guest.pk).update(participation=None)
        seen = max(at, guest.arrived_at or at)
        people.take_back_arrival(entry.pk, actor=actor, at=seen)
        _enter(guest, actor, seen)
        Guest.objects.filter(pk=guest.pk).update(participation=guest.participation)


UNINVITED = managing("receive_uninvited", AT_THE_DOOR, "seminars.uninvited_arrived", makes=True, **DESK)


@UNINVITED
def receive_uninvited(activity_id: int, draft: GuestDraft, *, actor: Actor, at: datetime) -> Guest:
    """Note somebody who came without an invitation. InvalidInput where the office stands on the list: then that guest has come."""
    with making(UNINVITED, actor=actor, at=at) as done:
        activity = queries.get_door(actor, activity_id)
        require_open(activity)
        check(faults(draft, ranks()))
        guest = entered(activity, draft, at)
        guest.is_asked = False
        _receive(guest, actor, at)
        guest.save()
        done.row = guest
        done.say(body_kind=draft.body_kind)
        return guest


TAKE_BACK = managing("take_back_arrival", AT_THE_DOOR, "seminars.arrival_taken_back", **DESK)


@TAKE_BACK
def take_back_arrival(guest_id: int, *, actor: Actor, at: datetime) -> Guest:
    """Take back an arrival that was noted by mistake; whoever came without an invitation leaves the list. Conflict where nobody arrived."""
    with step(TAKE_BACK, guest_id, actor=actor, at=at) as done:
        guest = done.row
        if guest.arrived_at is None:
            raise Conflict(NOT_ARRIVED)
        entry, guest.participation, guest.arrived_at = guest.participation_id, None, None
        guest.version += 1
        if guest.is_asked:
            guest.save()
        else:
            Guest.objects.filter(pk=guest.pk).delete()
        done.is_saved = True
        if entry is not None:
            people.take_back_arrival(entry, actor=actor, at=at)
        return guest


CLOSE = managing("close_door", DOOR, "seminars.door_closed", **DESK)


@CLOSE
def close_door(activity_id: int, *, actor: Actor, at: datetime) -> int:
    """Say of all who have not arrived and did not decline that they did not come; how many. Who arrives later has come. Conflict before it begins."""
    with step(CLOSE, activity_id, actor=actor, at=at) as done:
        activity = done.row.activity
        require_open(activity)
        if may_answer(activity.starts_at, at):
            raise Conflict(NOT_BEGUN)
        rows = Guest.objects.filter(activity=activity_id, arrived_at=None, is_absent=False)
        done.say(absent=(missing := rows.exclude(reply=Reply.NO.value).update(is_absent=True)))
        return missing


PRINT = managing("print_badges", SEMINAR, "seminars.badges_printed")


@PRINT
def print_badges(activity_id: int, *, actor: Actor, at: datetime) -> list[Guest]:
    """The guests for whom badges are printed: all who did not decline, by kind and body. Conflict where there is nobody."""
    with step(PRINT, activity_id, actor=actor, at=at) as done:
        require_open(done.row.activity)
        rows = Guest.objects.filter(activity=activity_id).exclude(reply=Reply.NO.value)
        found = list(rows.order_by("body_kind", "body", "pk"))
        if not found:
            raise Conflict(_("Nobody is on the list yet."))
        done.say(guests=len(found))
        return found
