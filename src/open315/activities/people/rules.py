"""Whose leaders count, what an attendance may be, and how a pasted line is read; pure."""

from collections.abc import Collection, Iterator, Mapping

from open315.activities.people.types import Attendance
from open315.activities.types import BodyKind, Role

LENGTH = 120
MOST_LINES = 500
FOUR = frozenset({BodyKind.PARTY, BodyKind.CONGRESS, BodyKind.GOVERNMENT, BodyKind.CPPCC})
"""Whose leaders a summary counts: party committee, people's congress, government, CPPCC."""
PRESENT = frozenset({Role.ATTENDED, Role.SPOKE, Role.PRESENTED, Role.COMMANDED})
"""Present in person; an article alone is counted apart."""
_BETWEEN = ("\t", "，", ",", "、", ";", "；")


def faults(given: Attendance, ranks: Collection[str]) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with an attendance; nothing for a sound one. `ranks` is the ladder."""
    for field, text in (("body", given.body), ("office", given.office)):
        if not text.strip():
            yield field, f"{field}_missing"
        elif len(text.strip()) > LENGTH:
            yield field, "too_long"
    for field, code, known in (
        ("body_kind", given.body_kind, BodyKind),
        ("rank", given.rank, {"", *ranks}),
        ("role", given.role, Role),
    ):
        if code not in set(known):
            yield field, f"{field}_unknown"


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines that say something, with their numbers from 1."""
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def cells_of(line: str) -> list[str]:
    """The parts of a pasted line: between tabs where there are some, else between commas of either script."""
    mark = next((each for each in _BETWEEN if each in line), "\t")
    return [cell.strip() for cell in line.split(mark)]


def read_line(line: str, names: Mapping[str, Mapping[str, str]], role: str) -> Attendance:
    """A pasted line: body, kind of body, office, rank, and perhaps role and 外地 for a guest; `role` where none is told.

    `names` gives for "body_kind", "rank" and "role" the code of what people write. What is not found is taken as it stands, and `faults` tells.
    """
    body, kind, office, rank, told, guest = (*cells_of(line), *[""] * 6)[:6]
    return Attendance(
        body,
        names["body_kind"].get(kind, kind),
        office,
        names["rank"].get(rank, rank),
        names["role"].get(told, told) or role,
        bool(guest),
    )
