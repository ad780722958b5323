"""Who may use a verb on an object as it stands, with the reason when not. Asked inside the verb's transaction, and for the buttons."""

from typing import Any

from open315.core.access import Actor, ActorKind
from open315.core.errors import NotAllowed
from open315.core.verbs.declaration import Verb
from open315.core.verbs.types import Decision


def admit(verb: Verb[Any], actor: Actor) -> None:
    """NotAllowed for whom the verb is not meant, whatever the object. The system may do everything."""
    if actor.kind != ActorKind.SYSTEM and not (who := verb.who(actor, verb.permission, None)).allowed:
        raise NotAllowed(who.reason)


def decide(verb: Verb[Any], actor: Actor, row: Any) -> Decision:
    """The decision for this actor, verb and object as it stands. The system may do everything that the state allows."""
    if actor.kind != ActorKind.SYSTEM and not (who := verb.who(actor, verb.permission, row)).allowed:
        return who
    if verb.before is not None and not verb.fits(row.state):
        return Decision(False, verb.target.wrong_moment, by_state=True)
    return verb.also(actor, row)
