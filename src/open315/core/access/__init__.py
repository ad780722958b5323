"""Who acts, what they may do, and the promise that every address declares it."""

from open315.core.access.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Subject
from open315.core.access.declare import Access, access_of, public, requires
from open315.core.access.doors import ACCOUNT
from open315.core.access.kinds import Door, declare_kind, home_of, known_kinds, open_door
from open315.core.access.permissions import declare_permissions, known_permissions, require_known
from open315.core.access.request import PortalRequest, StaffRequest

__all__ = [
    "ACCOUNT",
    "ANONYMOUS",
    "SYSTEM",
    "Access",
    "Actor",
    "ActorKind",
    "Door",
    "PortalRequest",
    "StaffRequest",
    "Subject",
    "access_of",
    "declare_kind",
    "declare_permissions",
    "home_of",
    "known_kinds",
    "known_permissions",
    "open_door",
    "public",
    "require_known",
    "requires",
]
