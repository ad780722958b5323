"""What the child may use. Given up before the first foreign byte is looked at, and never to be had back."""

import os
from dataclasses import asdict, dataclass
from typing import Any

try:
    import resource
except ImportError:  # a platform without them: the reader's own limits and our clock remain
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
DESCRIPTORS = 3
"""Input, output and errors. No number is left for a file or a socket: none can be opened."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of address space, seconds of processor, seconds of silence, bytes of answer."""

    memory: int = 1024 * MEGABYTE
    processor: int = 60
    silence: float = 60.0
    answer: int = 2048 * MEGABYTE

    def as_data(self) -> dict[str, Any]:
        """For the command line."""
        return asdict(self)


LOOKING = Limits(memory=768 * MEGABYTE, processor=30, silence=30.0, answer=64 * MEGABYTE)
"""A person waits for it."""
DRAWING = Limits(memory=1536 * MEGABYTE, processor=30, silence=30.0, answer=64 * MEGABYTE)
"""80 million points are 320 MB, twice."""
ALL_ROWS = Limits(memory=768 * MEGABYTE, processor=600, silence=120.0)
"""A job reads a million rows."""


def confine(limits: Limits) -> None:
    """Take away from this process what it does not need."""
    if resource is None:
        return
    for name, wanted in (
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_CPU", limits.processor),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_NOFILE", DESCRIPTORS),
    ):
        _lower(name, wanted)
    os.umask(0o077)


def _lower(name: str, wanted: int) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or wanted < hard:
        last = wanted + 2 if name == "RLIMIT_CPU" else wanted  # the first is a signal that tells what happened
        resource.setrlimit(kind, (wanted, last))
