"""The answers to an invitation: by the guest's own link, or told to the secretariat."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict
from open315.core.verbs.step import step
from open315.core.verbs.types import YES, Decision
from open315.seminars.actors import GUEST as GUEST_KIND
from open315.seminars.models import Guest
from open315.seminars.rules import answer_faults, may_answer
from open315.seminars.services.guests import HAS_ARRIVED, rename, reseal
from open315.seminars.services.verb import GUEST, check, managing, require_open
from open315.seminars.types import Answer, GuestPerson

TOO_LATE = _("It has begun. Please call the council if you want to tell it something.")
NOT_YOURS = _("This invitation is somebody else's.")


def _own(actor: Actor, permission: str, row: Guest | None) -> Decision:
    """The guest, of the own invitation alone."""
    mine = actor.kind == GUEST_KIND and (row is None or actor.subject_id(GUEST_KIND) == row.pk)
    return YES if mine else Decision(False, NOT_YOURS)


ANSWER = managing("answer_invitation", GUEST, "seminars.answered", who=_own)


@ANSWER
def answer_invitation(guest_id: int, answer: Answer, *, actor: Actor, at: datetime) -> Guest:
    """The guest says whether he comes, or who comes instead; again, until it begins. Conflict once it has begun or is cancelled."""
    with step(ANSWER, guest_id, actor=actor, at=at) as done:
        if not may_answer(done.row.activity.starts_at, at):
            raise Conflict(TOO_LATE)
        _write(done.row, answer, at, by_office=False)
        done.say(answer=answer.reply, instead=bool(answer.office.strip()))
        return done.row


NOTE = managing("note_answer", GUEST, "seminars.answer_noted")


@NOTE
def note_answer(guest_id: int, answer: Answer, *, actor: Actor, at: datetime, version: int | None = None) -> Guest:
    """Note what a guest said by telephone or letter. Conflict for one who has arrived."""
    with step(NOTE, guest_id, actor=actor, at=at, version=version) as done:
        _write(done.row, answer, at, by_office=True)
        done.say(answer=answer.reply, instead=bool(answer.office.strip()))
        return done.row


def _write(guest: Guest, answer: Answer, at: datetime, *, by_office: bool) -> None:
    require_open(guest.activity)
    if guest.arrived_at is not None:
        raise Conflict(HAS_ARRIVED)
    check(answer_faults(answer))
    guest.reply, guest.replied_at, guest.is_by_office = answer.reply, at, by_office
    office = answer.office.strip()
    if office and office != guest.office:
        _stand_in(guest, office, answer.name)


def _stand_in(guest: Guest, office: str, name: str) -> None:
    """Somebody else comes: the rank was that of the post invited, and an own name is sealed in the place of the other."""
    guest.instead_of = guest.instead_of or guest.office
    rename(guest, guest.body, office)
    guest.rank = ""
    reseal(guest, GuestPerson(name))
