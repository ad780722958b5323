"""The invitation: its words, its way by e-mail, and the letters that are printed."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.names import Names
from open315.core.verbs.step import step
from open315.notify import services as notify
from open315.notify.types import EMAIL, Recipient
from open315.seminars import links, queries
from open315.seminars.actors import GUEST
from open315.seminars.models import Guest, Seminar
from open315.seminars.rules import MOST_DAYS, WORDS_LENGTH, may_answer
from open315.seminars.services.verb import FAULTS, SEMINAR, managing, require_open
from open315.seminars.types import InvitationDraft, Way

INVITED = "seminars.invited"
NOBODY = _("Nobody on the list waits for an invitation by e-mail.")
NO_LETTERS = _("There is nobody of this kind on the list.")
HAS_BEGUN = _("It has begun: invitations would come too late.")
WRITE = managing("write_invitation", SEMINAR, "seminars.invitation_written")


@WRITE
def write_invitation(
    activity_id: int, draft: InvitationDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> Seminar:
    """Say what the invitation says besides time and place, and until when an answer is asked for."""
    with step(WRITE, activity_id, actor=actor, at=at, version=version) as done:
        require_open(done.row.activity)
        if len(draft.words.strip()) > WORDS_LENGTH:
            raise InvalidInput(FAULTS["words_too_long"], field="words")
        if not 0 <= draft.remind_days <= MOST_DAYS:
            raise InvalidInput(FAULTS["remind_days_out_of_range"], field="remind_days")
        done.row.words, done.row.reply_by = draft.words.strip(), draft.reply_by
        done.row.remind_days = draft.remind_days
        return done.row


INVITE = managing("invite_by_mail", SEMINAR, "seminars.mails_asked_for")


@INVITE
def invite_by_mail(activity_id: int, *, actor: Actor, at: datetime) -> int:
    """Send the invitation to all with an address who got none by mail and have not answered; how many. Conflict where there is nobody, or it has begun."""
    with step(INVITE, activity_id, actor=actor, at=at) as done:
        activity = done.row.activity
        require_open(activity)
        if not may_answer(activity.starts_at, at):
            raise Conflict(HAS_BEGUN)
        waiting = list(queries.waiting_for_mail(activity_id).select_for_update())
        if not waiting:
            raise Conflict(NOBODY)
        said = links.invitation_data(done.row)
        for guest in waiting:
            _send(guest, said, at)
        done.say(guests=len(waiting))
        return len(waiting)


def _send(guest: Guest, said: dict[str, Any], at: datetime) -> None:
    whom = Names(f"{guest.body}{guest.office}").as_data()
    data = {**said, "whom": whom, "link": links.reply_address(guest)}
    notify.send(Recipient(GUEST, str(guest.pk)), channel=EMAIL, template=INVITED, data=data, at=at)
    guest.way, guest.invited_at = Way.MAIL.value, guest.invited_at or at
    guest.version += 1
    guest.save(update_fields=["way", "invited_at", "version"])


PRINT = managing("print_letters", SEMINAR, "seminars.letters_printed")


@PRINT
def print_letters(activity_id: int, *, for_all: bool, actor: Actor, at: datetime) -> list[Guest]:
    """The guests for whom letters are printed: those who got no mail, or all who did not decline. They are invited by it. Conflict where there is nobody."""
    with step(PRINT, activity_id, actor=actor, at=at) as done:
        require_open(done.row.activity)
        rows = Guest.objects.filter(activity=activity_id).exclude(reply="no").order_by("body_kind", "body", "pk")
        found = list((rows if for_all else rows.exclude(way=Way.MAIL.value, undelivered_at=None)).select_for_update())
        if not found:
            raise Conflict(NO_LETTERS)
        for guest in found:
            if not guest.way:
                guest.way, guest.invited_at = Way.LETTER.value, at
                guest.version += 1
                guest.save(update_fields=["way", "invited_at", "version"])
        done.say(guests=len(found))
        return found
