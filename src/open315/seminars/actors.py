"""The kind of actor this room brings: the guest, who speaks for the one invitation that a link opened."""

from typing import Final

from open315.core.access import Actor, declare_kind

GUEST: Final = "guest"

declare_kind(GUEST)


def guest_of(guest_id: int) -> Actor:
    """The guest of this invitation as an actor. The caller has seen the link that opens it."""
    return Actor(kind=GUEST, label="guest", subject=(GUEST, guest_id))
