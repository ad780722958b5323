"""Reading the register of verbs: one of them, those of a room, all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from open315.core.verbs.declaration import VERBS, Verb


def named(room: str, name: str) -> Verb[Any]:
    """The verb `name` of a room. LookupError when nobody declared it."""
    if (found := find(room, name)) is None:
        raise LookupError(f"the verb {room}.{name} was never declared")
    return found


def find(room: str, name: str) -> Verb[Any] | None:
    """The verb `name` of a room, if there is one."""
    return VERBS.get((room, str(name)))


def of_room(room: str) -> list[Verb[Any]]:
    """The verbs of one room, in the order of declaration."""
    return [verb for verb in VERBS.values() if verb.target.room == room]


def every() -> list[Verb[Any]]:
    """The verbs of all rooms."""
    return list(VERBS.values())


@contextmanager
def set_aside() -> Iterator[None]:
    """An empty register until the block ends: for tests that declare verbs of their own."""
    kept = dict(VERBS)
    VERBS.clear()
    try:
        yield
    finally:
        VERBS.clear()
        VERBS.update(kept)
