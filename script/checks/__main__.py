"""Run every rule over the files that are, or would be, in the repository."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from checks.doc_rules import doc_problems
from checks.fragment_rules import FOLDER, fragment_problems
from checks.permission_rules import declared, permission_problems
from checks.problem import Problem
from checks.python_rules import python_problems
from checks.room_rules import room_problems
from checks.template_rules import template_problems
from checks.tree_rules import tree_problems

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[str]:
    """Files under version control and new ones that are not ignored; without git, everything outside hidden folders and var/."""
    answer = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode == 0:
        return sorted({name for name in answer.stdout.split("\0") if name})
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(str(path) for path in files if not path.parts[0].startswith((".", "var")))


def problems() -> Iterator[Problem]:
    """Every problem in the tree."""
    yield from room_problems(ROOT)
    for name in tracked():
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b"\0"
        if b"\0" in content[:2000]:
            continue
        yield from problems_in(name, content.decode("utf-8", errors="replace"))


def problems_in(name: str, text: str) -> Iterator[Problem]:
    """Every problem in one file."""
    yield from tree_problems(name, text)
    if name.endswith(".py"):
        yield from python_problems(name, text)
        yield from permission_problems(name, text, declared(ROOT))
    elif name.endswith(".html"):
        yield from template_problems(name, text)
        yield from permission_problems(name, text, declared(ROOT))
    elif name.endswith(".md"):
        yield from doc_problems(name, text, ROOT)
        if name.startswith(f"{FOLDER}/"):
            yield from fragment_problems(name, text)


if __name__ == "__main__":
    found = sorted(problems())
    for problem in found:
        print(problem)
    sys.exit(1 if found else 0)
