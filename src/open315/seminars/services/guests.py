"""The list of guests: enter one, enter a pasted list, change one, take one off."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from open315.activities.people.names import codes_by_name
from open315.activities.people.rules import MOST_LINES, is_heading, known_as, lines_of
from open315.cases.query_codes import ALPHABET
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs.step import making, step
from open315.org.codes import ranks
from open315.seminars.models import Guest
from open315.seminars.rules import faults, line_faults, read_line
from open315.seminars.services.verb import FAULTS, GUEST, ON_THE_LIST, check, managing, open_activity
from open315.seminars.types import GuestDraft, GuestPerson
from open315.seminars.vault import open_person, sealed_person

if TYPE_CHECKING:
    from open315.activities.models import Activity

CODE_LENGTH = 6
HAS_ARRIVED = _("This guest has arrived. Take the arrival back first.")
ENTER = managing("enter_guest", GUEST, "seminars.guest_entered", makes=True)


@ENTER
def enter_guest(activity_id: int, draft: GuestDraft, *, actor: Actor, at: datetime) -> Guest:
    """Put somebody on the list. InvalidInput if it cannot be, or the office stands there already; Conflict for what is cancelled."""
    with making(ENTER, actor=actor, at=at) as done:
        activity = open_activity(actor, activity_id)
        check(faults(draft, ranks()))
        done.row = entered(activity, draft, at)
        done.say(body_kind=draft.body_kind)
        return done.row


PASTE = managing("enter_guests", GUEST, "seminars.guests_entered", makes=True)


@PASTE
def enter_guests(activity_id: int, text: str, *, actor: Actor, at: datetime) -> int:
    """Enter a pasted list, a line each; how many there were. InvalidInput names every line that cannot be, and nothing is entered then."""
    with making(PASTE, actor=actor, at=at) as done:
        activity = open_activity(actor, activity_id)
        found = _read(text)
        wrong = []
        for number, draft in found:
            try:
                done.row = entered(activity, draft, at)
            except InvalidInput as error:
                wrong.append(_line(number, error.message))
        _refuse(wrong)
        done.say(lines=len(found))
        return len(found)


def _read(text: str) -> list[tuple[int, GuestDraft]]:
    names = codes_by_name()
    written = [(number, line) for number, line in lines_of(text) if not is_heading(line, names)]
    if not written or len(written) > MOST_LINES:
        raise InvalidInput(_("Paste at least one line and at most 500."), field="text")
    found = [(number, line, read_line(line, names)) for number, line in written]
    _refuse(
        [
            _line(number, FAULTS[code])
            for number, line, draft in found
            for code in [*(code for _field, code in faults(draft, ranks())), *line_faults(line)]
        ]
    )
    return [(number, draft) for number, _text, draft in found]


def _refuse(wrong: list[str]) -> None:
    if wrong:
        raise InvalidInput("\n".join(wrong), field="text")


def _line(number: int, words: Any) -> str:
    return str(_("Line %(number)s: %(words)s")) % {"number": number, "words": words}


CHANGE = managing("change_guest", GUEST, "seminars.guest_changed")


@CHANGE
def change_guest(guest_id: int, draft: GuestDraft, *, actor: Actor, at: datetime, version: int | None = None) -> Guest:
    """Change who is on the list. An empty name or address leaves what is sealed. Conflict for one who has arrived."""
    with step(CHANGE, guest_id, actor=actor, at=at, version=version) as done:
        _require_outside(done.row)
        check(faults(draft, ranks()))
        rename(done.row, draft.body, draft.office)
        done.row.body_kind, done.row.rank, done.row.is_guest = draft.body_kind, draft.rank, draft.is_guest
        reseal(done.row, GuestPerson(draft.name, draft.email))
        return done.row


STRIKE = managing("strike_guest", GUEST, "seminars.guest_struck")


@STRIKE
def strike_guest(guest_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Guest:
    """Take somebody off the list: nothing of it is kept. Conflict for one who has arrived."""
    with step(STRIKE, guest_id, actor=actor, at=at, version=version) as done:
        _require_outside(done.row)
        Guest.objects.filter(pk=done.row.pk).delete()
        done.is_saved = True
        return done.row


def _require_outside(guest: Guest) -> None:
    if guest.arrived_at is not None:
        raise Conflict(HAS_ARRIVED)


def entered(activity: "Activity", draft: GuestDraft, at: datetime) -> Guest:
    """A new row of the list. InvalidInput where the office of the body stands there already."""
    row, made = Guest.objects.get_or_create(
        activity=activity,
        known_as=known_as(draft.body, draft.office),
        defaults={
            "body": draft.body.strip(),
            "office": draft.office.strip(),
            "body_kind": draft.body_kind,
            "rank": draft.rank,
            "is_guest": draft.is_guest,
            "code": _code(activity),
            "created_at": at,
            **sealed_person(GuestPerson(draft.name, draft.email)),
        },
    )
    if not made:
        raise InvalidInput(ON_THE_LIST, field="office")
    return row


def _code(activity: "Activity") -> str:
    """Six signs that are easy to read out, and nobody else's of this activity."""
    taken = set(Guest.objects.filter(activity=activity).values_list("code", flat=True))
    while (code := "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))) in taken:
        pass
    return code


def rename(guest: Guest, body: str, office: str) -> None:
    """Give a guest another body or office. InvalidInput where that stands on the list already."""
    key = known_as(body, office)
    if Guest.objects.filter(activity_id=guest.activity_id, known_as=key).exclude(pk=guest.pk).exists():
        raise InvalidInput(ON_THE_LIST, field="office")
    guest.body, guest.office, guest.known_as = body.strip(), office.strip(), key


def reseal(guest: Guest, given: GuestPerson) -> None:
    """Seal what was given of a person; what is empty stays as it is sealed."""
    known = open_person(guest)
    person = replace(known, name=given.name.strip() or known.name, email=given.email.strip() or known.email)
    for column, value in sealed_person(person).items():
        setattr(guest, column, value)
    if given.email.strip() and guest.undelivered_at is not None:
        # Another address: the guest can be invited by e-mail once more.
        guest.undelivered_at, guest.way = None, ""
