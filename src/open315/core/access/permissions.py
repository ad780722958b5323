"""The register of permission names. A room declares its own at start-up; a name nobody declared is an error."""

from collections.abc import Mapping
from typing import Any

_PERMISSIONS: dict[str, Any] = {}


def declare_permissions(names: Mapping[str, Any]) -> None:
    """Add permission names (`room:verb`) with their translatable labels. ValueError for another form, or a name that is taken."""
    for name in names:
        if ":" not in name:
            raise ValueError(f"permission {name!r} must look like room:verb")
        if name in _PERMISSIONS:
            raise ValueError(f"permission {name!r} is declared twice")
    _PERMISSIONS.update(names)


def known_permissions() -> Mapping[str, Any]:
    """Every declared permission and its label."""
    return dict(_PERMISSIONS)


def require_known(name: str) -> str:
    """`name` if it was declared, else LookupError: a typing mistake must not silently forbid or allow."""
    if name not in _PERMISSIONS:
        raise LookupError(f"permission {name!r} was never declared")
    return name
