"""The list of people who took part, its filters and its file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.activities.models import BodyKind, Person
from open315.activities.people.drawing import linked, person_words
from open315.activities.people.queries import listed
from open315.core.pages.cells import text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice, words


class PeopleFilters(FilterForm):
    """People of the activities of one's own council and those below."""

    q = words(gettext_lazy("Body or office"))
    body_kind = choice(gettext_lazy("Kind of body"), BodyKind)


def _same_as(person: Person) -> Any:
    return person_words(person.same_as) if person.same_as else ""


def _file_rows(rows: QuerySet[Person]) -> Iterable[list[Any]]:
    for each in rows.iterator(chunk_size=500):
        times: Any = each.times  # type: ignore[attr-defined]
        yield [each.pk, text(each.body), each.get_body_kind_display(), text(each.office), times, _same_as(each)]


PEOPLE: ListPage[Person] = ListPage(
    name="people",
    url_name="activities:people",
    section="activities",
    permission="activities:read",
    title=gettext_lazy("People who took part"),
    lead=gettext_lazy("By body and office; names are not kept. Each counts once, however many activities, cities and titles."),
    filters=PeopleFilters,
    read=listed,
    order=("body", "office", "pk"),
    columns=(
        Column("person", gettext_lazy("Body and office"), linked),
        Column("kind", gettext_lazy("Kind of body"), lambda each: each.get_body_kind_display(), kind="nowrap"),
        Column("times", gettext_lazy("Number of activities"), lambda each: each.times, kind="number"),  # type: ignore[attr-defined]
        Column("same_as", gettext_lazy("The same person as"), _same_as),
    ),
    empty=Empty(
        gettext_lazy("Nobody yet"),
        gettext_lazy("Open an activity that was held and enter who took part, or change the filters."),
        art="inbox",
    ),
    export=Export(
        url_name="activities:people_export",
        file="people",
        event="activities.people_exported",
        header=lambda: [
            "id", _("Body of the person"), _("Kind of body"), _("Office"), _("Number of activities"), _("The same person as"),
        ],
        rows=_file_rows,
    ),
)  # fmt: skip
