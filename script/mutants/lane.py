"""A pytest plugin that turns a warm process into a lane: it collects the tests, makes the database, and then judges mutants.

Each mutant gets a fork of the process, a copy of the database, and its tests one after the other until one fails. Nothing is
written beside the temporary folder of the lane.
"""

import gc
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from mutants.mutation import mutated_tree
from mutants.replanting import replant
from mutants.swapping import CannotSwap, Living, swap
from mutants.targets import targets

KILLED, SURVIVED, TIMEOUT, BROKEN, COLD = 10, 11, 12, 13, 14
"""How a judging process ends: a test failed; none did; one took too long; the mutant could not be put in; needs a fresh process."""
VERDICTS = {KILLED: "killed", SURVIVED: "survived", TIMEOUT: "timeout", BROKEN: "broken", COLD: "cold"}
MEMORY = 4 << 30
PATIENCE = 4.0
"""A test may take this many seconds of processor time and ten times what it took without a mutant."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the lane."""
    config.pluginmanager.register(Lane(), "mutants-lane")


class _Nothing:
    """Stands for the test that comes next when none does: what belongs to the session stays up."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[pytest.Session]:
        """What stays up: the session alone."""
        return [self.session]


class Lane:
    """One warm process."""

    def __init__(self) -> None:
        self.items: dict[str, pytest.Item] = {}
        self.failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test failed."""
        if report.failed:
            self.failed = report.nodeid

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests: warm up, then serve."""
        self.items = {item.nodeid: item for item in session.items}
        self.session = session
        self.nothing: Any = _Nothing(session)
        for item in session.items:
            item.repr_failure = lambda *_args, **_kwargs: "failed"  # type: ignore[method-assign]  # a traceback takes time, nobody reads it
        connection = Client(os.environ["OPEN315_LANE"], "AF_UNIX")
        try:
            self._warm_up(session)
            connection.send("ready")
            while (job := connection.recv()) is not None:
                connection.send(self._judge(job, connection))
        except EOFError:
            pass
        return True

    def _warm_up(self, session: pytest.Session) -> None:
        """Make the database and load everything; a first test does that on its way."""
        first = next(item for item in session.items if item.nodeid == os.environ["OPEN315_LANE_FIRST"])
        session.config.hook.pytest_runtest_protocol(item=first, nextitem=self.nothing)
        if self.failed:
            raise RuntimeError(f"{self.failed} fails without a mutant")
        for file in targets():
            __import__(file.removeprefix("src/").removesuffix(".py").replace("/", "."))
        connections.close_all()
        self.database = str(connections["default"].settings_dict["NAME"])
        self.living = Living()
        gc.collect()

    def _judge(self, job: dict[str, Any], connection: Connection) -> dict[str, Any]:
        began = time.monotonic()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            connection.close()
            code = BROKEN
            try:
                code = self._try(job, writing)
            except BaseException as error:
                os.write(writing, f"{type(error).__name__}: {error}".encode()[:500])
            finally:
                os._exit(code)
        os.close(writing)
        status = _wait(child, job["wall"])
        with open(reading, encoding="utf-8", errors="replace") as told:
            words = told.read()
        verdict = VERDICTS.get(os.waitstatus_to_exitcode(status), "timeout") if status is not None else "timeout"
        return {"verdict": verdict, "by": words, "seconds": time.monotonic() - began}

    def _try(self, job: dict[str, Any], writing: int) -> int:
        """In the fork: put the mutant in and run its tests."""
        self.session.config.pluginmanager.unregister(name="terminalreporter")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        self._copy_database()
        try:
            self._put_in(job)
        except CannotSwap:
            return COLD
        except Exception as error:
            os.write(writing, f"on import: {type(error).__name__}".encode())
            return KILLED
        return self._run(job["tests"], writing)

    def _copy_database(self) -> None:
        own = str(Path(self.database).with_name("judged.sqlite3"))
        for end in ("", "-wal", "-shm", "-journal"):
            Path(own + end).unlink(missing_ok=True)
        shutil.copyfile(self.database, own)
        connections["default"].settings_dict["NAME"] = own

    def _put_in(self, job: dict[str, Any]) -> None:
        if job["file"] is None:  # the tests without a mutant
            self.living.forget_answers()
            return
        whole, changed = mutated_tree(job["file"], job["index"])
        if job["deferred"]:
            swap(job["file"], whole, changed, self.living)
        else:
            replant(job["file"], changed, job["place"])
            swap(job["file"], whole, changed, self.living)

    def _run(self, tests: Sequence[tuple[str, float]], writing: int) -> int:
        self.failed = ""

        def too_long(*_: Any) -> None:
            os._exit(TIMEOUT)

        signal.signal(signal.SIGPROF, too_long)
        known = [(self.items[nodeid], seconds) for nodeid, seconds in tests if nodeid in self.items]
        following = [item for item, _ in known[1:]] + [self.nothing]
        for (item, seconds), after in zip(known, following, strict=True):
            signal.setitimer(signal.ITIMER_PROF, PATIENCE + 10 * seconds)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            signal.setitimer(signal.ITIMER_PROF, 0)
            if self.failed:
                os.write(writing, self.failed.encode())
                return KILLED
        return SURVIVED


def _wait(child: int, wall: float) -> int | None:
    """The status of the child; None when it had to be ended after `wall` seconds."""
    until = time.monotonic() + wall
    pause = 0.002
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


if "xdist" in sys.modules and os.environ.get("PYTEST_XDIST_WORKER"):
    raise RuntimeError("a lane is one process: run it with -n 0")
