"""What figures can be narrowed to: region, campaign, activity … each declared by the room whose word it is.

A dimension is at once the field of a form, a parameter of the address and of the named queries, and words for people.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Field

from open315.core.access import Actor
from open315.core.facts.types import Scope

RESERVED = frozenset({"first", "last", "until", "line", "side", "after", "now"})
"""Parameters that an address of figures has anyway."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """`name` is the key in a `Scope` and the parameter of the address.

    `read` turns what stands there into the value of a scope, the same one for every way to write it; ValueError, with
    words for the reader, for what is none. `label` and `value_words` say a value in a list, `words` in a sentence of its
    own, also for "" (no narrowing), where "" may be said by saying nothing. `initial` is chosen for an actor at first.
    """

    name: str
    label: Any
    field: Callable[[Actor], Field]
    read: Callable[[str], str]
    value_words: Callable[[str], Any]
    words: Callable[[str], str]
    initial: Callable[[Actor], str] = lambda actor: ""
    order: int = 100


_DIMENSIONS: dict[str, Dimension] = {}


def declare_dimension(dimension: Dimension) -> None:
    """Make a dimension known. ValueError if its name is taken or reserved."""
    if dimension.name in RESERVED or dimension.name in _DIMENSIONS:
        raise ValueError(f"the dimension {dimension.name!r} is taken")
    _DIMENSIONS[dimension.name] = dimension


def dimensions(names: Iterable[str] | None = None) -> list[Dimension]:
    """The declared dimensions, or those of `names`, in order. KeyError for one nobody declared."""
    found = _DIMENSIONS.values() if names is None else [_DIMENSIONS[name] for name in set(names)]
    return sorted(found, key=lambda each: (each.order, each.name))


def is_dimension(name: str) -> bool:
    """Whether somebody declared it."""
    return name in _DIMENSIONS


def scope_of(params: Mapping[str, str]) -> Scope:
    """The scope of the parameters of an address or a query. ValueError for a value that is none."""
    return Scope(**{each.name: each.read(params[each.name]) for each in dimensions() if params.get(each.name)})


def scope_words(scope: Scope, names: Iterable[str]) -> str:
    """The scope in words, for a query that can be narrowed to `names`: "Councils of Hubei"."""
    said = (each.words(scope.get(each.name)) for each in dimensions(names))
    return " · ".join(words for words in said if words)


def narrowing_words(params: Mapping[str, str]) -> list[tuple[Any, Any]]:
    """Label and value of each dimension that the parameters are narrowed to."""
    return [(each.label, each.value_words(params[each.name])) for each in dimensions() if params.get(each.name)]
