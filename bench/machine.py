"""What the figures were measured on, and how figures of several rounds become one."""

import os
import platform
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version


def machine_words() -> str:
    """Cores, memory, versions in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [
        f"{os.cpu_count()} cores, {memory:.0f} GiB",
        platform.system(),
        f"Python {platform.python_version()}",
        f"Django {version('django')}",
        f"SQLite {sqlite3.sqlite_version}",
        _postgres(),
        f"granian {version('granian')}",
    ]
    return ", ".join(part for part in parts if part)


def _postgres() -> str:
    try:
        words = subprocess.run(["psql", "--version"], capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"PostgreSQL {words[2]}"


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call, which has to answer something true."""
    begun = time.perf_counter()
    if not work():
        raise SystemExit("bench: a request failed")
    return (time.perf_counter() - begun) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ratio(product: Sequence[float], reference: Sequence[float]) -> float:
    """The median of the per-round ratios."""
    return statistics.median(a / b for a, b in zip(product, reference, strict=True))
