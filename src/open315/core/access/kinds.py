"""The register of kinds of actors, and the door by which each kind comes in.

Core knows the few kinds that every install has. A room declares its own: `declare_kind("trader", door=ACCOUNT, home="traders:home")` for
people who sign in with an account, or `open_door("consumer", Door(…))` where something else shows who they are: a code, a token.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpResponseBase

from open315.core.access.actor import Actor
from open315.core.access.request import PortalRequest

LONGEST = 12
"""Letters of a kind's name: it is written into the trail of every act."""


@dataclass(frozen=True, slots=True)
class Door:
    """How actors of a kind show who they are: `recognise` finds the actor in a request, `stranger` answers who is not one."""

    recognise: Callable[[PortalRequest], Actor | None]
    stranger: Callable[[PortalRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of actor. Without a door it opens no pages; `home` names the address where its people begin."""

    door: Door | None = None
    home: str = "home"


_KINDS: dict[str, Kind] = {}


def declare_kind(name: str, *, door: Door | None = None, home: str = "home") -> None:
    """Add a kind of actor. ValueError for a name that is taken or too long."""
    if name in _KINDS:
        raise ValueError(f"the kind of actor {name!r} is declared twice")
    if not 0 < len(name) <= LONGEST:
        raise ValueError(f"the kind of actor {name!r} needs a name of 1 to {LONGEST} letters")
    _KINDS[name] = Kind(door, home)


def open_door(name: str, door: Door) -> None:
    """Say how actors of a declared kind show who they are, where a higher room knows it than the one that declares the kind."""
    _KINDS[name] = replace(_known(name), door=door)


def known_kinds() -> Mapping[str, Kind]:
    """Every declared kind by its name."""
    return dict(_KINDS)


def home_of(name: str) -> str:
    """The name of the address where people of this kind begin."""
    return _known(name).home


def recognised(request: PortalRequest, names: Iterable[str]) -> Actor | None:
    """The visitor as an actor of one of these kinds, or None."""
    for name in names:
        door = _known(name).door
        actor = door.recognise(request) if door else None
        if actor is not None and actor.kind == name:
            return actor
    return None


def answer_stranger(request: PortalRequest, names: Iterable[str]) -> HttpResponseBase:
    """What a visitor is told who is none of these kinds: the way in of the first of them. LookupError if none has a door."""
    for name in names:
        if door := _known(name).door:
            return door.stranger(request)
    raise LookupError("a page asks for kinds of actors that cannot come in")


def _known(name: str) -> Kind:
    if name not in _KINDS:
        raise LookupError(f"the kind of actor {name!r} was never declared")
    return _KINDS[name]
