"""A real Open315 in processes of its own: for the browser journeys and the fault tests."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HANGS_AFTER = 240.0
"""Seconds for any one thing a test waits for. Nothing that works takes as long, be the machine ever so busy."""
_PORTS = range(10_000, 32_768)
"""Below those that the system gives to outgoing connections: what is free now stays free until the site listens."""


def free_port() -> int:
    """A loopback port nobody listens on."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", random.SystemRandom().choice(_PORTS)))
            return int(probe.getsockname()[1])


def own_environment(**names: str) -> dict[str, str]:
    """What a process that a test starts may know: `names`, and nothing of the test run or of a real install.

    A process that inherits the name of its worker would take itself for one, and look for its files in the worker's corner.
    """
    foreign = ("OPEN315_", "PYTEST_", "DJANGO_SETTINGS_MODULE")
    own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    # By the clock of the machine some tests would be at night.
    return {**own, "OPEN315_SETTINGS": "none", "OPEN315_QUIET_HOURS": "none", **names}


@dataclass
class Site:
    """One running site; its processes share a group, so that all of them can be ended together."""

    process: subprocess.Popen[bytes]
    port: int
    var: Path
    log: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def wait(self, path: str = "/readyz", seconds: float = 2 * HANGS_AFTER) -> None:
        """Return when `path` answers 200; raise with the end of the log when the site ends or time is up."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the site ended with code {self.process.returncode}:\n{self.last_words()}")
            if self.status(path) == 200:
                return
            time.sleep(0.05)
        raise RuntimeError(f"{path} did not answer within {seconds} s:\n{self.last_words()}")

    def status(self, path: str) -> int:
        """The status `path` answers with; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=HANGS_AFTER) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def body(self, path: str) -> str:
        """What `path` answers, whatever its status; "" when nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=HANGS_AFTER) as answer:
                return str(answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            return error.read().decode("utf-8", "replace")
        except OSError:
            return ""

    def last_words(self) -> str:
        """The end of what the site wrote."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]

    def stop(self, seconds: float = HANGS_AFTER) -> int:
        """Ask the site to end, as Ctrl-C does; kill what does not. Returns the exit code."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()


def start_site(var: Path, *options: str, environment: Mapping[str, str] | None = None, port: int = 0) -> Site:
    """Start `open315 serve` on a free port with its own var folder; the caller waits for it and stops it."""
    port = port or free_port()
    var.mkdir(parents=True, exist_ok=True)
    log = var / "site.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "open315", "serve", "--port", str(port), *options],
            cwd=ROOT,
            env=own_environment(**{**(environment or {}), "OPEN315_VAR": str(var)}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Site(process, port, var, log)
