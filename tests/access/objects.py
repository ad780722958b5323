"""Objects that addresses of the matrix need, by name. Each is made through its room's verbs from the cast.

`own` is seen by the roles the matrix admits; `foreign` is the same kind of object of another body, which the cast's Wuhan staff must not
find. Add an object with one entry:  OBJECTS["case"] = Thing(own=…, foreign=…)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conftest import Cast

Maker = Callable[[Cast], Any]


@dataclass(frozen=True)
class Thing:
    """How to make an object for a parameter of an address: each maker returns the parameter's value."""

    own: Maker
    foreign: Maker | None = None


OBJECTS: dict[str, Thing] = {}
