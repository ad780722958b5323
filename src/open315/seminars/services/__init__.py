"""The verbs of seminars: the list of guests, the invitations and the answers to them."""

from open315.seminars.services.answers import answer_invitation, note_answer
from open315.seminars.services.guests import change_guest, enter_guest, enter_guests, strike_guest
from open315.seminars.services.invitations import invite_by_mail, print_letters, write_invitation

__all__ = [
    "answer_invitation",
    "change_guest",
    "enter_guest",
    "enter_guests",
    "invite_by_mail",
    "note_answer",
    "print_letters",
    "strike_guest",
    "write_invitation",
]
