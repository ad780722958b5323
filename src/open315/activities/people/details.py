"""The page of one person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.models import Participation, Person
from open315.activities.people.drawing import linked, person_words, rank_words
from open315.activities.people.queries import of_person
from open315.core.access import Actor
from open315.core.pages.cells import lines, link, moment
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Steps, Table
from open315.core.pages.steps import Confirm


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person, what it took part in, and whether the reader may unite it with another."""

    person: Person
    rows: list[Participation]
    also: list[Person]
    may_manage: bool


def shown_to(actor: Actor, person: Person) -> PersonShown:
    """What the page shows to this reader."""
    return PersonShown(person, of_person(actor, person), list(person.also.all()), actor.may("activities:manage"))


def _facts(shown: PersonShown) -> Iterator[tuple[Any, Any]]:
    person = shown.person
    yield _("Kind of body"), person.get_body_kind_display()
    if person.same_as:
        yield _("The same person as"), linked(person.same_as)
    if shown.also:
        yield _("Also known as"), lines(linked(each) for each in shown.also)


def _steps(shown: PersonShown) -> Iterator[Go | Confirm]:
    person = shown.person
    if not shown.may_manage:
        return
    if person.same_as_id:
        words = _("From now on the two titles count as two people again.")
        to = reverse("activities:person_part", args=[person.pk])
        yield Confirm(_("Two people after all"), to, words, kind="secondary", version=person.version)
    elif not shown.also:
        yield Go(_("The same person as another"), reverse("activities:person_unite", args=[person.pk]), icon="people")


TABLE: Table[PersonShown] = Table(
    _("Took part in"),
    (
        Column(
            "activity",
            pgettext_lazy("activity", "Title"),
            lambda each: link(reverse("activities:detail", args=[each.activity_id]), each.activity.title_in),
        ),
        Column("starts_at", _("Begins"), lambda each: moment(each.activity.starts_at), kind="nowrap"),
        Column("rank", _("Rank"), lambda each: rank_words(each.rank), kind="nowrap"),
        Column("role", _("As what"), lambda each: each.get_role_display(), kind="nowrap"),
    ),
    lambda shown: shown.rows,
    _("Nothing."),
)
PERSON: DetailPage[PersonShown] = DetailPage(
    name="activities.person",
    section="activities",
    permission="activities:read",
    title=lambda shown: person_words(shown.person),
    back=lambda: (_("People who took part"), reverse("activities:people")),
    main=(Facts(_("The person"), _facts), TABLE),
    aside=(Steps(_steps, title=_("Next steps")),),
)
