"""Which of all mutants are judged: of a room, of a file, on changed lines, a sample."""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence

from mutants.mutation import Mutant
from mutants.targets import ROOT

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def sample(mutants: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """`count` mutants, the same for the same seed; other lines in other places hardly change the draw."""
    drawn = sorted(mutants, key=lambda each: (each.lot(seed), each.index))[:count]
    return sorted(drawn, key=lambda each: (each.file, each.index))


def on_lines(mutants: Iterable[Mutant], lines: Mapping[str, set[int]]) -> list[Mutant]:
    """The mutants that touch one of these lines."""
    return [each for each in mutants if lines.get(each.file, set()) & set(range(each.line, each.end + 1))]


def changed_lines(base: str) -> dict[str, set[int]]:
    """The lines that are new since the commit `base`, by file; nothing without git or without that commit."""
    answer = _git("diff", "--unified=0", "--no-color", "--no-ext-diff", base, "--", "src")
    found: dict[str, set[int]] = {}
    file = ""
    for line in (answer or "").splitlines():
        if line.startswith("+++ "):
            file = line.removeprefix("+++ b/")
        elif match := _HUNK.match(line):
            first, count = int(match[1]), int(match[2] or 1)
            found.setdefault(file, set()).update(range(first, first + count))
    return found


def default_base() -> str:
    """Where this work began: the common commit with origin/main, or the commit before when that is this one."""
    here, common = _git("rev-parse", "HEAD"), _git("merge-base", "HEAD", "origin/main")
    return common if common and common != here else "HEAD~1"


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
