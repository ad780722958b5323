"""System check: what a verb asks for is held by somebody."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from open315.core.verbs.registry import every
from open315.org.roles import ROLES


@register("declarations")
def check_held(**_: Any) -> list[CheckMessage]:
    """E331: a verb nobody can use, because no role holds its permission."""
    held = frozenset().union(*ROLES.values())
    return [
        Error(f"the verb {verb}: no role holds its permission {verb.permission!r}", id="open315.E331")
        for verb in every()
        if verb.permission not in held
    ]
