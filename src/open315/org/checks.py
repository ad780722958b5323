"""System checks of the roles: each name in a grant is a role, each permission has a role, each role a permission, a body and a way in."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.core.checks import CheckMessage, Error, register

from open315.core.access import ACCOUNT, known_kinds, known_permissions
from open315.core.access.checks import DECLARATIONS
from open315.org.models import Organisation
from open315.org.roles import Role, all_roles, grants


@register(DECLARATIONS)
def check_roles(**_: Any) -> list[CheckMessage]:
    """E211–E216: one error for each name that fits nothing."""
    return list(problems(all_roles(), grants(), set(known_permissions())))


def problems(
    roles: Mapping[str, Role], held: Mapping[str, frozenset[str]], permissions: Collection[str]
) -> Iterator[Error]:
    """Everything wrong with these roles and what they hold, given the permissions that are declared."""
    for name, found in sorted(held.items()):
        if name not in roles:
            yield Error(f"{', '.join(sorted(found))}: given to {name!r}, which is no role", id="open315.E211")
        for unknown in sorted(found.difference(permissions)):
            yield Error(f"the role {name}: its permission {unknown!r} is declared nowhere", id="open315.E212")
    for orphan in sorted(set(permissions).difference(*held.values())):
        yield Error(f"the permission {orphan}: no role holds it", id="open315.E213")
    for name, role in roles.items():
        yield from _misfits(name, role, bool(held.get(name)))


def _misfits(name: str, role: Role, holds: bool) -> Iterator[Error]:
    if not holds:
        yield Error(f"the role {name}: it may do nothing", id="open315.E214")
    if not role.bodies or role.bodies.difference(Organisation.Kind.values):
        yield Error(f"the role {name}: it fits no body, or a kind of body that does not exist", id="open315.E215")
    kind = known_kinds().get(role.kind)
    if kind is None or kind.door is not ACCOUNT:
        yield Error(
            f"the role {name}: {role.kind!r} is no kind of actor that signs in with an account", id="open315.E216"
        )
