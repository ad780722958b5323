"""What rooms bring for the access matrix: objects that addresses name, and visitors who are no people with an account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from conftest import Cast

Maker = Callable[[Cast], Any]
Visitor = Callable[[Cast, Client], None]
"""Gives a browser what shows who its owner is: a cookie, a token."""


@dataclass(frozen=True)
class Thing:
    """How to make an object for a parameter of an address: each maker returns the parameter's value.

    `own` is seen by the roles the matrix admits; `foreign` is the same kind of object of another body, which the cast's Wuhan staff
    must not find.
    """

    own: Maker
    foreign: Maker | None = None


def once(cast: Cast, key: str, make: Maker) -> Any:
    """What `make` makes, made once for this cast, for objects that several parameters share."""
    made = vars(cast).setdefault("made", {})
    if key not in made:
        made[key] = make(cast)
    return made[key]
