"""A message as a place where the desk takes a case: `inbox.12.complaint`, with what the message says filled in already."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from open315.cases.types import Channel, Kind
from open315.core import clock
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import NotFound
from open315.core.text import whole_number
from open315.inbox import queries, services
from open315.inbox.models import Message
from open315.inbox.suggesting import suggestions
from open315.inbox.types import MAIL
from open315.intake.desk.places import ADDRESS, Lender, Place
from open315.learning import queries as learned
from open315.learning.rules.linear import LIKELY_ENOUGH

NAME = "inbox"
LONGEST_TITLE = 30
KINDS = tuple(each.value for each in Kind)


def at_desk(message_id: int, kind: str) -> str:
    """The address of the desk at which this message becomes a case of this kind."""
    return f"{reverse('desk:desk')}?{urlencode({ADDRESS: f'{NAME}.{message_id}.{kind}'})}"


def _read(key: str) -> tuple[int, str]:
    number, _dot, kind = key.partition(".")
    return whole_number(number) or 0, kind if kind in KINDS else Kind.COMPLAINT.value


def find(actor: Actor, key: str) -> Place | None:
    """The message, for who may make a case of it."""
    message_id, kind = _read(key)
    if not actor.may("inbox:handle"):
        return None
    try:
        message = queries.get_message(actor, message_id)
    except NotFound:
        return None
    words = _(
        "From the message of %(sender)s. Look at what is filled in before you register; the case is linked to the message."
    )
    return Place(
        words % {"sender": message.conversation.sender.masked_address},
        reverse("inbox:message", args=[message.pk]),
        Channel(message.channel),
        partial(known_of, message, kind, actor),
    )


def known_of(message: Message, kind: str, actor: Actor) -> Mapping[str, Any]:
    """What the desk's form begins with: the words, the number, and what the readers found; opening them is noted."""
    told = services.open_message(message.pk, actor=actor, at=clock.now())
    found = {each.field: each.value for each in suggestions(told.text, message.sent_at)}
    first = told.text.strip().splitlines()[0] if told.text.strip() else ""
    field = "email" if told.channel == MAIL else "phone"
    on = local_day(message.sent_at)
    likely = {each.subject.value: each.likely[0] for each in learned.suggestions(told.text, on)}
    guessed = {name: one.code for name, one in likely.items() if one.share >= LIKELY_ENOUGH}
    return {
        **guessed,
        **found,
        "kind": kind,
        "narrative": told.text,
        "title": first[:LONGEST_TITLE],
        field: told.address,
    }


def taken(actor: Actor, key: str, case_id: int, at: datetime) -> None:
    """Link the case to the message."""
    services.link_made(_read(key)[0], case_id=case_id, actor=actor, at=at)


FROM_INBOX = Lender(find, taken)
