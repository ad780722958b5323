"""Mutants that can be tried at once, because no two of them stand in the same function."""

from collections.abc import Iterable

from mutants.mutation import Mutant

TOGETHER = 16
"""At most so many mutants are tried together."""


def bundles(mutants: Iterable[Mutant]) -> list[list[Mutant]]:
    """Groups that can be tried at once: neighbours, each in a function of its own; of what acts on import one of a file."""
    made: list[list[Mutant]] = []
    taken: list[set[tuple[str, str]]] = []
    for mutant in sorted(mutants, key=lambda each: (each.file, each.index)):
        place = (mutant.file, _outermost(mutant.place) if mutant.deferred else "")
        for group, places in zip(made, taken, strict=True):
            if place not in places and len(group) < TOGETHER:
                break
        else:
            group, places = [], set()
            made.append(group)
            taken.append(places)
        group.append(mutant)
        places.add(place)
    return made


def _outermost(place: str) -> str:
    """The function that is defined in the module, or in a class of it."""
    names = place.split(".")
    return ".".join(names[: 2 if names[0][:1].isupper() else 1])
