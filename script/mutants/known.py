"""What is known beforehand: mutants that change nothing, and the share of the others that each room must notice."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from mutants.mutation import Mutant
from mutants.targets import ROOT

LISTS = ROOT / "tests" / "mutants"
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Floors:
    """The least share of mutants that the tests of each room must notice, in percent, and the share to reach."""

    rooms: Mapping[str, float]
    aim: float

    def of(self, room: str) -> float:
        """The floor of a room; a room that has none yet must reach the aim."""
        return self.rooms.get(room, self.aim)


def floors(*, whole: bool) -> Floors:
    """The floors of `tests/mutants/floors.toml`: of a whole run, or of the fixed sample."""
    content = tomllib.loads((LISTS / "floors.toml").read_text("utf-8"))
    return Floors(content["whole" if whole else "sample"], content["aim"])


def equivalents() -> dict[Key, str]:
    """The mutants listed in `tests/mutants/equivalent.toml`, with the reason why each changes nothing."""
    content = tomllib.loads((LISTS / "equivalent.toml").read_text("utf-8"))
    return {
        (f"src/open315/{each['file']}", each["place"], each["before"], each["after"]): each["reason"]
        for each in content.get("equivalent", [])
    }


def stale(listed: Iterable[Key], made: Sequence[Mutant]) -> list[Key]:
    """Listed mutants of the files that were looked at, which can no longer be made: the code is another by now."""
    files, keys = {each.file for each in made}, {each.key for each in made}
    return [key for key in listed if key[0] in files and key not in keys]


def allowance(count: int, floor: float, *, whole: bool) -> float:
    """How many mutants fewer than the floor may be noticed: none of all; in a sample one, and what chance makes of a draw (one
    deviation), because a change of the code changes who is in it.
    """
    share = floor / 100
    return 0.0 if whole else 1 + sqrt(count * share * (1 - share))


def is_held(count: int, dead: int, floor: float, *, whole: bool) -> bool:
    """Whether `dead` of `count` mutants is enough for the floor."""
    return dead + allowance(count, floor, whole=whole) + 1e-9 >= count * floor / 100
