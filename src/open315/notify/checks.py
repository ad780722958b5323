"""System checks: what a channel or its messages lack, by name, when the site starts; and that what a verb tells is delivered by somebody."""

from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any

from django.core.checks import CheckMessage, Error, register

from open315.core.access import known_kinds
from open315.core.access.checks import DECLARATIONS
from open315.core.verbs import Verb
from open315.core.verbs.registry import every
from open315.notify import channels
from open315.notify.channel import Channel, NoSender
from open315.notify.recipients import has_address_book
from open315.notify.types import Outcome
from open315.notify.wording import known_mails, known_notices

LONGEST_CALL = 60


@register(DECLARATIONS)
def check_channels(**_: Any) -> list[CheckMessage]:
    """E321: a message without its text. E324–E329: a channel that lacks something."""
    return [error for name, each in channels.every().items() for error in lacking(name, each)]


@register(DECLARATIONS)
def check_told(**_: Any) -> list[CheckMessage]:
    """E322, E323: a message or letter of a verb that its room never hands to `notify`."""
    return list(untold(every(), known_notices(), known_mails()))


def untold(verbs: list[Verb[Any]], notices: Collection[str], mails: Collection[str]) -> Iterator[Error]:
    """Verbs whose telling nobody delivers."""
    for verb in verbs:
        if verb.tells is not None and verb.announces not in notices:
            words = f"the verb {verb}: nobody delivers its message (notify.telling.tell_of_verbs)"
            yield Error(words, id="open315.E322")
        if verb.letter is not None and verb.announces not in mails:
            yield Error(f"the verb {verb}: nobody sends its letter (declare_mails)", id="open315.E323")


def lacking(name: str, channel: Channel) -> Iterator[Error]:
    """Everything a channel lacks, a sentence each."""
    for words in channel.lacks_words():
        yield Error(words, id="open315.E321")
    found = (
        _without_words(channel),
        _without_sender(channel),
        _without_meaning(channel),
        _without_people(name, channel),
    )
    for number, words in chain(*found):
        yield Error(f"the channel {name!r} {words}", id=f"open315.E{number}")


Lack = Iterator[tuple[int, str]]


def _without_words(channel: Channel) -> Lack:
    if not channel.label:
        yield 324, "has no words for what it is (label)"


def _without_sender(channel: Channel) -> Lack:
    if isinstance(channel.send, NoSender):
        if not channel.send.why:
            yield 325, "has no sender, and it is not said why (NoSender)"
    elif not callable(channel.send):
        yield 325, "has no sender (send)"
    elif not 0 < channel.seconds <= LONGEST_CALL:
        yield 329, f"may call for {channel.seconds:g} seconds: say more than 0 and at most {LONGEST_CALL} (seconds)"


def _without_meaning(channel: Channel) -> Lack:
    needed = {Outcome.SENT} if isinstance(channel.send, NoSender) else {Outcome.SENT, Outcome.REFUSED}
    for outcome in sorted(needed | set(channel.receipts)):
        if not channel.receipts.get(outcome):
            yield 326, f"does not say what the receipt {outcome.value!r} means (receipts)"
    later = set(channel.receipts) & {Outcome.BOUNCED, Outcome.DELIVERED}
    if later and channel.ask is None and not channel.is_told:
        yield 326, f"gives the receipt {min(later).value!r}, and nobody asks for it (ask)"
    if channel.ask and not later:
        yield 326, "is asked for receipts, and names none that it may give (receipts)"


def _without_people(name: str, channel: Channel) -> Lack:
    if not channel.reaches:
        yield 327, "reaches no kind of people (reaches)"
    for kind in sorted(channel.reaches):
        if kind not in known_kinds():
            yield 327, f"reaches {kind!r}, which is no kind of people (core.access.declare_kind)"
        elif not isinstance(channel.send, NoSender) and not has_address_book(kind, name):
            yield 328, f"reaches {kind!r}, and no address book finds them (notify.recipients.use_address_book)"
