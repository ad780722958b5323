"""Telling colleagues of what was done: the messages that verbs declare (`core.verbs.Tell`), delivered after the commit."""

from collections.abc import Callable, Iterable
from typing import Any

from open315.core import verbs
from open315.core.outbox import Event, subscribe
from open315.notify.services import Shown, notify_many
from open315.notify.wording import Notice, declare_notices

KEPT = ("due", "until")
"""What a message keeps of an event beside what the room says of the object."""
About = Callable[[Event], tuple[Any, dict[str, Any], str]]
"""The object of an event, what messages say of it, and its address in the console."""


def tell_of_verbs(room: str, about: About) -> None:
    """Declare the messages of a room's verbs and deliver them from now on; call it once all verbs are declared."""
    tells = {verb.announces: verb.tells for verb in verbs.of_room(room) if verb.announces and verb.tells}
    declare_notices({name: Notice(tell.words, tell.tone) for name, tell in tells.items()})

    def tell_colleagues(event: Event) -> None:
        row, data, url = about(event)
        deliver(event, tells[event.name].to(row, event), data, url)

    tell_colleagues.__qualname__ = f"tell_colleagues.{room}"
    subscribe(*tells)(tell_colleagues)


def deliver(event: Event, account_ids: Iterable[int], data: dict[str, Any], url: str) -> None:
    """One message, named like the event, to these accounts. Nobody is told of what she did herself."""
    notify_many([message(event, account_ids, data, url)])


def message(event: Event, account_ids: Iterable[int], data: dict[str, Any], url: str) -> Shown:
    """The message that `deliver` shows, for who shows many at once (`notify_many`)."""
    actor = event.payload.get("actor")
    kept = {key: event.payload[key] for key in KEPT if key in event.payload}
    told = tuple(each for each in account_ids if each != actor)
    return Shown(told, event.name, {**data, **kept}, event.at, url)
