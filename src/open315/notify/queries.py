"""Reads of the notify room: a member of staff's own messages, and receipts for the room that asked. Nobody reads another's messages."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from open315.core.access import Actor
from open315.core.clock import midnight
from open315.notify import channels
from open315.notify.channel import Receipted as Receipted
from open315.notify.models import Message, Receipt
from open315.notify.types import IN_APP, MessageState, Outcome, Recipient

COUNT_LIMIT = 99


def notices_of(actor: Actor, *, only_new: bool = False) -> QuerySet[Message]:
    """The person's own messages."""
    rows = Message.objects.filter(account_id=actor.account_id or 0, channel=IN_APP)
    return rows.filter(state=MessageState.SENT.value) if only_new else rows


def outgoing_for(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Message]:
    """What was sent outside for the bodies whose work the actor sees, by the filters of the list; for nobody in particular, to those who run the install."""
    if not actor.may("notify:outgoing"):
        return Message.objects.none()
    own = Q(body_id__in=actor.organisation_ids)
    rows = Message.objects.exclude(channel=IN_APP).filter(own | Q(body_id=None) if actor.may("system:events") else own)
    for name, column in (("channel", "channel"), ("state", "state"), ("council", "body_id")):
        if name in wanted:
            rows = rows.filter(**{column: wanted[name]})
    if "first" in wanted:
        rows = rows.filter(created_at__gte=midnight(wanted["first"]))
    if "last" in wanted:
        rows = rows.filter(created_at__lt=midnight(wanted["last"] + timedelta(days=1)))
    return rows


def unread_count(actor: Actor) -> str:
    """How many are unread, "99+" when more, "" for none."""
    if actor.account_id is None:
        return ""
    rows = Message.objects.filter(account_id=actor.account_id, state=MessageState.SENT.value)
    found = len(rows.filter(channel=IN_APP).values_list("pk", flat=True)[: COUNT_LIMIT + 1])
    return f"{COUNT_LIMIT}+" if found > COUNT_LIMIT else str(found or "")


def channel_label(name: str) -> str:
    """What people call a channel; its own name when its folder is gone."""
    found = channels.find(name)
    return str(found.label) if found else name


def is_on(name: str) -> bool:
    """Whether messages can leave by this channel in this install."""
    found = channels.find(name)
    return found is not None and found.is_on()


def receipts_of(recipient: Recipient) -> list[Receipted]:
    """What became of the messages to somebody, oldest first. The room that keeps her asks, once it has seen that the reader may."""
    rows = Receipt.objects.filter(message__recipient_kind=recipient.kind, message__recipient_key=recipient.key)
    return [_receipted(row) for row in rows.select_related("message").order_by("at", "id")]


def _receipted(row: Receipt) -> Receipted:
    outcome, found = Outcome(row.outcome), channels.find(row.message.channel)
    meaning = found.receipts.get(outcome, "") if found else ""
    return Receipted(row.message.channel, row.message.template, outcome, row.at, row.provider_id, meaning)
