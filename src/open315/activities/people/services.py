"""The verbs about people: enter one, enter a pasted list, correct an entry, take it out, note who comes to the door, unite two titles of one person, part them again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.models import Activity, Participation, Person
from open315.activities.people import queries
from open315.activities.people.names import codes_by_name
from open315.activities.people.rules import MOST_LINES, faults, is_heading, known_as, line_faults, lines_of, read_line
from open315.activities.people.types import Attendance
from open315.activities.rules import has_begun
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.org.codes import ranks

FAULTS: dict[str, Any] = {
    "body_missing": _("Enter the body from which the person comes."),
    "office_missing": _("Enter the office of the person on that day."),
    "too_long": _("A body or an office has at most 120 characters."),
    "body_kind_unknown": _("Choose the kind of body from the list."),
    "rank_unknown": _("Choose the rank from the list; a grade (職級) is no rank."),
    "role_unknown": _("Choose from the list as what the person took part."),
    "several": _("Each line and each entry is one person: write those who came one by one."),
    "too_many_parts": _("There is more in this line than body, kind of body, office, rank, as what, and guest."),
    "guest_unknown": _("Write 外地 for a guest from outside, or nothing."),
    "twice": _("This person stands there already in this role."),
    "twice_in_sheet": _("This person stands in an earlier row already, in this role."),
}
NOT_BEGUN = _("The activity has not begun yet. Who came can be said from its start on.")
DAY_NOT_COME = _("The day of the activity has not come yet. Arrivals can be noted from that day on.")
AT_THE_DOOR = holders(_("You may not note who comes to the door."))
MANAGERS = holders(_("You may not enter who took part."))
OWN_PAGE = NoFace("The pages of activities and people have a form or a button for it.")


def _noted(done: Step[Participation]) -> dict[str, Any]:
    return {"activity_id": done.row.activity_id, "person_id": done.row.person_id, **done.data}


def _lock_participation(actor: Actor, participation_id: int) -> Participation:
    rows = Participation.objects.select_for_update(of=("self",)).select_related("activity", "person")
    found = rows.filter(pk=participation_id, activity__council__in=actor.organisation_ids).first()
    if found is None:
        raise NotFound(_("There is no such entry."))
    return found


def _lock_person(actor: Actor, person_id: int) -> Person:
    queries.get_person(actor, person_id)
    return Person.objects.select_for_update().get(pk=person_id)


PARTICIPATION: Target[Participation] = Target(
    room="activities",
    name="participation",
    who_first=True,
    lock=_lock_participation,
    noted=_noted,
    announced=lambda done: {"activity_id": done.row.activity_id, "person_id": done.row.person_id},
)
PERSON: Target[Person] = Target(
    room="activities",
    name="person",
    who_first=True,
    lock=_lock_person,
    announced=lambda done: {"person_id": done.row.pk},
    stale=_("Somebody else changed this person in the meantime. Look at it again before you change it."),
)


def _verb(name: str, target: Target[Any], event: str, **more: Any) -> Verb[Any]:
    given = {"permission": "activities:manage", "who": MANAGERS, "face": OWN_PAGE, **more}
    return Verb(name, target, event=event, **given)


ENTER = _verb("enter_person", PARTICIPATION, "activities.person_entered", makes=True)


@ENTER
def enter_person(activity_id: int, given: Attendance, *, actor: Actor, at: datetime) -> Participation:
    """Enter somebody who took part. The same office of the same body is the same person, in whichever city. InvalidInput if it cannot be."""
    with making(ENTER, actor=actor, at=at) as done:
        activity = _begun(actor, activity_id, at)
        for field, code in faults(given, ranks()):
            raise InvalidInput(FAULTS[code], field=field)
        done.row = _entered(activity, given, at)
        done.say(role=given.role, rank=given.rank)
        return done.row


PASTE = _verb("enter_people", PARTICIPATION, "activities.people_entered", makes=True)


@PASTE
def enter_people(activity_id: int, text: str, *, role: str, actor: Actor, at: datetime) -> int:
    """Enter a pasted list, a line each; how many there were. InvalidInput names every line that cannot be, and nothing is entered then."""
    with making(PASTE, actor=actor, at=at) as done:
        activity = _begun(actor, activity_id, at)
        found = _read(text, role)
        for number, given in found:
            try:
                done.row = _entered(activity, given, at)
            except InvalidInput as error:
                raise InvalidInput(_line(number, error.message), field="text") from error
        done.say(lines=len(found))
        return len(found)


LIST = _verb("enter_list", PARTICIPATION, "activities.list_entered", makes=True)


@LIST
def enter_list(activity_id: int, given: Sequence[Attendance], *, actor: Actor, at: datetime) -> int:
    """Enter people of a list that was read elsewhere, all or none; how many. InvalidInput for an unsound one, or one who stands there already."""
    with making(LIST, actor=actor, at=at) as done:
        activity = _begun(actor, activity_id, at)
        for each in given:
            for field, code in faults(each, ranks()):
                raise InvalidInput(FAULTS[code], field=field)
        done.row = _entered_together(activity, given, at)
        done.say(lines=len(given))
        return len(given)


def _entered_together(activity: Activity, given: Sequence[Attendance], at: datetime) -> Participation:
    """As `_entered`, with few statements. The last of them."""
    people = _people(given, at)
    rows = [
        Participation(
            activity=activity,
            person=people[known_as(each.body, each.office)],
            role=each.role,
            rank=each.rank,
            is_guest=each.is_guest,
            created_at=at,
        )
        for each in given
    ]
    there = set(activity.participations.values_list("person_id", "role"))
    if not rows or len({(row.person_id, row.role) for row in rows} - there) < len(rows):
        raise InvalidInput(FAULTS["twice"], field="office")
    return Participation.objects.bulk_create(rows)[-1]


def _people(given: Sequence[Attendance], at: datetime) -> dict[str, Person]:
    """The person of each body and office; those who are not there yet are made."""
    wanted = {known_as(each.body, each.office): each for each in given}
    known = _known(wanted)
    new = [
        Person(
            body=each.body.strip(), office=each.office.strip(), body_kind=each.body_kind, known_as=key, created_at=at
        )
        for key, each in wanted.items()
        if key not in known
    ]
    Person.objects.bulk_create(new, ignore_conflicts=True)
    return _known(wanted)


def _known(keys: Collection[str]) -> dict[str, Person]:
    """The persons of these bodies and offices, the first of each."""
    return {each.known_as: each for each in Person.objects.filter(known_as__in=keys).order_by("-pk")}


def _read(text: str, role: str) -> list[tuple[int, Attendance]]:
    names = codes_by_name()
    written = [(number, line) for number, line in lines_of(text) if not is_heading(line, names)]
    if not written or len(written) > MOST_LINES:
        raise InvalidInput(_("Paste at least one line and at most 500."), field="text")
    found = [(number, read_line(line, names, role)) for number, line in written]
    lost = {number: list(line_faults(line)) for number, line in written}
    if wrong := [words for number, given in found for words in _wrong_line(number, given, lost[number])]:
        raise InvalidInput("\n".join(wrong), field="text")
    return found


def _wrong_line(number: int, given: Attendance, lost: list[str]) -> list[str]:
    codes = [code for _field, code in faults(given, ranks())]
    return [_line(number, FAULTS[code]) for code in [*codes, *lost]]


def _line(number: int, words: Any) -> str:
    return str(_("Line %(number)s: %(words)s")) % {"number": number, "words": words}


CORRECT = _verb("correct_person", PARTICIPATION, "activities.person_corrected")


@CORRECT
def correct_person(participation_id: int, *, rank: str, is_guest: bool, actor: Actor, at: datetime) -> Participation:
    """Correct at which rank somebody took part, and whether as a guest from outside. InvalidInput for a rank that is none."""
    with step(CORRECT, participation_id, actor=actor, at=at) as done:
        if rank not in {"", *ranks()}:
            raise InvalidInput(FAULTS["rank_unknown"], field="rank")
        done.row.rank, done.row.is_guest = rank, is_guest
        done.row.save(update_fields=["rank", "is_guest"])
        done.is_saved = True
        done.say(rank=rank, is_guest=is_guest)
        return done.row


TAKE_OUT = _verb("take_out_person", PARTICIPATION, "activities.person_taken_out")


@TAKE_OUT
def take_out_person(participation_id: int, *, actor: Actor, at: datetime) -> Participation:
    """Take out an entry that was wrong; the person stays as long as it took part in something else."""
    with step(TAKE_OUT, participation_id, actor=actor, at=at) as done:
        _delete(done)
        return done.row


def _delete(done: Step[Participation]) -> None:
    row = done.row
    Participation.objects.filter(pk=row.pk).delete()
    done.is_saved = True
    if not Participation.objects.filter(Q(person_id=row.person_id) | Q(person__same_as_id=row.person_id)).exists():
        Person.objects.filter(pk=row.person_id).delete()
    done.say(role=row.role)


ARRIVE = _verb(
    "note_arrival",
    PARTICIPATION,
    "activities.arrival_noted",
    makes=True,
    permission="activities:receive",
    who=AT_THE_DOOR,
)


@ARRIVE
def note_arrival(activity_id: int, given: Attendance, *, actor: Actor, at: datetime) -> tuple[Participation, bool]:
    """Note at the door that somebody came, from the day of the activity on: the entry, and whether it is new. Who stands there in this role already counts once."""
    with making(ARRIVE, actor=actor, at=at) as done:
        activity = activities.to_receive_at(actor).filter(pk=activity_id).first()
        if activity is None:
            raise NotFound(_("There is no such activity."))
        _require_not_cancelled(activity)
        if local_day(at) < local_day(activity.starts_at):
            raise Conflict(DAY_NOT_COME)
        for field, code in faults(given, ranks()):
            raise InvalidInput(FAULTS[code], field=field)
        done.row, made = _entry(activity, given, at)
        done.say(role=given.role, rank=done.row.rank, is_new=made)
        return done.row, made


TAKE_BACK = _verb(
    "take_back_arrival",
    PARTICIPATION,
    "activities.arrival_taken_back",
    permission="activities:receive",
    who=AT_THE_DOOR,
)


@TAKE_BACK
def take_back_arrival(participation_id: int, *, actor: Actor, at: datetime) -> Participation:
    """Take back an arrival that was noted by mistake."""
    with step(TAKE_BACK, participation_id, actor=actor, at=at) as done:
        _delete(done)
        return done.row


UNITE = _verb("unite", PERSON, "activities.people_united")


@UNITE
def unite(person_id: int, *, with_id: int, actor: Actor, at: datetime, version: int | None = None) -> Person:
    """Say that this is another title of the person `with_id`: both count once from now on. InvalidInput for itself or a chain."""
    with step(UNITE, person_id, actor=actor, at=at, version=version) as done:
        other = queries.get_person(actor, with_id)
        if other.pk == done.row.pk or other.same_as_id or done.row.also.exists() or done.row.same_as_id:
            raise InvalidInput(_("Choose another person, who is not united with anybody yet."), field="other")
        done.row.same_as = other
        done.say(with_id=other.pk)
        return done.row


PART = _verb("part", PERSON, "activities.people_parted")


@PART
def part(person_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Person:
    """Take back that two titles are one person's. Conflict where it is united with nobody."""
    with step(PART, person_id, actor=actor, at=at, version=version) as done:
        if done.row.same_as_id is None:
            raise Conflict(_("This person is united with nobody."))
        done.say(with_id=done.row.same_as_id)
        done.row.same_as = None
        return done.row


def _begun(actor: Actor, activity_id: int, at: datetime) -> Activity:
    activity = activities.get_activity(actor, activity_id)
    _require_not_cancelled(activity)
    if not has_begun(activity.starts_at, at):
        raise Conflict(NOT_BEGUN)
    return activity


def _require_not_cancelled(activity: Activity) -> None:
    if activity.state == Activity.State.CANCELLED:
        raise Conflict(_("The activity is cancelled: nobody took part."))


def _entered(activity: Activity, given: Attendance, at: datetime) -> Participation:
    row, made = _entry(activity, given, at)
    if not made:
        raise InvalidInput(FAULTS["twice"], field="office")
    return row


def _entry(activity: Activity, given: Attendance, at: datetime) -> tuple[Participation, bool]:
    """The entry of this person in this role, and whether it is new."""
    return Participation.objects.get_or_create(
        activity=activity,
        person=_person(given, at),
        role=given.role,
        defaults={"rank": given.rank, "is_guest": given.is_guest, "created_at": at},
    )


def _person(given: Attendance, at: datetime) -> Person:
    """The person of this body and office in whichever script and spacing; made if there is none."""
    key = known_as(given.body, given.office)
    known = Person.objects.filter(known_as=key).order_by("pk").first()
    if known is not None:
        return known
    made = {"body_kind": given.body_kind, "known_as": key, "created_at": at}
    return Person.objects.get_or_create(body=given.body.strip(), office=given.office.strip(), defaults=made)[0]
