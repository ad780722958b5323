"""Reads of people who took part."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.models import Activity, Participation, Person
from open315.activities.people.rules import FOUR, PRESENT
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.translations import holds
from open315.org.codes import leading_ranks


def participations(actor: Actor) -> QuerySet[Participation]:
    """Who took part in the activities that `actor` sees; `root` is the person once those with two titles are one."""
    seen = activities.visible_to(actor).order_by().values("pk")
    rows = Participation.objects.filter(activity__in=seen).select_related("activity", "person")
    return rows.annotate(root=Coalesce("person__same_as_id", "person_id"))


def visible_to(actor: Actor) -> QuerySet[Person]:
    """The people who took part in something that `actor` sees, each under one title of each."""
    mine = participations(actor).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(mine))


def roots_of(found: QuerySet[Participation]) -> QuerySet[Person]:
    """The people of these participations, each once, whatever the number of activities, cities, roles and titles."""
    return Person.objects.filter(Exists(of_root(found, OuterRef("pk"))))


def leading(found: QuerySet[Participation]) -> QuerySet[Participation]:
    """Leading posts of county rank and above in party committee, people's congress, government and CPPCC, present in person, no guests."""
    return found.filter(rank__in=leading_ranks(), person__body_kind__in=FOUR, role__in=PRESENT, is_guest=False)


def of_root(found: QuerySet[Participation], root: OuterRef) -> QuerySet[Participation]:
    """Those of the participations that are one person's under any of its titles."""
    of_one: Any = {"root": root}
    return found.filter(**of_one)


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Person]:
    """The people that fit the filters: kind of body, words of body or office; with how often each took part."""
    rows = visible_to(actor).select_related("same_as")
    if "body_kind" in wanted:
        rows = rows.filter(body_kind=wanted["body_kind"])
    if "q" in wanted:
        rows = rows.filter(holds("body", wanted["q"]) | holds("office", wanted["q"]))
    mine = activities.visible_to(actor).order_by().values("pk")
    counted = Count("participations__activity", filter=Q(participations__activity__in=mine), distinct=True)
    return rows.annotate(times=counted)


def of_activity(activity: Activity) -> list[Participation]:
    """Who took part in one activity, in the order in which they were entered."""
    return list(activity.participations.select_related("person").order_by("pk"))


def of_person(actor: Actor, person: Person) -> list[Participation]:
    """What a person took part in under this title, the latest first."""
    return list(participations(actor).filter(person=person).order_by("-activity__starts_at", "pk"))


def candidates(actor: Actor, person: Person) -> list[tuple[int, str]]:
    """With whom a person can be one, to choose from: those whom the actor sees and who are not united with anybody else."""
    rows = visible_to(actor).filter(same_as=None).exclude(pk=person.pk).order_by("body", "office")
    return [(each.pk, str(each)) for each in rows]


def get_person(actor: Actor, person_id: int) -> Person:
    """One person; NotFound if there is none or the actor sees nothing of what it took part in."""
    found = visible_to(actor).select_related("same_as").filter(pk=person_id).first()
    if found is None:
        raise NotFound(_("There is no such person."))
    return found


def get_participation(actor: Actor, participation_id: int) -> Participation:
    """One participation; NotFound if there is none or the activity is another council's."""
    found = participations(actor).filter(pk=participation_id).first()
    if found is None:
        raise NotFound(_("There is no such entry."))
    return found
