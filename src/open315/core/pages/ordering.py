"""Orders of lists: names of fields, "-" before those that descend."""

from collections.abc import Iterable


def turned(fields: Iterable[str]) -> tuple[str, ...]:
    """The fields the other way round."""
    return tuple(each[1:] if each.startswith("-") else f"-{each}" for each in fields)
