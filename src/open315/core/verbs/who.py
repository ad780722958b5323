"""Who a verb is for, whatever state its object is in."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.verbs.types import YES, Decision

NOT_YOUR_ROLE = _("Your role does not include this step.")


def permitted(actor: Actor, permission: str, row: Any) -> Decision:
    """Whoever holds the permission."""
    return YES if actor.may(permission) else Decision(False, NOT_YOUR_ROLE)


def holders(otherwise: Any) -> Callable[[Actor, str, Any], Decision]:
    """Whoever holds the permission; the others are told `otherwise`."""

    def who(actor: Actor, permission: str, _row: Any) -> Decision:
        return YES if actor.may(permission) else Decision(False, otherwise)

    return who
