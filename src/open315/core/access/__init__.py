"""Who acts, what they may do, and the promise that every address declares it."""

from open315.core.access.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.access.declare import public, requires
from open315.core.access.permissions import declare_permissions, known_permissions
from open315.core.access.request import PortalRequest, StaffRequest

__all__ = [
    "ANONYMOUS",
    "SYSTEM",
    "Actor",
    "ActorKind",
    "PortalRequest",
    "StaffRequest",
    "declare_permissions",
    "known_permissions",
    "public",
    "requires",
]
