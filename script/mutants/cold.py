"""Judge a mutant in a process that imports the changed file from the start: for what acts on import and is held in many places.

The process that waits here has loaded the libraries but nothing of the product. A mutant gets a fork, which loads the product
with the mutant in it, collects only the tests it is to meet, and runs them on a copy of the lane's database.
"""

import ast
import importlib
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from functools import partial
from multiprocessing.connection import Client
from types import CodeType
from typing import Any

import pytest

from mutants.judging import KILLED, SURVIVED, TIMEOUT, end, has_failed, in_fork, limit_memory, limit_time
from mutants.mutation import prepared, source
from mutants.targets import ROOT, targets

IMPORTING = 20.0
"""Seconds of processor time in which the product and the tests are imported; ten times that is surely a loop."""


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, fullname: str, path: str, tree: ast.Module) -> None:
        super().__init__(fullname, path)
        self.tree = tree

    def get_code(self, fullname: str) -> CodeType:
        """The changed module."""
        return compile(self.tree, self.path, "exec")


class _Finder:
    """Finds the changed modules before Python's own finder does."""

    def __init__(self, trees: dict[str, ast.Module]) -> None:
        self.trees = trees

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> Any:
        """A spec for a changed module; None for everything else."""
        tree = self.trees.get(fullname)
        if tree is None:
            return None
        file = importlib.machinery.PathFinder.find_spec(fullname, path)
        if file is None or file.origin is None:
            return file
        return importlib.util.spec_from_file_location(
            fullname, file.origin, loader=_Loader(fullname, file.origin, tree)
        )


class _Watch:
    """Keeps to the tests that are asked, in their order, limits the time of each, and ends with the first that fails."""

    def __init__(self, seconds: dict[str, float], writing: int) -> None:
        self.seconds, self.writing = seconds, writing

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the other tests out. One that the mutant has made disappear is not missed: that alone notices nothing."""
        by_name = {item.nodeid: item for item in items}
        items[:] = [by_name[name] for name in self.seconds if name in by_name]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        """Start the clock of the test."""
        limit_time(self.seconds[item.nodeid], partial(end, TIMEOUT, self.writing, item))
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
        """A test that fails ends the fork."""
        if has_failed(call):
            end(KILLED, self.writing, item)


def _try(job: dict[str, Any], writing: int) -> int:
    limit_memory()
    limit_time(IMPORTING, partial(os._exit, TIMEOUT))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.meta_path.insert(0, _Finder(_trees(job["mutants"])))
    watch = _Watch(dict(job["tests"]), writing)
    options = [
        "-q",
        "-x",
        "-n",
        "0",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
        "-p",
        "no:cacheprovider",
        "--randomly-seed=315",
        "--randomly-dont-reorganize",
    ]
    named = dict.fromkeys(test.partition("::")[0] for test, _ in job["tests"])
    files = [each for each in named if (ROOT / each).is_file()]
    code = pytest.main([*options, *files], plugins=[watch])
    os.write(writing, f"on import ({code})".encode())
    return SURVIVED if code in (0, 5) else KILLED


def _trees(mutants: Sequence[dict[str, Any]]) -> dict[str, ast.Module]:
    """The changed tree of each module."""
    found = {}
    for each in mutants:
        ready = prepared(each["file"])
        ready.edits[each["index"]].apply()
        found[each["file"].removeprefix("src/").removesuffix(".py").replace("/", ".")] = ready.tree
    return {name: ast.fix_missing_locations(tree) for name, tree in found.items()}


def preload(names: Sequence[str]) -> None:
    """Import what the product stands on; what cannot be loaded before its settings is left to the fork."""
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            continue


def main() -> None:
    """Wait for questions until the other side hangs up."""
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    connection = Client(os.environ["OPEN315_LANE"], "AF_UNIX")
    try:
        preload(connection.recv())
        for file in targets():
            source(file)
        connection.send("ready")
        while (job := connection.recv()) is not None:
            connection.send(in_fork(partial(_try, job), connection, job["wall"]))
    except EOFError:
        return


if __name__ == "__main__":
    main()
