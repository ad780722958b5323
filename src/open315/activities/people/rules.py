"""Whose leaders count, what an attendance may be, and how a pasted line is read; pure."""

import re
from collections.abc import Collection, Iterator, Mapping

from open315.activities.people.types import Attendance
from open315.activities.types import BodyKind, Role
from open315.core.text.folding import fold, letters

LENGTH = 120
MOST_LINES = 500
FOUR = frozenset({BodyKind.PARTY, BodyKind.CONGRESS, BodyKind.GOVERNMENT, BodyKind.CPPCC})
"""Whose leaders a summary counts: party committee, people's congress, government, CPPCC."""
PRESENT = frozenset({Role.ATTENDED, Role.SPOKE, Role.PRESENTED, Role.COMMANDED})
"""Present in person; an article alone is counted apart."""
_BETWEEN = ("\t", "，", ",", "、", ";", "；")
_NUMBERED = re.compile(
    r"(?:\d{1,3}[.．、)）](?!\d)|[(（][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、)）]|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|\d{1,2}[ 　\t]{1,9}(?=\D))[、.]?\s*"
)
"""1. 2、 3） (4) 五、 （六） ⑦ 8 : what word processors put before the lines of a list."""
_NUMBER = re.compile(r"\d{1,3}[.、)]?")
_MANY = r"(?:共|约|近)?[\d一二三四五六七八九十百两几数多]{1,12}[余馀多]?"
_SEVERAL = re.compile(rf"(?:等|{_MANY}[人名位]|等{_MANY}[家个])\)?$")
"""律師等5人, 會員單位等12家, 代表3名: no one of them is said."""
GUESTS = {
    "": False, "否": False, "不是": False, "本地": False, "无": False, "no": False, "n": False, "-": False,
    "是": True, "外地": True, "外地来宾": True, "来宾": True, "嘉宾": True, "√": True, "✓": True, "guest": True, "yes": True, "y": True,
}  # fmt: skip
"""What is written for a guest from outside and for one who is none, folded."""
_PARTS = 6


def known_as(body: str, office: str) -> str:
    """Body and office as they are compared: by letters and digits alone, in one script. 武漢市政協 副主席 and 武汉市 政协 副主席 are one person."""
    return f"{letters(body) or body.strip()}|{letters(office) or office.strip()}"


def faults(given: Attendance, ranks: Collection[str]) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with an attendance; nothing for a sound one. `ranks` is the ladder."""
    for field, text in (("body", given.body), ("office", given.office)):
        if not text.strip():
            yield field, f"{field}_missing"
        elif len(text.strip()) > LENGTH:
            yield field, "too_long"
        elif _SEVERAL.search(fold(text).strip()):
            yield field, "several"
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
    """The parts of a pasted line without its number: between tabs where there are some, else between commas of either script."""
    numbered = _NUMBERED.match(bare := line.lstrip())
    bare = bare[numbered.end() :] if numbered else bare
    mark = next((each for each in _BETWEEN if each in bare), "\t")
    cells = [cell.strip() for cell in bare.split(mark)]
    return cells[1:] if len(cells) > 1 and _NUMBER.fullmatch(fold(cells[0])) else cells


def is_heading(line: str, names: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a line is the head of a table, copied along: it names the column of the kinds."""
    return any(cell and cell in names["heading"] for cell in cells_of(line))


def line_faults(line: str) -> Iterator[str]:
    """What of a pasted line would be lost, as codes: parts that belong nowhere, a last word that says neither guest nor none."""
    cells = cells_of(line)
    if any(cells[_PARTS:]):
        yield "too_many_parts"
    elif fold("".join(cells[_PARTS - 1 :])) not in GUESTS:
        yield "guest_unknown"


def read_line(line: str, names: Mapping[str, Mapping[str, str]], role: str) -> Attendance:
    """A pasted line: body, kind of body, office, rank, and perhaps role and 外地 for a guest; `role` where none is told.

    `names` gives for "body_kind", "rank" and "role" the code of what people write. What is not found is taken as it stands, and `faults` tells;
    what would be lost, `line_faults`.
    """
    body, kind, office, rank, told, guest = (*cells_of(line), *[""] * _PARTS)[:_PARTS]
    return Attendance(
        body,
        names["body_kind"].get(kind, kind),
        office,
        names["rank"].get(rank, rank),
        names["role"].get(told, told) or role,
        GUESTS.get(fold(guest), False),
    )
