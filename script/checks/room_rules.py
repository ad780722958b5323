"""Rules for the rooms: each stands in `.importlinter` and in docs/architecture.md, and its tables are its own."""

import re
from collections.abc import Iterator
from pathlib import Path

from checks.problem import Problem

WALLS = ".importlinter"
PAGE = "docs/architecture.md"


def room_problems(root: Path) -> Iterator[Problem]:
    """Every room of the house that the walls or the page about the house have forgotten."""
    house = root / "src" / "open315"
    walls, page = _text(root / WALLS), _text(root / PAGE)
    for folder in sorted(each.parent for each in house.glob("*/__init__.py")):
        yield from _walls_of(folder, walls)
        if not re.search(rf"^\|[^|]*`{folder.name}`[^|]*\|", page, re.MULTILINE):
            yield Problem(PAGE, 1, f"no line about the room {folder.name}", "add it to the table of rooms")


def _walls_of(folder: Path, walls: str) -> Iterator[Problem]:
    room = folder.name
    if room not in _layers(walls):
        yield Problem(WALLS, 1, f"the room {room} is in no layer", "add it to the contract rooms, above what it uses")
    has_tables = (folder / "models.py").is_file() or (folder / "models").is_dir()
    if has_tables and f"[importlinter:contract:tables-of-{room}]" not in walls:
        yield Problem(
            WALLS, 1, f"nothing protects the tables of {room}", "add a contract tables-of-… as the others have"
        )


def _layers(walls: str) -> set[str]:
    """The rooms that the first contract, from the highest down to the lowest, names."""
    found = re.search(r"^\[importlinter:contract:rooms\]\n.*?^layers =\n((?: .*\n)*)", walls, re.MULTILINE | re.DOTALL)
    return set(found[1].split()) if found else set()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
