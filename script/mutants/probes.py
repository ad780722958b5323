"""A pytest plugin that notes which statements each test runs: `pytest -p mutants.probes`, with OPEN315_REACH naming a folder.

Every statement of the mutated files and the entry of every other function get a probe, one store into a byte array, when the
module is imported. That costs a few percent; a tracer of lines costs as much again as the tests themselves.
"""

import ast
import functools
import gc
import importlib.machinery
import importlib.util
import json
import os
import sys
import zlib
from base64 import b85encode
from collections.abc import Generator, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from mutants.places import functions, statements
from mutants.targets import PRODUCT, ROOT, is_target, product_files

HITS = bytearray()
"""One byte a probe; 1 when it was passed since the test began."""
PROBES: list[tuple[str, str, int]] = []
"""File, function and number of each probe."""
NAME = "__reach__"


class _Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        """The module with its probes; never from or into the cache of compiled files."""
        path = Path(self.get_filename(fullname))
        return compile(probed(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")), str(path), "exec")

    def exec_module(self, module: ModuleType) -> None:
        """Give the module its probes before it runs."""
        setattr(module, NAME, HITS)
        super().exec_module(module)


class _Finder:
    """Finds the product's modules before Python's own finder does."""

    def __init__(self) -> None:
        self.files = set(product_files())

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> Any:
        """A spec for a module of the product; None for everything else."""
        if not fullname.startswith("open315."):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is None or spec.origin is None or not spec.origin.startswith(str(PRODUCT)):
            return spec
        if Path(spec.origin).relative_to(ROOT).as_posix() not in self.files:
            return spec
        places = spec.submodule_search_locations
        return importlib.util.spec_from_file_location(
            fullname, spec.origin, loader=_Loader(fullname, spec.origin), submodule_search_locations=places
        )


def probed(file: str, source: str) -> ast.Module:
    """The tree of a file with a probe before each statement, or only at the entry of each function."""
    tree = ast.parse(source)
    wanted = [
        place
        for name, function in list(functions(tree))
        for place in statements(name, function)
        if place.n == 0 or is_target(file)
    ]
    before = {id(place.node): _probe(file, place.name, place.n, place.node) for place in wanted}
    owners = {(id(place.owner), place.field): (place.owner, place.field) for place in wanted}
    for owner, field in owners.values():
        body = getattr(owner, field)
        setattr(owner, field, [each for node in body for each in (before.get(id(node)), node) if each is not None])
    return ast.fix_missing_locations(tree)


def _probe(file: str, name: str, number: int, node: ast.stmt) -> ast.stmt:
    index = len(PROBES)
    PROBES.append((file, name, number))
    HITS.append(0)
    return ast.copy_location(ast.parse(f"{NAME}[{index}] = 1").body[0], node)


sys.meta_path.insert(0, _Finder())

_seen: dict[str, tuple[float, bytes]] = {}
_failed: set[str] = set()
_cached: list[Any] = []


def pytest_collection_finish(session: pytest.Session) -> None:
    """Find what remembers answers, so that each test works them out itself."""
    _cached.extend(
        each
        for each in gc.get_objects()
        # type(), because isinstance() wakes lazy objects
        if type(each) is functools._lru_cache_wrapper and str(each.__module__).startswith("open315.")
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Note what was passed from the set-up to the end of the test."""
    for each in _cached:
        each.cache_clear()
    HITS[:] = bytes(len(HITS))
    began = os.times()
    answer = yield
    ended = os.times()
    _seen[item.nodeid] = (ended.user + ended.system - began.user - began.system, bytes(HITS))
    return answer


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test that fails without a mutant, or did not run, cannot judge one."""
    if not report.passed:
        _failed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write down what this process saw."""
    if not _seen:
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    tests = {
        name: [round(seconds, 4), b85encode(zlib.compress(hits, 1)).decode()]
        for name, (seconds, hits) in _seen.items()
        if name not in _failed
    }
    folder = Path(os.environ["OPEN315_REACH"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{worker}.json").write_text(json.dumps({"probes": PROBES, "tests": tests}))
