"""Rules for a fragment of the changelog: `changelog.d/<slug>.md`, one a change, one to three points in the words of those who use it."""

import re
from collections.abc import Iterator

from checks.problem import Problem

FOLDER = "changelog.d"
MAX_POINTS = 3
MAX_LETTERS = 320
_NAME = re.compile(rf"{FOLDER}/[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def fragment_problems(file: str, text: str) -> Iterator[Problem]:
    """What is wrong with one fragment."""
    if not _NAME.fullmatch(file):
        yield Problem(
            file, 1, "name of a fragment", "small letters, digits and hyphens, ending in .md: what-changes.md"
        )
    for number, line in enumerate(text.splitlines(), 1):
        if not re.match(r"- \S|  \S", line):
            todo = 'begin each point with "- " and its further lines with two spaces; no headings'
            yield Problem(file, number, "line that belongs to no point", todo)
    found = points(text)
    if not 1 <= len(found) <= MAX_POINTS:
        yield Problem(file, 1, f"{len(found)} points", f"one to {MAX_POINTS}; another change has a fragment of its own")
    for point in found:
        if len(point) > MAX_LETTERS:
            yield Problem(file, 1, f"point of {len(point)} letters", f"at most {MAX_LETTERS}: what changes for whom")


def points(text: str) -> list[str]:
    """The points of a fragment, each in one line."""
    joined = re.sub(r"\n {2,}", " ", text)
    return [line[2:].strip() for line in joined.splitlines() if line.startswith("- ")]
