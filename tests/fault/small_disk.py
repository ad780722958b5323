"""A small disk in memory that a test can fill to the last byte."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk_at(place: Path, size_mb: int) -> Iterator[Path]:
    """The folder `place`, made for the time of the block, on a disk of its own; skips where nobody may mount one."""
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(place)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        place.rmdir()
        pytest.skip("needs the right to mount a small disk (root on Linux)")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)
        place.rmdir()


def use_up(file: Path, piece: int) -> Path:
    """Write zeros, so many at once, until nothing more goes in."""
    with file.open("wb", buffering=0) as writing:
        try:
            while True:
                writing.write(b"\0" * piece)
        except OSError:
            pass
    return file
