"""How tests use a verb: which service, what it is given, and who of the cast does it; and what of it is refused."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from open315.cases.models import Party
from open315.cases.rules.workflow import ROOM
from open315.core.access import Actor
from open315.core.verbs import of_room

Use = Callable[..., Any]


def use(name: str, who: str, **arguments: Any) -> Use:
    """The service `name` used by `who`; arguments may be functions of the world and the case."""

    def call(
        world: Any, case_id: int, *, actor: Actor | None = None, at: datetime | None = None, **changes: Any
    ) -> Any:
        given = {**arguments, **changes}
        given = {key: value(world, case_id) if callable(value) else value for key, value in given.items()}
        return _service(name)(case_id, **given, actor=actor or world.actor(who), at=at or world.at)

    return call


def _service(name: str) -> Callable[..., Any]:
    return next(each.function for each in of_room(ROOM) if each.function.__name__ == name)


def body(name: str) -> Callable[[Any, int], int]:
    """The id of a body of the cast."""
    return lambda world, _case_id: world.body(name)


def party(_world: Any, case_id: int) -> int:
    """The id of the case's consumer."""
    return Party.objects.get(case_id=case_id).pk


def case(name: str) -> Callable[[Any, int], int]:
    """The id of another case of the world."""
    return lambda world, _case_id: world.case(name)


def files(world: Any, _case_id: int) -> list[Any]:
    """The uploads of the world that nobody has claimed."""
    return list(world.uploads)


USES: dict[str, Use] = {}
"""By verb; `verbs_of_deciding` and `verbs_of_handling` add what they hold."""
Given = dict[str, Any]
Twin = tuple[str, str, Given, str | None, Given]
TWINS: list[Twin] = []
"""Verb, case, what is refused, at which field, what is allowed."""


def account(who: str) -> Callable[[Any, int], int]:
    """The id of somebody's account."""
    return lambda world, _case_id: world.account(who)


def itself(_world: Any, case_id: int) -> int:
    """The id of the very case."""
    return case_id
