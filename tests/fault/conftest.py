"""What several of the fault tests begin with: made once in a run, also where two processes of pytest share it."""

import fcntl
import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.fault import setups
from tests.fault.setups import Prepared
from tests.fault.setups import copy_of as copy_of


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Prepared]) -> Prepared:
    """Make it, unless another process of this run has: whoever comes second waits for the first.

    Who works on these tests may keep it from run to run in a folder of OPEN315_TEST_ONCE, beside a PostgreSQL that stays.
    """
    base = factory.getbasetemp()
    kept = os.environ.get("OPEN315_TEST_ONCE")
    place = (Path(kept) if kept else base.parent if base.name.startswith("popen-") else base) / f"once-{name}"
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = place / "made.json"
        if not told.exists():
            made = make(place)
            told.write_text(json.dumps(asdict(made), default=str), encoding="utf-8")
        found = json.loads(told.read_text(encoding="utf-8"))
    return Prepared(Path(found["var"]), found["template"])


@pytest.fixture(scope="session")
def empty_machine(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Prepared, without a demo, on SQLite."""
    return once(tmp_path_factory, "empty", lambda place: setups.prepare_machine(place / "var"))


@pytest.fixture(scope="session")
def started_once(empty_machine: Prepared) -> Path:
    """The folder of an install that knows its ring: to be copied, never changed."""
    return empty_machine.var


@pytest.fixture(scope="session")
def demo_machine(tmp_path_factory: pytest.TempPathFactory, empty_machine: Prepared) -> Prepared:
    """With the small demo, on SQLite."""
    return once(tmp_path_factory, "demo", lambda place: setups.fill_with_demo(empty_machine, place))


@pytest.fixture(scope="session")
def empty_province(tmp_path_factory: pytest.TempPathFactory, empty_machine: Prepared) -> Prepared:
    """Prepared, without a demo, on PostgreSQL."""
    setups.postgres()
    return once(tmp_path_factory, "empty-province", lambda place: setups.prepare_province(empty_machine, place))


@pytest.fixture(scope="session")
def demo_province(
    tmp_path_factory: pytest.TempPathFactory, demo_machine: Prepared, empty_province: Prepared
) -> Prepared:
    """With the small demo, on PostgreSQL."""
    return once(tmp_path_factory, "demo-province", lambda place: setups.move_demo(demo_machine, empty_province, place))


@pytest.fixture(scope="session")
def demo_of(request: pytest.FixtureRequest) -> Callable[[str], Prepared]:
    """The small demo of a set-up; made when it is asked for."""
    fixtures = {setups.ONE_MACHINE: "demo_machine", setups.PROVINCE: "demo_province"}
    return lambda kind: request.getfixturevalue(fixtures[kind])


@pytest.fixture(scope="session")
def empty_of(request: pytest.FixtureRequest) -> Callable[[str], Prepared]:
    """An empty install of a set-up."""
    fixtures = {setups.ONE_MACHINE: "empty_machine", setups.PROVINCE: "empty_province"}
    return lambda kind: request.getfixturevalue(fixtures[kind])


SHARED = re.compile(r"\d{4}-\d\d-\d\d-\w+-(?:sqlite|postgresql)|" + "|".join(setups.SETUPS))
"""What of a test's name says which running install, or which upgraded archive, it shares with others of its file."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share these tests (`-n 2 --dist loadgroup`), what shares an install stays together."""
    for item in items:
        if item.path.parent.name in {"fault", "upgrade"}:
            found = SHARED.search(item.name.partition("[")[2])
            item.add_marker(pytest.mark.xdist_group(f"{item.path.name} {found[0] if found else ''}"))
