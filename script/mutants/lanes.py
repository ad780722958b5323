"""Start and end lanes: warm processes that judge mutants (`mutants.lane`)."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import inf
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

from mutants.judging import LEFT
from mutants.reach import EVERYDAY
from mutants.targets import ROOT

STARTING = 1800.0
"""Seconds in which a lane must be ready, on a machine that is busy."""

GRACE = 10.0
"""Seconds in which a lane answers after the time of a job is over."""


class NoTime(Exception):
    """The run is over before the lane is ready."""


class Lane:
    """A warm process, and beside it a cold one that is started when it is first needed. `until`: when the run is over."""

    def __init__(self, folder: Path, until: float) -> None:
        self.folder, self.until = folder, until
        self.processes: list[subprocess.Popen[bytes]] = []
        self.cold: Connection | None = None
        self.sound: set[str] = set()
        """Tests that pass here when nothing is changed."""

    def start(self) -> None:
        """Start the warm process and wait until it is ready."""
        options = ["--randomly-seed=315", "--randomly-dont-reorganize", "-p", "no:cacheprovider", "-m", EVERYDAY]
        self.warm = self._start("warm", ["pytest", "-q", "-n", "0", "-p", "mutants.lane", *options, "src", "tests"])
        self.database, self.modules, self.first = self._ready(self.warm)

    def ask(self, job: dict[str, Any], *, cold: bool = False) -> tuple[str, str, float]:
        """What became of the mutants of a job, by which test, in how many seconds.

        Raises NoTime when the lane itself does not answer though the run must end.
        """
        connection = self._cold() if cold else self.warm
        connection.send(job)
        if self.until < inf and not connection.poll(job["wall"] + GRACE):
            raise NoTime
        answer = self._heard(connection)
        return answer["verdict"], answer["by"], answer["seconds"]

    def close(self) -> None:
        """End both."""
        for process in self.processes:
            process.kill()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _cold(self) -> Connection:
        if self.cold is None:
            self.cold = self._start("cold", ["mutants.cold"], OPEN315_TEST_DATABASE=self.database)
            foreign = [
                name for name in self.modules if name.split(".")[0] not in {"open315", "tests", "src", "conftest"}
            ]
            self.cold.send(foreign)
            self._ready(self.cold)
            self._require_sound(self.cold)
        return self.cold

    def _require_sound(self, cold: Connection) -> None:
        """RuntimeError when the product cannot be imported though nothing was changed: every mutant would seem to be noticed."""
        cold.send({"mutants": [], "tests": [(self.first, 1.0)], "wall": self._patience()})
        answer = self._heard(cold)
        if answer["verdict"] == LEFT:
            raise NoTime
        if answer["verdict"] != "survived":
            raise RuntimeError(f"{answer['by']} fails without a mutant")

    def _heard(self, connection: Connection) -> Any:
        try:
            return connection.recv()
        except (EOFError, OSError) as error:
            said = "\n".join(path.read_text()[-3000:] for path in self.folder.glob("*.log"))
            raise RuntimeError(f"a lane ended: {said}") from error

    def _start(self, name: str, command: Sequence[str], **settings: str) -> Connection:
        address = str(self.folder / name)
        environment = {
            **os.environ,
            **settings,
            "OPEN315_VAR": f"{address}-var",
            "OPEN315_LANE": address,
            "HYPOTHESIS_PROFILE": "mutants",
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": str(ROOT / "script"),
        }
        with Path(f"{address}.log").open("wb") as log, Listener(address, "AF_UNIX") as listener:
            words = [sys.executable, "-m", *command]
            process = subprocess.Popen(
                words, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
            self.processes.append(process)
            listener._listener._socket.settimeout(self._patience())  # type: ignore[attr-defined]
            try:
                return listener.accept()
            except TimeoutError as error:
                raise NoTime from error

    def _patience(self) -> float:
        return max(1.0, min(STARTING, self.until - time.monotonic()))

    def _ready(self, connection: Connection) -> Any:
        """The first word of a process that warms up."""
        if not connection.poll(self._patience()):
            raise NoTime
        return self._heard(connection)


@contextmanager
def lane(until: float) -> Iterator[Lane]:
    """A lane, ready for questions; gone at the end, with all it wrote. Raises NoTime when it is not ready by `until`."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="open315-lane-", dir=memory if os.access(memory, os.W_OK) else None))
    made = Lane(folder, until)
    try:
        made.start()
        yield made
    finally:
        made.close()
