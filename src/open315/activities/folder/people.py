"""The sheet of who took part: by body and office, as everywhere (ADR 0118)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from open315.activities.folder.numbered import activity_in, numbers
from open315.activities.models import BodyKind, Participation, Person
from open315.activities.people import services
from open315.activities.people.rules import known_as
from open315.activities.people.types import Attendance
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, FolderSheet, Form, Together
from open315.core.folders.sheets import Values
from open315.org.codes import ranks

NOT_THERE = _("This person stands in no row before. Put the row of the other title first.")
COLUMNS = (
    Column("activity", _("Activity (No.)"), needed=True),
    Column("body", _("Body"), needed=True),
    Column("body_kind", _("Kind of body"), Form.CODE, needed=True, codes=lambda: dict(BodyKind.choices)),
    Column("office", _("Office"), needed=True),
    Column("rank", _("Rank"), Form.CODE, codes=ranks),
    Column("role", _("Took part as"), Form.CODE, needed=True, codes=lambda: dict(Participation.Role.choices)),
    Column("is_guest", _("Guest from outside"), Form.YES),
    Column("same_body", _("Is the same person as (body)")),
    Column("same_office", _("Is the same person as (office)")),
)


def bring_person(values: Values, bringing: Bringing) -> bool:
    """Somebody who took part; who stands there already in this role is left as it is. Two titles of one person are united."""
    activity, actor = activity_in(bringing, values)
    given = _given(values)
    there = activity.participations.filter(role=given.role)
    row = there.filter(person__known_as=known_as(given.body, given.office)).first()
    is_new = row is None
    if row is None:
        row = services.enter_person(activity.pk, given, actor=actor, at=bringing.at)
    return _united(row.person, values, bringing, actor) or is_new


def bring_people(rows: Sequence[Values], bringing: Bringing) -> list[bool]:
    """The rows of one activity by one step; who is another title of somebody is united row by row."""
    activity, actor = activity_in(bringing, rows[0])
    there = set(activity.participations.values_list("person__known_as", "role"))
    new: dict[tuple[str, str], Attendance] = {}
    found = []
    for values in rows:
        given = _given(values)
        key = (known_as(given.body, given.office), given.role)
        found.append(key not in there and key not in new)
        if found[-1]:
            new[key] = given
    if new:
        services.enter_list(activity.pk, list(new.values()), actor=actor, at=bringing.at)
    return [
        bring_person(values, bringing) or is_new if values["same_office"] else is_new
        for values, is_new in zip(rows, found, strict=True)
    ]


def _given(values: Values) -> Attendance:
    return Attendance(**{key: values[key] for key in ("body", "body_kind", "office", "rank", "role", "is_guest")})


def _united(person: Person, values: Values, bringing: Bringing, actor: Actor) -> bool:
    if not values["same_office"] or person.same_as_id is not None:
        return False
    other = Person.objects.filter(known_as=known_as(values["same_body"], values["same_office"])).first()
    if other is None:
        raise InvalidInput(NOT_THERE, field="same_office")
    services.unite(person.pk, with_id=other.pk, actor=actor, at=bringing.at)
    return True


def give_people(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """Every participation; those whose person has another title after the others, so that the other title stands before."""
    known = numbers(actor, campaign_id)
    rows = Participation.objects.filter(activity__in=known).select_related("person__same_as")
    for row in sorted(
        rows.order_by("activity__starts_at", "activity_id", "pk"), key=lambda row: row.person.same_as is not None
    ):
        other = row.person.same_as
        yield {
            "activity": known[row.activity_id],
            "body": row.person.body,
            "body_kind": row.person.body_kind,
            "office": row.person.office,
            "rank": row.rank,
            "role": row.role,
            "is_guest": row.is_guest,
            "same_body": other.body if other else "",
            "same_office": other.office if other else "",
        }


TOGETHER = Together(lambda values: values["activity"], bring_people)
PEOPLE = FolderSheet(
    FOLDER,
    "people",
    _("Who took part"),
    120,
    COLUMNS,
    bring_person,
    give_people,
    TOGETHER,
    permission="activities:manage",
)
