"""Words of the notify room."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

STAFF = "staff"
IN_APP, EMAIL, SMS = "in_app", "email", "sms"
"""The channels that the product itself asks for by name; each is a folder of `notify/channels`."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to be told: a kind of people (`core.access.known_kinds`), and who of them, by a key that says nothing about her.

    Addresses and names are never kept with a message: an address book finds them when it is sent.
    """

    kind: str
    key: str

    @classmethod
    def staff(cls, account_id: int) -> Self:
        """A member of staff."""
        return cls(STAFF, str(account_id))

    @classmethod
    def consumer(cls, identity_id: UUID) -> Self:
        """The person behind a sealed identity."""
        return cls("consumer", identity_id.hex)


@dataclass(frozen=True, slots=True)
class Manner:
    """When a message may leave by a channel that rings, and when it need not any more. Each says the careful thing by itself."""

    at_once: bool = False
    """It answers what she has just done, so that it leaves at any hour and waits for no other."""
    last_says_all: bool = False
    """Of several to one person that still wait, the last is enough."""
    good_for: timedelta | None = None
    """How long after it was wanted it is still of use; None: always."""


CAREFUL = Manner()


class MessageState(StrEnum):
    """Where a message stands. In-app messages are SENT at once and READ when opened."""

    WAITING = "waiting"
    """Also while the outside service does not answer: the event is tried again, and in the end waits for an administrator."""
    SENT = "sent"
    FAILED = "failed"
    """It did not and will not arrive, for a `Failure`."""
    READ = "read"


class Outcome(StrEnum):
    """What a receipt says."""

    SENT = "sent"
    """The service took it."""
    REFUSED = "refused"
    """The service, or we before it, will never take it."""
    BOUNCED = "bounced"
    """It was taken, and came back."""
    DELIVERED = "delivered"
    """It reached the receiver's own device or mailbox."""


class Failure(StrEnum):
    """Why a message will never arrive."""

    NO_ADDRESS = "no_address"
    WRONG_ADDRESS = "wrong_address"
    REFUSED = "refused"
    BOUNCED = "bounced"
    STOPPED = "stopped"
    """She asked by this channel for no more messages by it."""
    STALE = "stale"
    """It could not leave while what it says was of use."""
    TOO_MANY = "too_many"
    """More was meant for this address than one person is sent; a day later still."""
    OVERTAKEN = "overtaken"
    """A later one says the same and more: nobody misses this one."""
