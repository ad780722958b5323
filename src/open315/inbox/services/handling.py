"""The verbs of who handles a message: take it, leave it, set it aside and pull it back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict
from open315.core.verbs.step import step
from open315.inbox.models import Message
from open315.inbox.services.verb import OPEN, handling, need, take_by
from open315.inbox.types import State, Why

TAKE = handling("take", "inbox.taken")


@TAKE
def take(message_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Message:
    """Say that one is at it, so that nobody else is; one that a colleague has is taken over. Taken already by oneself, nothing happens."""
    with step(TAKE, message_id, actor=actor, at=at, version=version) as done:
        message = done.row
        need(message, OPEN)
        if message.account_id == actor.account_id and message.state == State.TAKEN:
            done.leave()
        done.say(taken_over=message.state == State.TAKEN)
        message.state, message.account_id, message.taken_at = State.TAKEN.value, actor.account_id, at
        return message


PUT_BACK = handling("put_back", "inbox.put_back")


@PUT_BACK
def put_back(message_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Message:
    """Leave a message that one has taken to others again."""
    with step(PUT_BACK, message_id, actor=actor, at=at, version=version) as done:
        message = done.row
        need(message, {State.TAKEN.value})
        take_by(message, actor)
        message.state, message.account_id, message.taken_at = State.NEW.value, None, None
        return message


SET_ASIDE = handling("set_aside", "inbox.set_aside")


@SET_ASIDE
def set_aside(message_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Message:
    """Set a message aside as junk. Nothing is deleted: `pull_back` brings it back."""
    with step(SET_ASIDE, message_id, actor=actor, at=at, version=version) as done:
        message = done.row
        need(message, OPEN)
        take_by(message, actor)
        message.state, message.aside_code = State.ASIDE.value, Why.JUNK.value
        message.account_id, message.taken_at = None, None
        return message


PULL_BACK = handling("pull_back", "inbox.pulled_back")


@PULL_BACK
def pull_back(message_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Message:
    """Bring a message back that was set aside, by a person or by the rules."""
    with step(PULL_BACK, message_id, actor=actor, at=at, version=version) as done:
        message = done.row
        if message.state != State.ASIDE:
            raise Conflict(_("This message is not set aside."))
        done.say(aside=message.aside_code)
        message.state, message.aside_code = State.NEW.value, ""
        return message
