"""`script/server` as a council starts it: seconds to the first answer the second time, and the memory of all its processes."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.postgres import free_port
from bench.rows import Row, print_table

ROOT = Path(__file__).resolve().parent.parent
WAIT = 300.0
SETTLED = 5.0
"""Seconds after the first answer at which memory is looked at."""


def starts(*, rounds: int) -> Iterator[Row]:
    """The first start makes everything; the next ones are measured."""
    with tempfile.TemporaryDirectory(prefix="open315-start-") as var:
        _started(var)
        found = [_started(var) for _ in range(rounds)]
    seconds, memory = sorted(each[0] for each in found), sorted(each[1] for each in found)
    middle = rounds // 2
    yield Row(
        "script/server, second start, to the first answer",
        f"{seconds[middle]:.1f} s (longest {seconds[-1]:.1f})",
        "–",
        "–",
        "≤ 5 s",
    )
    yield Row("memory idle, all processes (PSS), small demo", f"{memory[middle]:.0f} MB", "–", "–", "≤ 500 MB")


def _started(var: str) -> tuple[float, float]:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPEN315_")}
    environment = {**kept, "OPEN315_VAR": var, "OPEN315_DEMO_SMALL": "1"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [ROOT / "script" / "server", "--port", str(port)], env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _answered(f"http://127.0.0.1:{port}/", process, begun + WAIT)
        taken = time.perf_counter() - begun
        time.sleep(SETTLED)
        return taken, memory(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


def _answered(url: str, process: subprocess.Popen[bytes], end: float) -> None:
    while time.perf_counter() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            raise SystemExit(f"bench: {url} answered with an error") from None
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise SystemExit(f"bench: the server did not answer at {url}")


def memory(session: int) -> float:
    """Megabytes of proportional set size of every process of the session."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                words = (folder / "smaps_rollup").read_text().split()
                total += int(words[words.index("Pss:") + 1])
        except (OSError, ValueError):
            continue
    return total / 1000


if __name__ == "__main__":
    print_table("the whole install, SQLite", starts(rounds=int(sys.argv[1])))
