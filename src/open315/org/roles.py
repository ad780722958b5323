"""The register of roles: which there are, which bodies have them, and what each may do.

Code asks for permissions, never for roles. A role is declared once (`declare_role`), with the kinds of bodies it fits and what it may do in its own
room and those below. A room declares its permissions once (`grant`), with the roles that get them. Either order will do: whether every name
fits is asked when the site starts (`org.checks`), and a mistake is named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from open315.core.access import ActorKind, declare_permissions


@dataclass(frozen=True, slots=True)
class Role:
    """A job somebody does for a body. `kind` is the kind of actor that people in this role are: it decides which pages are theirs."""

    label: Any
    bodies: frozenset[str]
    kind: str


_ROLES: dict[str, Role] = {}
_GRANTS: dict[str, set[str]] = {}
"""Permissions by role. A role may stand here before it is declared."""


def declare_role(
    name: str, label: Any, *, bodies: Iterable[str], permissions: str = "", kind: str = ActorKind.STAFF
) -> None:
    """Add a role for bodies of these kinds, with permissions of its own room and of those below. ValueError for a name that is taken."""
    if name in _ROLES:
        raise ValueError(f"the role {name!r} is declared twice")
    _ROLES[name] = Role(label, frozenset(bodies), kind)
    _GRANTS.setdefault(name, set()).update(permissions.split())


def grant(permissions: Mapping[str, tuple[Any, str]]) -> None:
    """Declare a room's permissions, each with its label and the roles that get it."""
    declare_permissions({name: label for name, (label, _roles) in permissions.items()})
    for name, (_label, roles) in permissions.items():
        for role in roles.split():
            _GRANTS.setdefault(role, set()).add(name)


def all_roles() -> Mapping[str, Role]:
    """Every role by its name, in the order of their declaration."""
    return dict(_ROLES)


def role_names() -> dict[str, Any]:
    """The label of every role."""
    return {name: role.label for name, role in _ROLES.items()}


def grants() -> Mapping[str, frozenset[str]]:
    """Every name that got a permission, with what it got; `org.checks` compares the names with the roles."""
    return {name: frozenset(held) for name, held in _GRANTS.items()}


def permissions_of(role: str) -> frozenset[str]:
    """What the role may do; nothing for a role that is no more."""
    return frozenset(_GRANTS.get(role, ()))


def roles_with(permission: str) -> list[str]:
    """The roles that hold the permission."""
    return [name for name in _ROLES if permission in _GRANTS[name]]


def kind_of(role: str) -> str:
    """The kind of actor a person in this role is; staff for a role that is no more, which may do nothing."""
    return _ROLES[role].kind if role in _ROLES else ActorKind.STAFF


def fits(role: str, body_kind: str) -> bool:
    """Whether a body of this kind has this role."""
    return role in _ROLES and body_kind in _ROLES[role].bodies


def unknown(names: Iterable[str]) -> Iterator[str]:
    """Those names that are no role."""
    return (name for name in names if name not in _ROLES)
