"""The verbs by which a message becomes a case, or part of one; and those of the person behind it: opened for the desk's form, and erased."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from open315.cases import queries as cases
from open315.cases import services as of_cases
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.pages.drafts import drop_drafts_about
from open315.core.verbs import Verb
from open315.core.verbs.step import step
from open315.core.verbs.who import holders
from open315.inbox import vault
from open315.inbox.models import Answer, Arrival, Conversation, Message, Sender
from open315.inbox.services.enclosing import drop_files, hand_over
from open315.inbox.services.outgoing import way_out
from open315.inbox.services.verb import OPEN, OWN_PAGE, SENDER, handling, need, take_by
from open315.inbox.types import State
from open315.notify import services as notify
from open315.notify.queries import channel_label
from open315.notify.types import Recipient

NOT_YET = OPEN | {State.ANSWERED.value, State.ASIDE.value}
"""Where no case is linked yet."""
NO_CASE = _("There is no such case.")


@dataclass(frozen=True, slots=True)
class Opened:
    """What the desk's form needs of a message in clear."""

    address: str
    text: str
    channel: str


OPEN_IT = handling("open", "inbox.opened", reads=True)


@OPEN_IT
def open_message(message_id: int, *, actor: Actor, at: datetime) -> Opened:
    """The sender's address and the original words, for the form in which a case is written. The audit log tells who opened them."""
    with step(OPEN_IT, message_id, actor=actor, at=at) as done:
        message = done.row
        address = vault.opened(message.conversation.sender, vault.ADDRESS)
        rows = message.arrivals.filter(is_repeat=False)
        return Opened(address, "".join(vault.opened(each, vault.WORDS) for each in rows), message.channel)


MAKE_CASE = handling("make_case", "inbox.case_made")


@MAKE_CASE
def link_made(message_id: int, *, case_id: int, actor: Actor, at: datetime) -> Message:
    """Note the case that was made of a message at the desk. Linked to this case already, nothing happens."""
    with step(MAKE_CASE, message_id, actor=actor, at=at) as done:
        message = done.row
        if message.state == State.MADE and message.conversation.case_id == case_id:
            done.leave()
        need(message, NOT_YET)
        _link(message, case_id, at)
        message.state, message.aside_code = State.MADE.value, ""
        hand_over(message, case_id, actor=actor, at=at)
        done.say(case_id=case_id)
        return message


ADD_TO_CASE = handling("add_to_case", "inbox.added_to_case")


@ADD_TO_CASE
def add_to_case(message_id: int, *, number: str, actor: Actor, at: datetime, version: int | None = None) -> Message:
    """Add a message to a case there is: its words stand there as a note for colleagues. InvalidInput for a case that one does not see."""
    with step(ADD_TO_CASE, message_id, actor=actor, at=at, version=version) as done:
        message = done.row
        need(message, NOT_YET)
        take_by(message, actor)
        case = cases.visible_to(actor).filter(number=number.strip()).first()
        if case is None:
            raise InvalidInput(NO_CASE, field="number")
        _link(message, case.pk, at)
        message.state, message.aside_code = State.ADDED.value, ""
        words = gettext("The consumer wrote by %(channel)s: %(text)s")
        told = {"channel": channel_label(way_out(message.conversation.sender)), "text": message.text}
        of_cases.add_note(case.pk, text=words % told, actor=actor, at=at)
        hand_over(message, case.pk, actor=actor, at=at)
        done.say(case_id=case.pk)
        return message


def _link(message: Message, case_id: int, at: datetime) -> None:
    """Put the message where its sender's conversation about this case is; one without a case becomes that."""
    conversation: Any = message.conversation
    about = Conversation.objects.filter(sender=conversation.sender, case_id=case_id).first()
    if about is None and conversation.case_id is None:
        conversation.case_id = case_id
        conversation.save(update_fields=["case"])
        return
    if about is None:
        about = Conversation.objects.create(sender=conversation.sender, case_id=case_id, opened_at=at)
    message.conversation = about
    Answer.objects.filter(message=message).update(conversation=about)


ERASE = Verb(
    "erase_sender",
    SENDER,
    event="inbox.sender_erased",
    emits=None,
    permission="inbox:erase",
    who=holders(_("You may not erase who wrote a message.")),
    face=OWN_PAGE,
)


@ERASE
def erase_sender(sender_id: int, *, actor: Actor, at: datetime) -> Sender:
    """Delete the address and all original words of who wrote for good. What stays are masked words, days and states: the figures do not change."""
    with step(ERASE, sender_id, actor=actor, at=at) as done:
        done.say(messages=forget(done.row, at))
        return done.row


def forget(sender: Sender, at: datetime) -> int:
    """Drop what is sealed of a sender, and what staff began to write about her, in the caller's transaction; returns of how many messages."""
    drop_files(sender, at)
    Arrival.objects.filter(sender=sender).update(thread="", **vault.NOTHING)
    Answer.objects.filter(conversation__sender=sender).update(**vault.NOTHING)
    sender.address_index = sender.masked_address = sender.key_id = ""
    sender.ciphertext = b""
    sender.save()
    notify.forget_recipient(Recipient("sender", str(sender.pk)))
    messages = Message.objects.filter(conversation__sender=sender).values_list("pk", flat=True)
    for message_id in messages:
        drop_drafts_about(f"desk/inbox.{message_id}.", "")
        drop_drafts_about("inbox.", f"/{message_id}")
    return len(messages)
