"""The channels messages leave by: a folder each, found by its name, which declares a `CHANNEL` (ADR 0074).

A channel is added by a folder and taken out with it; `notify.checks` names what its declaration lacks when the site starts.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules

from open315.notify.channel import Channel

_found: dict[str, Channel] = {}


def load() -> None:
    """Read the declaration of every folder; called once, when the room starts."""
    for each in iter_modules(__path__):
        if each.ispkg:
            _found[each.name] = import_module(f"{__name__}.{each.name}").CHANNEL


def every() -> Mapping[str, Channel]:
    """Every channel by the name of its folder."""
    return dict(_found)


def find(name: str) -> Channel | None:
    """The channel of this name; None when its folder is gone."""
    return _found.get(name)


@contextmanager
def also(name: str, channel: Channel) -> Iterator[Channel]:
    """One more channel, or another of this name, for as long as the block lasts: for tests of the kit."""
    before = dict(_found)
    _found[name] = channel
    try:
        yield channel
    finally:
        _found.clear()
        _found.update(before)
