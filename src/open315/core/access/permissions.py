"""The register of permission names. A room declares its own at import; a name nobody declared is an error."""

from collections.abc import Mapping
from typing import Any

_PERMISSIONS: dict[str, Any] = {}


def declare_permissions(names: Mapping[str, Any]) -> None:
    """Add permission names (`room:verb`) with their translatable labels."""
    for name in names:
        if ":" not in name:
            raise ValueError(f"permission {name!r} must look like room:verb")
    _PERMISSIONS.update(names)


def known_permissions() -> Mapping[str, Any]:
    """Every declared permission and its label."""
    return dict(_PERMISSIONS)


def require_known(name: str) -> str:
    """`name` if it was declared, else LookupError: a typing mistake must not silently forbid or allow."""
    if name not in _PERMISSIONS:
        raise LookupError(f"permission {name!r} was never declared")
    return name
