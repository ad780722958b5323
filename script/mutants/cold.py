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

from mutants.judging import KILLED, SURVIVED, in_fork, limit_memory, limit_time
from mutants.mutation import mutated_tree, source
from mutants.targets import ROOT, targets


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
    """Limits the time of each test, and remembers which failed."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds
        self.failed = ""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        """Start the clock of the test."""
        limit_time(self.seconds.get(item.nodeid, 1.0))
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test failed."""
        if report.failed and not self.failed:
            self.failed = report.nodeid


def _try(job: dict[str, Any], writing: int) -> int:
    limit_memory()
    limit_time(20.0)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    trees = {
        each["file"].removeprefix("src/").removesuffix(".py").replace("/", "."): mutated_tree(
            each["file"], [each["index"]]
        )[1]
        for each in job["mutants"]
    }
    sys.meta_path.insert(0, _Finder(trees))
    watch = _Watch(dict(job["tests"]))
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
    code = pytest.main([*options, *(test for test, _ in job["tests"])], plugins=[watch])
    os.write(writing, (watch.failed or f"on import ({code})").encode())
    return SURVIVED if code in (0, 5) else KILLED


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
