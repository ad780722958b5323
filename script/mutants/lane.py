"""A pytest plugin that turns a warm process into a lane: it collects the tests, makes the database, and then judges mutants.

Each mutant gets a fork of the process, a copy of the database, and its tests one after the other until one fails. Nothing is
written beside the temporary folder of the lane.
"""

import gc
import os
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from multiprocessing.connection import Client
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from mutants.judging import COLD, KILLED, SURVIVED, TIMEOUT, end, has_failed, in_fork, limit_memory, limit_time
from mutants.mutation import mutated, prepared, source
from mutants.replanting import replant
from mutants.swapping import CannotSwap, Living, swap
from mutants.targets import targets


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
        self.telling: int | None = None
        """Where a fork says which test it was."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
        """A test that fails ends the fork; a traceback would take time, and nobody reads it."""
        if has_failed(call):
            if self.telling is None:
                raise RuntimeError(f"{item.nodeid} fails without a mutant") from call.excinfo.value  # type: ignore[union-attr]
            end(KILLED, self.telling, item)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests: warm up, then serve."""
        self.items = {item.nodeid: item for item in session.items}
        self.session = session
        self.nothing: Any = _Nothing(session)
        connection = Client(os.environ["OPEN315_LANE"], "AF_UNIX")
        try:
            first = self._warm_up(session)
            connection.send((self.database, list(sys.modules), first))
            while (job := connection.recv()) is not None:
                for each in job["mutants"]:
                    prepared(each["file"])  # here, so that the next fork finds it done
                connection.send(in_fork(partial(self._try, job), connection, job["wall"]))
        except EOFError:
            pass
        return True

    def _warm_up(self, session: pytest.Session) -> str:
        """Make the database and load everything; a first test does that on its way, and is named."""
        first = next(item for item in session.items if "cast" in getattr(item, "fixturenames", ()))
        session.config.hook.pytest_runtest_protocol(item=first, nextitem=self.nothing)
        for file in targets():
            __import__(file.removeprefix("src/").removesuffix(".py").replace("/", "."))
            source(file)
        connections.close_all()
        self.database = str(connections["default"].settings_dict["NAME"])
        self.living = Living()
        self.living.forget_answers()  # here, so that forks find nothing to forget
        prepared(targets()[0])  # what making mutants needs is worked out once
        gc.collect()
        gc.freeze()
        return first.nodeid

    def _try(self, job: dict[str, Any], writing: int) -> int:
        """In the fork: put the mutant in and run its tests."""
        self.session.config.pluginmanager.unregister(name="terminalreporter")
        limit_memory()
        self._copy_database()
        try:
            self._put_in(job)
        except CannotSwap:
            return COLD
        return self._run(job["tests"], writing)

    def _copy_database(self) -> None:
        own = str(Path(self.database).with_name("judged.sqlite3"))
        for tail in ("", "-wal", "-shm", "-journal"):
            Path(own + tail).unlink(missing_ok=True)
        shutil.copyfile(self.database, own)
        connections["default"].settings_dict["NAME"] = own

    def _put_in(self, job: dict[str, Any]) -> None:
        self.living.forget_answers()
        by_file: dict[str, list[dict[str, Any]]] = {}
        for each in job["mutants"]:
            by_file.setdefault(each["file"], []).append(each)
        for file, changes in by_file.items():
            with mutated(file, [each["index"] for each in changes]) as changed:
                for each in changes:
                    if not each["deferred"]:
                        replant(file, changed, each["place"])
                swap(file, changed, self.living)

    def _run(self, tests: Sequence[tuple[str, float]], writing: int) -> int:
        self.telling = writing
        known = [(self.items[nodeid], seconds) for nodeid, seconds in tests if nodeid in self.items]
        following = [item for item, _ in known[1:]] + [self.nothing]
        for (item, seconds), after in zip(known, following, strict=False):
            limit_time(seconds, partial(end, TIMEOUT, writing, item))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return SURVIVED


if "xdist" in sys.modules and os.environ.get("PYTEST_XDIST_WORKER"):
    raise RuntimeError("a lane is one process: run it with -n 0")
