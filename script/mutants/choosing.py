"""Which of all mutants are judged: of a room, of a file, on changed lines, a sample."""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence

from mutants.mutation import Mutant
from mutants.targets import ROOT

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


LEAST = 12
"""A sample over rooms takes so many of each at least, or all it has."""


def sample(mutants: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """`count` mutants, as drawn: the same for the same seed; other lines in other places hardly change the draw."""
    return sorted(mutants, key=lambda each: (each.lot(seed), each.index))[:count]


def sample_of_rooms(mutants: Sequence[Mutant], count: int, seed: int) -> list[Mutant]:
    """About `count` mutants, as drawn: each room by its size, a small one with `LEAST`."""
    by_room: dict[str, list[Mutant]] = {}
    for each in mutants:
        by_room.setdefault(each.room, []).append(each)
    drawn = [
        each
        for mine in by_room.values()
        for each in sample(mine, max(LEAST, round(count * len(mine) / len(mutants))), seed)
    ]
    return sample(drawn, len(drawn), seed)


def on_lines(mutants: Iterable[Mutant], lines: Mapping[str, set[int]]) -> list[Mutant]:
    """The mutants that touch one of these lines."""
    return [each for each in mutants if lines.get(each.file, set()) & set(range(each.line, each.end + 1))]


def changed_lines(base: str | None) -> dict[str, set[int]] | None:
    """The lines that are new since the commit `base`, by file; None without git, or where that commit is not at hand."""
    answer = base and _git("diff", "--unified=0", "--no-color", "--no-ext-diff", base, "--", "src")
    if answer is None or base is None:
        return None
    found: dict[str, set[int]] = {}
    file = ""
    for line in answer.splitlines():
        if line.startswith("+++ "):
            file = line.removeprefix("+++ b/")
        elif match := _HUNK.match(line):
            first, count = int(match[1]), int(match[2] or 1)
            found.setdefault(file, set()).update(range(first, first + count))
    return found


def default_base() -> str | None:
    """Where this work began: the common commit with the main branch, or the commit before when that is this one.

    None without git, and in a clone that holds this commit alone.
    """
    here = _git("rev-parse", "HEAD")
    for main in ("origin/main", "main"):
        common = _git("merge-base", "HEAD", main)
        if common and common != here:
            return common
    return _git("rev-parse", "--verify", "--quiet", "HEAD~1^{commit}") or None


def _git(*words: str) -> str | None:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def of(mutants: Sequence[Mutant], rooms: Sequence[str], files: Sequence[str]) -> list[Mutant]:
    """The mutants of these rooms and files; all when none is named. A file may be named by its end."""
    return [
        each
        for each in mutants
        if (not rooms or each.room in rooms) and (not files or any(each.file.endswith(file) for file in files))
    ]
