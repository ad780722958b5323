"""The actor of a verb or a read: who acts, as what kind, and for what."""

from dataclasses import dataclass, field
from typing import Final

from open315.core.access.permissions import require_known


class ActorKind:
    """The kinds of actors every install has. A room declares further ones (`declare_kind`) and keeps their names itself."""

    STAFF: Final = "staff"
    CLIENT: Final = "client"
    SYSTEM: Final = "system"
    ANONYMOUS: Final = "anonymous"


Subject = tuple[str, int]
"""What an actor stands for: a kind of thing and its id, for example ("case", 17)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. Built once a request by what recognised the visitor; rules and policies read it, never the account.

    `permissions` are names like "cases:accept"; code asks for permissions, never for roles.
    `organisation_ids` is the acting body and every body below it; `organisation_id` the acting body itself.
    `subject` is the one thing the actor may speak for, where it has no body: a consumer's case, a device's counter.
    """

    kind: str
    label: str
    account_id: int | None = None
    organisation_id: int | None = None
    organisation_kind: str = ""
    organisation_ids: frozenset[int] = frozenset()
    region_code: str = ""
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = field(default=frozenset())
    subject: Subject | None = None

    def may(self, permission: str) -> bool:
        """True if the actor holds the permission; the system holds all. LookupError for a permission nobody declared."""
        require_known(permission)
        return self.kind == ActorKind.SYSTEM or permission in self.permissions

    def subject_id(self, thing: str) -> int | None:
        """The id of the actor's subject, if it is such a `thing`."""
        return self.subject[1] if self.subject and self.subject[0] == thing else None


SYSTEM = Actor(kind=ActorKind.SYSTEM, label="system")
ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, label="anonymous")
