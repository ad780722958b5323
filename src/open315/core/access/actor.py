"""The actor of a verb or a read: a member of staff, a consumer with a query code, an API client, or the system itself."""

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    STAFF = "staff"
    CONSUMER = "consumer"
    CLIENT = "client"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. Built once a request by `org.queries.actor_for`; rules and policies read it, never the account.

    `permissions` are names like "cases:accept"; code asks for permissions, never for roles.
    `organisation_ids` is the acting body and every body below it; `organisation_id` the acting body itself.
    """

    kind: ActorKind
    label: str
    account_id: int | None = None
    organisation_id: int | None = None
    organisation_kind: str = ""
    organisation_ids: frozenset[int] = frozenset()
    region_code: str = ""
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = field(default=frozenset())
    case_id: int | None = None
    """For a consumer: the one case the query code opens."""

    def may(self, permission: str) -> bool:
        """True if the actor holds the permission. The system may do everything."""
        return self.kind is ActorKind.SYSTEM or permission in self.permissions


SYSTEM = Actor(kind=ActorKind.SYSTEM, label="system")
ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, label="anonymous")
