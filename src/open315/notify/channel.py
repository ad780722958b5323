"""What a channel declares. The words of the exchange with its sender are here too, so that a channel imports this and nothing of delivery."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from open315.notify.types import Failure, Manner, Outcome

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be handed over. `key` is the same at every attempt: an outside service that knows such keys sends it once."""

    key: str
    address: str
    template: str
    data: Data
    language: str
    seconds: float
    """How long the call may take; longer is a failure that is tried again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the service says of a message that it once took. Only BOUNCED and DELIVERED are news."""

    provider_id: str
    outcome: Outcome
    words: str = ""


Sender = Callable[[Outgoing], str]
"""Hands the message over and returns the service's own id of it ("" when it gives none). It raises `Refused` for what will never go,
`NotNow` or anything else for what is to be tried again; it keeps to the time it is given."""
Asker = Callable[[list[str], float], Iterable[Seen]]
"""Asks the service, within so many seconds, what became of the messages with these ids."""


class Refused(Exception):
    """The service will never take this message for this receiver."""

    def __init__(self, why: Failure, words: str) -> None:
        super().__init__(words)
        self.why = why


class NotNow(Exception):
    """The service does not take it at the moment. `kind` is for administrators and holds nothing of the receiver."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class NoSender:
    """Nothing leaves the install, and why: what is asked for is there at once."""

    why: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way by which people are told something. Everything without a default must be said."""

    label: Any
    """What people call it."""
    reaches: frozenset[str]
    """The kinds of people it reaches (`core.access.known_kinds`). Each needs an address book: `notify.recipients`."""
    send: Sender | NoSender
    receipts: Mapping[Outcome, Any]
    """Each receipt that the channel gives, and what it means on this channel, in words. SENT and, with a sender, REFUSED at least."""
    lacks_words: Callable[[], Iterable[str]]
    """What its messages lack in words, a sentence each: a declared message without a text must not wait for its first reader."""
    check_template: Callable[[str], None]
    """LookupError for a message that nobody declared."""
    is_on: Callable[[], bool] = lambda: True
    """Whether this install has it: a gateway that the settings do not name is not asked for anything."""
    seconds: float = 10
    ask: Asker | None = None
    """For channels that give BOUNCED or DELIVERED: they are asked for what was sent in the last days."""
    manner: Callable[[str], Manner] | None = None
    """Of a channel that rings wherever she is: how each of its messages is sent (`notify.leaving`). None: it lies there until she looks."""
    parts: Callable[[Outgoing], int] | None = None
    """In how many parts a message goes, where each is paid for."""
    price: Callable[[], Decimal | None] = lambda: None
    """What a part costs now, in yuan; None where the install does not say."""
    is_told: bool = False
    """The service tells by itself what became of a message (`receipts.note_told`), and is not asked."""


@dataclass(frozen=True, slots=True)
class Receipted:
    """A receipt as rooms and pages read it."""

    channel: str
    template: str
    outcome: Outcome
    at: datetime
    provider_id: str
    meaning: Any
