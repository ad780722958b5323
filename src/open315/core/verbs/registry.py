"""Every declared verb, by room and name. A declaration enters itself when its module is imported; nothing is ever taken out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from open315.core.verbs.declaration import Verb

_VERBS: dict[tuple[str, str], "Verb[Any]"] = {}


def enter(verb: "Verb[Any]") -> None:
    """Add a declaration. ValueError for a second one of the same room and name."""
    key = (verb.target.room, str(verb.name))
    if key in _VERBS:
        raise ValueError(f"the verb {verb} is declared twice")
    _VERBS[key] = verb


def named(room: str, name: str) -> "Verb[Any]":
    """The verb `name` of a room. LookupError when nobody declared it."""
    if (found := find(room, name)) is None:
        raise LookupError(f"the verb {room}.{name} was never declared")
    return found


def find(room: str, name: str) -> "Verb[Any] | None":
    """The verb `name` of a room, if there is one."""
    return _VERBS.get((room, str(name)))


def of_room(room: str) -> list["Verb[Any]"]:
    """The verbs of one room, in the order of declaration."""
    return [verb for verb in _VERBS.values() if verb.target.room == room]


def every() -> list["Verb[Any]"]:
    """The verbs of all rooms."""
    return list(_VERBS.values())


@contextmanager
def set_aside() -> Iterator[None]:
    """An empty register until the block ends: for tests that declare verbs of their own."""
    kept = dict(_VERBS)
    _VERBS.clear()
    try:
        yield
    finally:
        _VERBS.clear()
        _VERBS.update(kept)
