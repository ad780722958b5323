"""What goes out: the receipt, once in a while; and the answer of a person, on the channel by which the message came."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.names import Names
from open315.core.verbs.step import step
from open315.inbox import rules, vault
from open315.inbox.actors import SENDER
from open315.inbox.models import Answer, Message, Sender
from open315.inbox.services.verb import OPEN, handling, take_by
from open315.inbox.types import LEAVES_BY, MAIL, SMS, Sent, State
from open315.notify import services as notify
from open315.notify.channels.sms.segments import MOST, segments_of
from open315.notify.queries import is_on
from open315.notify.types import Recipient
from open315.org import queries as org

RECEIPT, ANSWERED = "inbox.receipt", "inbox.answered"
LONGEST = {SMS: 600, MAIL: 5000}


def way_out(sender: Sender) -> str:
    """The channel of `notify` by which something goes out to this sender."""
    return LEAVES_BY.get(sender.channel, sender.channel)


def send_receipt(message: Message, sender: Sender, at: datetime) -> None:
    """Tell the sender that the message came, unless she was told a while ago or nothing goes out to her."""
    if not is_on(way_out(sender)) or sender.stopped_at or not rules.needs_receipt(sender.receipt_at, at):
        return
    sender.receipt_at = at
    sender.save(update_fields=["receipt_at"])
    body = org.body_by_id(message.council_id)
    names = body.names if body else Names("")
    handed = notify.send(
        Recipient(SENDER, str(sender.pk)),
        channel=way_out(sender),
        template=RECEIPT,
        data={"council": names.as_data(), "message": message.pk},
        body_id=message.council_id,
        at=at,
    )
    Answer.objects.create(
        conversation=message.conversation, message=message, kind=Sent.RECEIPT.value, handed=handed, created_at=at
    )


ANSWER = handling("answer", ANSWERED)


@ANSWER
def answer(message_id: int, *, text: str, actor: Actor, at: datetime, version: int | None = None) -> Message:
    """Answer a message on the channel it came by; the answer names the case there is. What has no case is done with that.

    Conflict where nothing can go out; InvalidInput for an empty or too long text. Once it is handed over it cannot be called back.
    """
    with step(ANSWER, message_id, actor=actor, at=at, version=version) as done:
        message: Any = done.row
        take_by(message, actor)
        conversation = message.conversation
        need_a_way_out(conversation.sender)
        words = rules.citing(text.strip(), conversation.case.number if conversation.case else "")
        _need_sound(conversation.sender.channel, text, words)
        sent = _hand_over(message, words, actor, at)
        message.answered_at = message.answered_at or at
        if message.state in OPEN or message.state == State.ASIDE:
            message.state = State.ANSWERED.value
            message.aside_code = ""
        done.say(parts=sent.parts)
        return done.row


def need_a_way_out(sender: Sender) -> None:
    """Conflict, with the reason, where nothing can go out to this sender."""
    if not sender.address_index:
        raise Conflict(_("Who wrote this was erased: there is no address any more."))
    if sender.stopped_at:
        raise Conflict(_("This sender asked for no more messages. Tell her another way."))
    if not is_on(way_out(sender)):
        raise Conflict(_("No gateway is set up by which an answer could go out. Call the sender instead."))


def _need_sound(channel: str, text: str, words: str) -> None:
    if not text.strip():
        raise InvalidInput(_("Write what is to be answered."), field="text")
    if channel == MAIL:
        if len(text.strip()) > LONGEST[MAIL]:
            raise InvalidInput(_("An answer by e-mail has at most 5,000 characters."), field="text")
    elif len(text.strip()) > LONGEST[SMS] or segments_of(words).parts > MOST:
        raise InvalidInput(_("This is too long for a short message. Shorten it, or call the sender."), field="text")


def _hand_over(message: Message, words: str, actor: Actor, at: datetime) -> Answer:
    sender = message.conversation.sender
    sent = Answer.objects.create(
        conversation=message.conversation,
        message=message,
        kind=Sent.ANSWER.value,
        text=vault.as_kept(words, vault.opened(sender, vault.ADDRESS)),
        parts=1 if sender.channel == MAIL else segments_of(words).parts,
        account_id=actor.account_id,
        created_at=at,
        **vault.sealed(words, vault.WORDS),
    )
    to = Recipient(SENDER, str(sender.pk))
    data, body = {"answer": sent.pk}, message.council_id
    sent.handed = notify.send(to, channel=way_out(sender), template=ANSWERED, data=data, body_id=body, at=at)
    sent.save(update_fields=["handed"])
    return sent
