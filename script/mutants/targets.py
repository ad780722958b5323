"""Which files are mutated, and which room each belongs to."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "src" / "open315"
LAYERS = re.compile(r"/(?:rules|policies|services)(?:/.*)?\.py$|/(?:rules|policies|services)\.py$")
ENGINES = ("core/text/", "core/redaction/", "core/facts/shares.py")
"""Pure engines outside the three layers."""
_LEFT_OUT = re.compile(r"/(?:tests|migrations|locale)/|/__init__\.py$")


def room_of(file: str) -> str:
    """The room of a file given from the project's root: `cases`, `org`, …"""
    return file.split("/")[2]


def is_target(file: str) -> bool:
    """Whether the file (from the project's root) is mutated."""
    inside = file.removeprefix("src/open315/")
    if inside == file or _LEFT_OUT.search(f"/{inside}") or not file.endswith(".py"):
        return False
    return bool(LAYERS.search(f"/{inside}")) or inside.startswith(ENGINES)


def product_files() -> Iterator[str]:
    """Every Python file of the product that tests can reach, from the project's root."""
    for path in sorted(PRODUCT.rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if not re.search(r"/(?:tests|migrations)/", file):
            yield file


def targets() -> list[str]:
    """Every file that is mutated, from the project's root."""
    return [file for file in product_files() if is_target(file)]
