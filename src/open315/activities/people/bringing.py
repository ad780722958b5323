"""What a sheet brings: who is new is entered, whose rank or guest is other now is corrected, who stands there already is left; so nothing is there twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from open315.activities import queries as activities
from open315.activities.models import Participation
from open315.activities.people import services
from open315.activities.people.rules import faults, known_as
from open315.activities.people.types import Attendance, InSheet
from open315.core.access import Actor
from open315.org.codes import ranks

Key = tuple[str, str]
"""Who, and as what."""


@dataclass(slots=True)
class Brought:
    """What became of a sheet: how many are new, corrected, and stood there as they are; and the rows that were left, with the words why."""

    new: int = 0
    corrected: int = 0
    there: int = 0
    left: list[tuple[int, Any]] = field(default_factory=list)


def bring(activity_id: int, rows: Sequence[InSheet], *, actor: Actor, at: datetime) -> Brought:
    """Bring the rows of a sheet to an activity that has begun, sound ones at once. Nothing is entered twice, however often it is brought."""
    brought = Brought()
    with transaction.atomic():
        activities.lock_activity(actor, activity_id)
        stand = {
            _key_of(row): row
            for row in activities.get_activity(actor, activity_id).participations.select_related("person")
        }
        new: list[Attendance] = []
        for each in _sound(rows, brought):
            row = stand.get(_key(each))
            if row is None:
                new.append(each)
            elif (row.rank, row.is_guest) == (each.rank, each.is_guest):
                brought.there += 1
            else:
                services.correct_person(row.pk, rank=each.rank, is_guest=each.is_guest, actor=actor, at=at)
                brought.corrected += 1
        if new:
            brought.new = services.enter_list(activity_id, new, actor=actor, at=at)
    return brought


def _sound(rows: Sequence[InSheet], brought: Brought) -> Iterator[Attendance]:
    """Those that can be entered; the others are named. Who stands in two rows in the same role is the first of them."""
    seen: set[Key] = set()
    for number, given in ((each.number, each.given) for each in rows):
        codes = [code for _field, code in faults(given, ranks())]
        if not codes and _key(given) in seen:
            codes = ["twice_in_sheet"]
        brought.left.extend((number, services.FAULTS[code]) for code in codes[:1])
        if not codes:
            seen.add(_key(given))
            yield given


def _key(given: Attendance) -> Key:
    return known_as(given.body, given.office), given.role


def _key_of(row: Participation) -> Key:
    return row.person.known_as, row.role
