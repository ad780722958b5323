"""Reads of a seating plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from open315.activities.types import BodyKind
from open315.core.access import Actor
from open315.org.codes import ranks
from open315.seminars import queries
from open315.seminars.models import Guest, Seminar
from open315.seminars.seating.rules import Seat, Sitter
from open315.seminars.types import Reply

if TYPE_CHECKING:
    from open315.activities.models import Activity


@dataclass(frozen=True, slots=True)
class Plan:
    """A hall with who sits where, and who has no seat."""

    activity: "Activity"
    seminar: Seminar
    seated: Mapping[Seat, Guest]
    without: list[Guest]
    may_manage: bool

    @property
    def rows(self) -> list[tuple[int, list[tuple[int, Guest | None]]]]:
        """The rows from the front, each with its places from the left."""
        places = range(1, self.seminar.seat_places + 1)
        return [
            (row, [(place, self.seated.get((row, place))) for place in places])
            for row in range(1, self.seminar.seat_rows + 1)
        ]


def to_be_seated(activity_id: int) -> QuerySet[Guest]:
    """Who gets a seat: everybody on the list but who declined or did not come."""
    return Guest.objects.filter(activity=activity_id, is_absent=False).exclude(reply=Reply.NO.value).order_by("pk")


def plan_of(actor: Actor, activity: "Activity") -> Plan:
    """The plan as it stands."""
    guests = list(to_be_seated(activity.pk))
    seated = {(each.seat_row, each.seat_place): each for each in guests if each.seat_row and each.seat_place}
    without = [each for each in guests if not each.seat_row]
    return Plan(activity, queries.written(activity.pk), seated, without, actor.may("activities:manage"))


def sitters(guests: list[Guest]) -> list[Sitter]:
    """The guests as the rule sees them."""
    kinds = {kind.value: place for place, kind in enumerate(BodyKind)}
    ladder = {rank: place for place, rank in enumerate(ranks())}
    return [
        Sitter(each.pk, kinds.get(each.body_kind, len(kinds)), ladder.get(each.rank, len(ladder)), each.pk)
        for each in guests
    ]
