"""The verbs of a seating plan: propose seats in a hall, put one guest on a seat by hand, or on none. The seminar is locked, so two changes follow each other."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.verbs.step import step
from open315.seminars.models import Guest, Seminar
from open315.seminars.queries import NO_GUEST
from open315.seminars.seating.queries import sitters, to_be_seated
from open315.seminars.seating.rules import Seat, hall_faults, is_in, proposed
from open315.seminars.services.verb import SEMINAR, managing, require_open

FAULTS: dict[str, Any] = {"hall_unsound": _("A hall has from 1 to 60 rows of 1 to 60 seats.")}
NO_SUCH_SEAT = _("The hall has no such seat. Rows are counted from the front, seats from the left.")
NO_HALL = _("Say first how many rows and seats the hall has.")
ARRANGE = managing("arrange_seats", SEMINAR, "seminars.seats_arranged")


@ARRANGE
def arrange_seats(
    activity_id: int, rows: int, places: int, *, actor: Actor, at: datetime, version: int | None = None
) -> Seminar:
    """Propose a seat for everybody who is expected; who was placed by hand keeps the seat if the hall has it. InvalidInput for no hall."""
    with step(ARRANGE, activity_id, actor=actor, at=at, version=version) as done:
        require_open(done.row.activity)
        for field, code in hall_faults(rows, places):
            raise InvalidInput(FAULTS[code], field=field)
        done.row.seat_rows, done.row.seat_places = rows, places
        guests = list(to_be_seated(activity_id).select_for_update(of=("self",)))
        fixed: dict[int, Seat] = {
            each.pk: (each.seat_row or 0, each.seat_place or 0) for each in guests if each.is_seat_fixed
        }
        seats = proposed(sitters(guests), rows, places, fixed)
        _write(activity_id, guests, seats, fixed)
        done.say(rows=rows, places=places, seated=len(seats))
        return done.row


def _write(activity_id: int, guests: list[Guest], seats: dict[int, Seat], fixed: dict[int, Seat]) -> None:
    """All seats are given up before any is given: no two guests hold one at any moment."""
    Guest.objects.filter(activity=activity_id).update(seat_row=None, seat_place=None, is_seat_fixed=False)
    for each in guests:
        each.seat_row, each.seat_place = seats.get(each.pk, (None, None))
        each.is_seat_fixed = each.pk in fixed and seats.get(each.pk) == fixed[each.pk]
    Guest.objects.bulk_update(guests, ["seat_row", "seat_place", "is_seat_fixed"], batch_size=500)


SEAT = managing("seat_guest", SEMINAR, "seminars.guest_seated", reads=True)


@SEAT
def seat_guest(activity_id: int, guest_id: int, seat: Seat | None, *, actor: Actor, at: datetime) -> None:
    """Put a guest on a seat, or on none; who sits there takes the seat that becomes free. InvalidInput for a seat that is none, Conflict before there is a hall."""
    with step(SEAT, activity_id, actor=actor, at=at) as done:
        require_open(done.row.activity)
        guests = {each.pk: each for each in to_be_seated(activity_id).select_for_update(of=("self",))}
        guest = guests.get(guest_id)
        if guest is None:
            raise NotFound(NO_GUEST)
        if not done.row.seat_rows:
            raise Conflict(NO_HALL)
        if seat is not None and not is_in(seat, done.row.seat_rows, done.row.seat_places):
            raise InvalidInput(NO_SUCH_SEAT, field="row")
        if (guest.seat_row, guest.seat_place) == (seat or (None, None)) and guest.is_seat_fixed == (seat is not None):
            done.leave()
        _exchange(guest, seat, guests)
        done.say(guest_id=guest.pk, row=seat[0] if seat else None, place=seat[1] if seat else None)


def _exchange(guest: Guest, seat: Seat | None, guests: dict[int, Guest]) -> None:
    before = (guest.seat_row, guest.seat_place)
    other = next(
        (each for each in guests.values() if seat and (each.seat_row, each.seat_place) == seat and each.pk != guest.pk),
        None,
    )
    moved = [guest] if other is None else [guest, other]
    Guest.objects.filter(pk__in=[each.pk for each in moved]).update(seat_row=None, seat_place=None)
    guest.seat_row, guest.seat_place = seat or (None, None)
    guest.is_seat_fixed = seat is not None
    if other is not None:
        other.seat_row, other.seat_place = before
        other.is_seat_fixed = other.is_seat_fixed and before[0] is not None
    for each in moved:
        each.save(update_fields=["seat_row", "seat_place", "is_seat_fixed"])
