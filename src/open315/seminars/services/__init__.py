"""The verbs of seminars: the list of guests, the invitations, the answers to them, the door, agenda and results."""

from open315.seminars.services.agenda import add_item, change_item, remove_item
from open315.seminars.services.answers import answer_invitation, note_answer
from open315.seminars.services.door import (
    arrive,
    close_door,
    print_badges,
    receive_uninvited,
    take_back_arrival,
)
from open315.seminars.services.guests import change_guest, enter_guest, enter_guests, strike_guest
from open315.seminars.services.invitations import invite_by_mail, print_letters, write_invitation
from open315.seminars.services.news import note_told, note_undelivered, remind_guests, tell_guests
from open315.seminars.services.results import add_consensus, change_consensus, remove_consensus, write_minutes

__all__ = [
    "add_consensus",
    "add_item",
    "answer_invitation",
    "arrive",
    "change_consensus",
    "change_guest",
    "change_item",
    "close_door",
    "enter_guest",
    "enter_guests",
    "invite_by_mail",
    "note_answer",
    "note_told",
    "note_undelivered",
    "print_badges",
    "print_letters",
    "receive_uninvited",
    "remind_guests",
    "remove_consensus",
    "remove_item",
    "strike_guest",
    "take_back_arrival",
    "tell_guests",
    "write_invitation",
    "write_minutes",
]
