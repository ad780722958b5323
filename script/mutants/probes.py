"""A pytest plugin that notes which statements each test runs: `pytest -p mutants.probes`, with OPEN315_REACH naming a folder.

Every statement in a function gets a probe, one store into a byte array, when its module is imported; so does the way past each
condition and loop. That costs a few percent; a tracer of lines and branches costs half as much again as the tests themselves.
"""

import ast
import functools
import gc
import importlib.machinery
import importlib.util
import json
import os
import sys
import time
import zlib
from base64 import b85encode
from collections.abc import Generator, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from mutants.places import MODULE, functions, statements, ways_past
from mutants.targets import PRODUCT, ROOT, product_files

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
    """The tree of a file with a probe before each statement of a function, and one on the way past each condition and loop."""
    tree = ast.parse(source)
    found = [place for name, function in list(functions(tree)) for place in statements(name, function)]
    before = {id(place.node): _probe(file, place.name, place.n, place.node) for place in found}
    for owner, field in {(id(each.owner), each.field): (each.owner, each.field) for each in found}.values():
        body = getattr(owner, field)
        setattr(owner, field, [each for node in body for each in (before.get(id(node)), node) if each is not None])
    for past in ways_past(found):
        past.owner.orelse = [_probe(file, past.name, past.n, past.node)]
    tree.body += [_probe(file, MODULE, 0, node) for node in tree.body[-1:]]
    return ast.fix_missing_locations(tree)


def _probe(file: str, name: str, number: int, node: ast.stmt) -> ast.stmt:
    index = len(PROBES)
    PROBES.append((file, name, number))
    HITS.append(0)
    return ast.copy_location(ast.parse(f"{NAME}[{index}] = 1").body[0], node)


_seen: dict[str, tuple[float, bytes]] = {}
_ever = 0
_failed: set[str] = set()
_cached: list[Any] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Before the product is imported."""
    sys.meta_path.insert(0, _Finder())


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
    _ever_with(HITS)
    HITS[:] = bytes(len(HITS))
    began = time.process_time()
    answer = yield
    _seen[item.nodeid] = (time.process_time() - began, bytes(HITS))
    return answer


def _ever_with(hits: bytes | bytearray) -> None:
    """Add what was passed to what ever was."""
    global _ever
    _ever |= int.from_bytes(hits, "little")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test that fails without a mutant, or did not run, cannot judge one."""
    if not report.passed:
        _failed.add(report.nodeid)


def _packed(hits: bytes) -> str:
    return b85encode(zlib.compress(hits, 1)).decode()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write down what this process saw, unless it was stopped on the way."""
    if not _seen or exitstatus not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        return
    _ever_with(HITS)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    tests = {name: [round(seconds, 4), _packed(hits)] for name, (seconds, hits) in _seen.items() if name not in _failed}
    folder = Path(os.environ["OPEN315_REACH"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{worker}.json").write_text(
        json.dumps({"probes": PROBES, "ever": _packed(_ever.to_bytes(len(PROBES), "little")), "tests": tests})
    )
