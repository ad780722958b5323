"""What is sealed in the database: a room registers how to find one record for each key, so that an unknown ring can be tried."""

from collections.abc import Callable, Iterator

from open315.core.crypto.ciphers import Sealed

Samples = Callable[[], Iterator[tuple[Sealed, str]]]
"""One sealed value for each key id in use, with its purpose."""

_SAMPLES: dict[str, Samples] = {}


def register(find: Samples, name: str = "") -> Samples:
    """Let a ring be tried on what `find` yields. Usable as a decorator. ValueError where another has its name."""
    name = name or f"{find.__module__}.{find.__qualname__}"
    if name in _SAMPLES:
        raise ValueError(f"two functions find what is sealed in {name}")
    _SAMPLES[name] = find
    return find


def samples() -> list[tuple[Sealed, str]]:
    """Sealed values of every room; empty when nothing was ever sealed."""
    return [each for _, find in sorted(_SAMPLES.items()) for each in find()]
