"""What the verbs of the inbox share: what they act upon, how it is locked, what is refused."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor, ActorKind
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.types import YES, Decision
from open315.core.verbs.who import holders
from open315.inbox.models import Message, Sender
from open315.inbox.types import State

FAULTS: dict[str, Any] = {
    "no_id": _("The message has no id of the provider, or one of more than 120 characters."),
    "no_sender": _("The message does not say who sent it, or in more than 60 characters."),
    "no_text": _("The message has no words."),
    "text_too_long": _("A message has at most 4,000 characters."),
    "parts_wrong": _("The parts of the message are not counted right."),
}
HANDLERS = holders(_("You may not handle messages."))
OWN_PAGE = NoFace("The page of a message has a form or a button for it.")
NO_MESSAGE = _("There is no such message.")
OPEN = frozenset({State.NEW.value, State.TAKEN.value})
"""Where somebody still has to do something."""


def gateways(actor: Actor, permission: str, _row: Any) -> Decision:
    """A gateway that showed its secret, and staff who bring what a gateway has kept."""
    if actor.kind == ActorKind.CLIENT or actor.may(permission):
        return YES
    return Decision(False, _("You may not bring messages in."))


def _lock(actor: Actor, message_id: int) -> Message:
    rows = Message.objects.select_for_update(of=("self",)).select_related("conversation__sender", "conversation__case")
    found = rows.filter(pk=message_id, council__in=actor.organisation_ids).first()
    if found is None:
        raise NotFound(NO_MESSAGE)
    return found


def _lock_sender(actor: Actor, sender_id: int) -> Sender:
    rows = Sender.objects.select_for_update(of=("self",))
    found = rows.filter(pk=sender_id, council__in=actor.organisation_ids).exclude(address_index="").first()
    if found is None:
        raise NotFound(_("This sender was erased."))
    return found


def _noted(done: Step[Message]) -> dict[str, Any]:
    return {"state": done.row.state, **done.data}


MESSAGE: Target[Message] = Target(
    room="inbox",
    name="message",
    who_first=True,
    lock=_lock,
    noted=_noted,
    announced=lambda done: {"message_id": done.row.pk},
    stale=_("Somebody else did something with this message in the meantime. Look at it again before you go on."),
)
SENDER: Target[Sender] = Target(
    room="inbox",
    name="sender",
    who_first=True,
    lock=_lock_sender,
    announced=lambda done: {"sender_id": done.row.pk},
)


def handling(name: str, event: str, **more: Any) -> Verb[Message]:
    """A verb of who handles messages."""
    return Verb(name, MESSAGE, event=event, permission="inbox:handle", who=HANDLERS, face=OWN_PAGE, **more)


def refuse(faults: Any) -> None:
    """InvalidInput for the first fault, at its field."""
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)


def need(message: Message, states: Collection[str]) -> None:
    """Conflict where the message stands elsewhere by now."""
    if message.state not in states:
        raise Conflict(_("This message was dealt with already. Look at it again before you go on."))


def take_by(message: Message, actor: Actor) -> None:
    """Conflict where a colleague has taken the message: she is at it at this moment."""
    if message.state == State.TAKEN and message.account_id != actor.account_id:
        raise Conflict(_("A colleague has taken this message. Ask, or take it over first."))
