"""Who may use a verb on an object as it stands, with the reason when not. Asked inside the verb's transaction, and for the buttons."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor, ActorKind
from open315.core.errors import NotAllowed
from open315.core.verbs.types import YES, Decision

if TYPE_CHECKING:
    from open315.core.verbs.declaration import Verb

NOT_YOUR_ROLE = _("Your role does not include this step.")


def permitted(actor: Actor, permission: str, row: Any) -> Decision:
    """Whoever holds the permission."""
    return YES if actor.may(permission) else Decision(False, NOT_YOUR_ROLE)


def holders(otherwise: Any) -> Callable[[Actor, str, Any], Decision]:
    """Whoever holds the permission; the others are told `otherwise`."""

    def who(actor: Actor, permission: str, _row: Any) -> Decision:
        return YES if actor.may(permission) else Decision(False, otherwise)

    return who


def admit(verb: "Verb[Any]", actor: Actor) -> None:
    """NotAllowed for whom the verb is not meant, whatever the object. The system may do everything."""
    if actor.kind != ActorKind.SYSTEM and not (who := verb.who(actor, verb.permission, None)).allowed:
        raise NotAllowed(who.reason)


def decide(verb: "Verb[Any]", actor: Actor, row: Any) -> Decision:
    """The decision for this actor, verb and object as it stands. The system may do everything that the state allows."""
    if actor.kind != ActorKind.SYSTEM and not (who := verb.who(actor, verb.permission, row)).allowed:
        return who
    if verb.before is not None and not verb.fits(row.state):
        return Decision(False, verb.target.wrong_moment, by_state=True)
    return verb.also(actor, row)
