"""Who acts, what they may do, and the promise that every address declares it."""

from open315.core.access.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.access.declare import public, requires
from open315.core.access.permissions import declare_permissions, known_permissions

__all__ = [
    "ANONYMOUS",
    "SYSTEM",
    "Actor",
    "ActorKind",
    "declare_permissions",
    "known_permissions",
    "public",
    "requires",
]
