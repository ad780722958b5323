"""The processes behind a running site, to be killed."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.site_process import HANGS_AFTER, Site


def children(site: Site) -> dict[str, int]:
    """Process ids of "web" and "worker": each keeps var/log/<name>.jsonl open."""
    listed = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children")
    return {name: int(pid) for pid in listed.read_text(encoding="ascii").split() if (name := _name(pid, site))}


def _name(pid: str, site: Site) -> str:
    for target in _open_files(Path(f"/proc/{pid}/fd")):
        if target.endswith(".jsonl") and target.startswith(str(site.var)):
            return Path(target).stem
    return ""


def _open_files(handles: Path) -> Iterator[str]:
    """What a process holds open. Under load a handle may be closed between being listed and being read: then that one, not all of them."""
    try:
        listed = list(handles.iterdir())
    except OSError:  # the process is gone
        return
    for handle in listed:
        with suppress(OSError):
            yield os.readlink(handle)


def child(site: Site, name: str, other_than: int = 0) -> int:
    """The process id of one child, once there is one that is not `other_than`."""
    until = time.monotonic() + HANGS_AFTER
    while time.monotonic() < until:
        found = children(site).get(name, 0)
        if found and found != other_than:
            return found
        time.sleep(0.02)
    raise AssertionError(f"no {name} process:\n{site.last_words()}")


def kill(site: Site, name: str) -> int:
    """kill -9 one child; returns the process id it had."""
    pid = child(site, name)
    os.kill(pid, signal.SIGKILL)
    return pid


def is_alive(pid: int) -> bool:
    """Whether the process still runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(*pids: int, within: float = HANGS_AFTER) -> None:
    """Return when none of the processes runs any more."""
    until = time.monotonic() + within
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < until, f"still running: {[pid for pid in pids if is_alive(pid)]}"
        time.sleep(0.05)


def cpu_seconds(pid: int) -> float:
    """How much of a core the process and its ended children have used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")
