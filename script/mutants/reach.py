"""Which tests run which place of the code. Measured once (`mutants.probes`), kept in var/mutants by the digest of what it depends on."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zlib
from base64 import b85decode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from math import inf
from pathlib import Path

from mutants.mutation import Mutant
from mutants.places import at_line, digests, functions
from mutants.targets import PRODUCT, ROOT, product_files

KEPT = ROOT / "var" / "mutants"
EVERYDAY = "not browser and not fault and not concurrency and not postgres and not redis and not dovecot and not kannel and not long"
EXAMPLES = 6
"""Of a test with many examples so many are asked about one mutant."""
AVERAGE = 0.1
"""Seconds of processor time that the average test takes on the machine on which the budgets were set."""
Spot = tuple[str, str, int]
"""File, function, number of the statement."""
ALL_DECLARED: Spot = ("src/open315/core/verbs/registry.py", "every", 0)
"""Whoever passes this looks at every declared verb, and so at what services declare."""
Judges = list[tuple[str, float]]
"""Tests with their seconds, in the order in which they are asked."""


@dataclass
class Reach:
    """Seconds of each test, the tests of each spot, and the digest of each function when it was measured."""

    seconds: dict[str, float] = field(default_factory=dict)
    tests: dict[Spot, list[str]] = field(default_factory=dict)
    functions: dict[str, dict[str, str]] = field(default_factory=dict)
    width: Counter[str] = field(default_factory=Counter)
    """How many spots each test passes."""

    def judges(self, mutant: Mutant, *, longest: float, first: Sequence[str] = ()) -> Judges:
        """The tests that run the mutant, with their seconds: `first` those of these names, then the nearest, until `longest`
        seconds are full.

        Near is a test of the same room that runs little else. As long as there is a limit, of one function with many examples a few
        are asked; without one (math.inf) all that run the mutant are.
        """
        found = self.reaching(mutant)
        ordered = [each for each in first if each in found]
        own = f"src/open315/{mutant.room}/"
        ordered += sorted(found.difference(ordered), key=lambda each: self._distance(each, own))
        kept, total, asked = list[tuple[str, float]](), 0.0, Counter[str]()
        for test in ordered:
            function = test.partition("[")[0]
            seconds = self.seconds[test]
            if longest < inf and (asked[function] >= EXAMPLES or (kept and total + seconds > longest)):
                continue
            asked[function] += 1
            total += seconds
            kept.append((test, seconds))
        return kept

    def reaching(self, mutant: Mutant) -> set[str]:
        """Every test that runs the place of the mutant."""
        spots, files = self._spots(mutant)
        found = {test for spot in spots for test in self.tests.get(spot, ())}
        return (found & self.seconds.keys()) | {test for test in self.seconds if test.partition("::")[0] in files}

    def forget(self, test: str) -> None:
        """Ask this test no more: it fails without a mutant."""
        self.seconds = {each: seconds for each, seconds in self.seconds.items() if each != test}

    def level(self) -> None:
        """Make the seconds the same on every machine, fast, slow or busy: the average test takes `AVERAGE`."""
        if total := sum(self.seconds.values()):
            pace = AVERAGE * len(self.seconds) / total
            self.seconds = {test: seconds * pace for test, seconds in self.seconds.items()}

    def _distance(self, test: str, own: str) -> tuple[float, str]:
        near = self.width.get(test, 0) * (self.seconds[test] + 0.02)
        return (near if test.startswith(own) else 4 * near, test)

    def _spots(self, mutant: Mutant) -> tuple[set[Spot], set[str]]:
        if mutant.deferred:
            number = at_line(mutant.file, mutant.place, mutant.line)
            was, now = self.functions.get(mutant.file, {}), digests(mutant.file)
            if was.get(mutant.place) != now.get(mutant.place):
                number = 0  # the function is another than the one that was measured: all who enter it
            return {(mutant.file, mutant.place, number)}, set()
        spots, files = mentioning(mutant.file, mutant.place)
        return spots | ({ALL_DECLARED} if "/services" in mutant.file else set()), files


def files_digest(paths: Iterable[Path]) -> str:
    """One digest of the names and contents of files."""
    digest = sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


def content_digest() -> str:
    """The digest of everything that decides which test runs which line."""
    ends = {".py", ".toml", ".csv", ".html", ".txt", ".po"}
    files = [
        path
        for root in (PRODUCT, ROOT / "tests")
        for path in root.rglob("*")
        if path.suffix in ends and path.is_file() and path.parent.name != "mutants"
    ]
    own = [Path(__file__).with_name(name) for name in ("probes.py", "places.py")]
    return files_digest([*files, *own, ROOT / "conftest.py"])


def measure(into: Path, paths: Iterable[str] = ("src", "tests")) -> None:
    """Run the fast suite with probes; what it saw is written into the folder `into`."""
    environment = {**os.environ, "OPEN315_REACH": str(into), "HYPOTHESIS_PROFILE": "mutants"}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "mutants.probes", "-m", EVERYDAY, *paths]
    subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=sys.stderr)


def folder() -> Path:
    """Where the measurement of the present content is kept."""
    return KEPT / f"reach-{content_digest()}"


def load(*, stale: bool = False) -> tuple[Reach, float]:
    """What is known of this content, and the seconds that it took to measure it, where it was not known yet.

    `stale`: the newest measurement is good enough.
    """
    into, took = folder(), 0.0
    newest = sorted(KEPT.glob("reach-*"), key=lambda each: each.stat().st_mtime)
    if stale and newest and not into.exists():
        into = newest[-1]
    if not list(into.glob("*.json")):
        print("Measuring which tests run which lines …", file=sys.stderr, flush=True)
        began = time.monotonic()
        measure(into)
        took = time.monotonic() - began
    if not (into / "functions").exists():
        write_functions(into)
    for old in newest[:-3]:
        shutil.rmtree(old, ignore_errors=True)
    return read(into), took


def write_functions(into: Path) -> None:
    """Note what the functions looked like when the tests ran."""
    (into / "functions").write_text(json.dumps({file: digests(file) for file in product_files()}))


def read(kept: Path) -> Reach:
    """The measurement in a folder."""
    reach = Reach(functions=json.loads((kept / "functions").read_text()))
    for path in sorted(kept.glob("*.json")):
        content = json.loads(path.read_text())
        probes: list[Spot] = [(file, name, number) for file, name, number in content["probes"]]
        for test, (seconds, packed) in content["tests"].items():
            reach.seconds[test] = seconds
            for index in _set_bytes(zlib.decompress(b85decode(packed))):
                reach.tests.setdefault(probes[index], []).append(test)
                reach.width[test] += 1
    reach.level()
    return reach


def _set_bytes(hits: bytes) -> Iterator[int]:
    at = hits.find(1)
    while at >= 0:
        yield at
        at = hits.find(1, at + 1)


def mentioning(file: str, place: str) -> tuple[set[Spot], set[str]]:
    """For a name that has its value on import: the entries of all functions that use it, directly or by what is derived from
    it, and the test files that name it."""
    waiting, names, spots = re.findall(r"\w+", place.split(".")[0]), set[str](), set[Spot]()  # several of `A, B = 1, 2`
    while waiting:
        name = waiting.pop()
        if name in names:
            continue
        names.add(name)
        for user, kind, used, made in _uses():
            if name in used and (user == file or name in _imported(user)):
                if kind == "function":
                    spots.add((user, made, 0))
                else:
                    waiting.append(made)
    spots |= {(file, each, 0) for each in digests(file) if each.split(".")[0] in names}
    told = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
    return spots, {test for test, text in _test_files().items() if told.search(text)}


@lru_cache(maxsize=1)
def _uses() -> list[tuple[str, str, frozenset[str], str]]:
    """Each function and each constant of the product: its file, which of the two, the names it uses, its own name."""
    found = []
    for file in product_files():
        for node in ast.parse((ROOT / file).read_text("utf-8")).body:
            found += [(file, *each) for each in _used(node)]
    return found


def _used(node: ast.stmt) -> Iterator[tuple[str, frozenset[str], str]]:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            for each in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(each, ast.Name):
                    yield "constant", _names(node), each.id
    elif isinstance(node, ast.ClassDef):
        yield "constant", _names(*[each for each in node.body if not isinstance(each, ast.FunctionDef)]), node.name
    for name, function in functions(ast.Module([node], [])):
        yield "function", _names(function), name


def _names(*nodes: ast.AST) -> frozenset[str]:
    walked = [each for node in nodes for each in ast.walk(node)]
    return frozenset(
        {each.id for each in walked if isinstance(each, ast.Name)}
        | {each.attr for each in walked if isinstance(each, ast.Attribute)}
    )


@cache
def _imported(file: str) -> frozenset[str]:
    """Names that a file imports, and those it can reach as attributes of modules."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    imported = {
        each.asname or each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names
    }
    return frozenset(imported | {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)})


@lru_cache(maxsize=1)
def _test_files() -> dict[str, str]:
    paths = [*PRODUCT.rglob("tests/test_*.py"), *(ROOT / "tests").rglob("test_*.py")]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


if __name__ == "__main__":
    print(folder())
