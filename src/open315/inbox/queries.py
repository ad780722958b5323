"""Reads of the inbox. Everything begins with `visible_to(actor)`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.cases import queries as cases
from open315.cases.queries.phrase_values import phrase_values
from open315.core.access import Actor, ActorKind
from open315.core.clock import midnight, today
from open315.core.errors import NotFound
from open315.inbox.models import Answer, Enclosure, Message
from open315.inbox.types import State
from open315.phrases.offering import body_values

WAITING = (State.NEW.value, State.TAKEN.value)
TABS: Mapping[str, tuple[str, ...]] = {
    "": WAITING,
    "done": (State.MADE.value, State.ADDED.value, State.ANSWERED.value),
    "aside": (State.ASIDE.value,),
    "all": tuple(each.value for each in State),
}
"""The sets of messages that the list shows, and their states."""
MOST = 200
"""Messages of one conversation that a page shows."""


def visible_to(actor: Actor) -> QuerySet[Message]:
    """The messages to the actor's council and to those below it."""
    if actor.kind == ActorKind.SYSTEM:
        return Message.objects.all()
    if actor.kind != ActorKind.STAFF or not actor.may("inbox:read"):
        return Message.objects.none()
    return Message.objects.filter(council__in=actor.organisation_ids)


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Message]:
    """The messages of the list, by its filters; those that wait, unless others are asked for."""
    rows = visible_to(actor).select_related("conversation__sender", "conversation__case", "council", "account")
    rows = rows.filter(state__in=TABS[wanted.get("show", "")])
    if "words" in wanted:
        rows = rows.filter(text__icontains=wanted["words"])
    if "first" in wanted:
        rows = rows.filter(received_at__gte=midnight(wanted["first"]))
    if "last" in wanted:
        rows = rows.filter(received_at__lt=midnight(wanted["last"] + timedelta(days=1)))
    if "council" in wanted:
        rows = rows.filter(council_id=wanted["council"])
    if "mine" in wanted:
        rows = rows.filter(account_id=actor.account_id or 0)
    return rows


def counts(actor: Actor) -> dict[str, int]:
    """How many messages wait, and how many of them the reader has taken."""
    mine = Q(account_id=actor.account_id or 0)
    found = visible_to(actor).filter(state__in=WAITING).order_by().aggregate(all=Count("pk"), mine=Count("pk", mine))
    return {"waiting": found["all"], "mine": found["mine"]}


def get_message(actor: Actor, message_id: int) -> Message:
    """One message with whoever wrote it; NotFound if there is none or it is another council's."""
    rows = visible_to(actor).select_related("conversation__sender", "conversation__case", "council", "account")
    found = rows.filter(pk=message_id).first()
    if found is None:
        raise NotFound(_("There is no such message."))
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said in a conversation."""

    at: datetime
    is_ours: bool
    text: str
    message_id: int | None
    kind: str = ""
    state: str = ""
    parts: int = 1


def conversation_of(message: Message) -> list[Said]:
    """What was said in the conversation of a message, in its order: by when it was sent, not by when it came."""
    theirs = Message.objects.filter(conversation_id=message.conversation_id).order_by("-sent_at", "-pk")[:MOST]
    ours = Answer.objects.filter(conversation_id=message.conversation_id).select_related("handed")
    said = [Said(each.sent_at, is_ours=False, text=each.text, message_id=each.pk) for each in theirs]
    said += [
        Said(
            each.created_at,
            is_ours=True,
            text=each.text,
            message_id=None,
            kind=each.kind,
            state=each.handed.state if each.handed else "",
            parts=each.parts,
        )
        for each in ours.order_by("-created_at", "-pk")[:MOST]
    ]
    return sorted(said, key=lambda each: each.at)


def files_of(message: Message) -> list[Enclosure]:
    """The files that came with a message, in their order."""
    return list(Enclosure.objects.filter(message=message).select_related("upload"))


def case_seen(actor: Actor, message: Message) -> Any:
    """The case of the message's conversation, if there is one that the actor may see."""
    if message.conversation.case_id is None:
        return None
    return cases.visible_to(actor).filter(pk=message.conversation.case_id).first()


def next_waiting(actor: Actor, message: Message) -> int | None:
    """The oldest other message that waits, for who works from the oldest down."""
    rows = visible_to(actor).filter(state=State.NEW.value).exclude(pk=message.pk)
    return rows.order_by("received_at", "pk").values_list("pk", flat=True).first()


def phrase_values_of(actor: Actor, message: Message) -> dict[str, str]:
    """What a phrase may ask of a message: of the case of its conversation, else of the council alone."""
    case = case_seen(actor, message)
    return phrase_values(case) if case else body_values(message.council_id, today())
