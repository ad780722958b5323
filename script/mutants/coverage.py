"""How much of the code the tests run: statements and branches by room, and the floors of tests/coverage.toml.

Counted from the probes of a run (`mutants.probes`): every statement, and both ways out of every condition and loop. What stands
outside functions is run when the file is imported. Lines and branches missed are the same as coverage.py names.
"""

import ast
import json
import sys
import tomllib
import zlib
from base64 import b85decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mutants.places import MODULE, Place, outside, places, ways_past
from mutants.targets import LAYERS, ROOT, product_files, room_of

Spot = tuple[str, str, int]
FLOORS = ROOT / "tests" / "coverage.toml"


@dataclass
class Share:
    """So many of so many."""

    run: int = 0
    all: int = 0

    def add(self, was_run: bool) -> None:
        """One more."""
        self.run += was_run
        self.all += 1

    @property
    def percent(self) -> float:
        """The share in percent; all of nothing is all."""
        return 100 * self.run / self.all if self.all else 100.0


@dataclass
class Count:
    """Statements and branches of a group of files, and what was not run, as file:line."""

    statements: Share
    branches: Share
    missed: list[str]


def passed(folder: Path) -> set[Spot]:
    """The spots that were ever passed in a run."""
    found: set[Spot] = set()
    for path in folder.glob("*.json"):
        content = json.loads(path.read_text())
        hits = zlib.decompress(b85decode(content["ever"]))
        found |= {tuple(probe) for probe, hit in zip(content["probes"], hits, strict=True) if hit}
    return found


def count(files: Iterable[str], seen: set[Spot]) -> Count:
    """What of these files was run."""
    counted = Count(Share(), Share(), [])
    for file in files:
        alone = outside(ast.parse((ROOT / file).read_text("utf-8")).body)
        counted.statements.all += alone
        counted.statements.run += alone * ((file, MODULE, 0) in seen)
        for name, found in places(file).items():
            for place in found:
                _statement(counted, file, place, seen)
            for place, was_run in _branches(file, name, found, seen):
                counted.branches.add(was_run)
                if not was_run and (file, name, place.n) in seen:
                    counted.missed.append(f"{file}:{place.line} one way only")
    return counted


def _statement(counted: Count, file: str, place: Place, seen: set[Spot]) -> None:
    was_run = (file, place.name, place.n) in seen
    counted.statements.add(was_run)
    if not was_run:
        counted.missed.append(f"{file}:{place.line}")


def _branches(file: str, name: str, found: list[Place], seen: set[Spot]) -> Iterator[tuple[Place, bool]]:
    """Both ways of each condition and loop: into its body and past it."""
    past = {-1 - each.n for each in ways_past(found)}
    for place in found:
        if isinstance(place.node, ast.If | ast.For | ast.While):
            inside = [each.n for each in found if each.owner is place.node]
            for field in ("body", "orelse"):
                first = [each.n for each in found if each.owner is place.node and each.field == field][:1]
                if first:
                    yield place, (file, name, first[0]) in seen
            if place.n in past and inside:
                yield place, (file, name, -1 - place.n) in seen


def report(folder: Path) -> tuple[list[str], list[str]]:
    """The table, and what is below its floor."""
    floors, seen, files = tomllib.loads(FLOORS.read_text("utf-8")), passed(folder), list(product_files())
    layered = [file for file in files if LAYERS.search(f"/{file}")]
    lines = [f"  {'':<28}{'statements':>11}{'run':>9}{'branches':>10}{'run':>9}"]
    below = list[str]()
    for room in sorted({room_of(file) for file in files if file.count("/") > 2}):
        for title, group in ((room, files), (f"{room}: rules, services", layered)):
            own = [file for file in group if file.startswith(f"src/open315/{room}/")]
            if own:
                counted = count(own, seen)
                lines.append(_line(title, counted))
                below += _below(title, counted, floors.get("rooms", {}).get(title, {}))
    for title, key, group in (("all", "whole", files), ("rules, policies, services", "layers", layered)):
        counted = count(group, seen)
        lines.append(_line(title, counted))
        below += _below(title, counted, floors[key])
        if below and key == "layers":
            lines += [f"    {each}" for each in counted.missed]
    return lines, below


def _below(title: str, counted: Count, floor: Mapping[str, float]) -> Iterator[str]:
    for kind, least in floor.items():
        share: float = getattr(counted, kind).percent
        if share + 1e-9 < least:
            yield f"{title}: {share:.2f} % of the {kind} were run, the floor is {least} %"


def _line(title: str, counted: Count) -> str:
    one, two = counted.statements, counted.branches
    return f"  {title:<28}{one.all:>11}{one.percent:>7.1f} %{two.all:>10}{two.percent:>7.1f} %"


def main(folder: Path) -> int:
    """Print the table; 0 when every floor is held."""
    if not list(folder.glob("*.json")):
        print("coverage: the fast tests left nothing to count")
        return 1
    lines, below = report(folder)
    print("\n".join(lines))
    print(f"\ncoverage: {'; '.join(below) or 'every floor of tests/coverage.toml is held'}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
