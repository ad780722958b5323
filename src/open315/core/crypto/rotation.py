"""Sealing everything again with the current key. A room registers how in its AppConfig; `open315 rotate-keys` runs it."""

from collections.abc import Callable, Iterator

Reseal = Callable[[], Iterator[int]]
"""Seals again, in batches of its own transactions, what an older key sealed; yields how many each batch changed. Safe to run twice."""

_RESEALERS: dict[str, Reseal] = {}


def register(reseal: Reseal, name: str = "") -> Reseal:
    """Let `rotate-keys` call `reseal`. Usable as a decorator. ValueError where another has its name: the one before would never be called."""
    name = name or f"{reseal.__module__}.{reseal.__qualname__}"
    if name in _RESEALERS:
        raise ValueError(f"two functions seal {name} again")
    _RESEALERS[name] = reseal
    return reseal


def reseal_all() -> Iterator[tuple[str, int]]:
    """Run every registered function; yields (name, rows changed) a batch."""
    for name, reseal in sorted(_RESEALERS.items()):
        for changed in reseal():
            yield name, changed
