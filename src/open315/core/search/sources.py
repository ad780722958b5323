"""Where the texts of an index come from, so that it can be filled again."""

from collections.abc import Callable, Iterable, Mapping

Source = Callable[[], Iterable[tuple[int, str]]]
"""Yields (id, text) of everything that belongs in the index, in a steady stream, oldest id first."""

_SOURCES: dict[str, Source] = {}


def register_source(name: str, source: Source) -> None:
    """Say where the texts of the index `name` come from. Called from a room's AppConfig."""
    _SOURCES[name] = source


def sources() -> Mapping[str, Source]:
    """Every registered source by the name of its index."""
    return dict(_SOURCES)
