"""The words of redaction as they are typed a second time in `every_word.txt`, and the sentences they stand in."""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("every_word.txt")
IN_SIGNS = {
    "plates.provinces", "plates.ends", "homes.numerals", "homes.streets", "homes.estates", "names.single", "names.common", "names.not_given",
    "names.numerals", "names.given", "names.joining",
}  # fmt: skip
"""Lists of single signs, which stand without blanks."""


@cache
def table() -> dict[str, list[str]]:
    """The lines below the name of each list."""
    found: dict[str, list[str]] = {}
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines:
        if line.startswith("== "):
            found[line.removeprefix("== ")] = []
        else:
            found[next(reversed(found))].append(line)
    return found


def sentences(name: str, how: str) -> list[str]:
    return [line.removeprefix(f"{how} ") for line in table()[name] if line.startswith(f"{how} ")]


def typed(name: str) -> list[str]:
    lines = [line for line in table()[name] if line.partition(" ")[0] not in {"hides", "leaves", "but"}]
    return list("".join(lines)) if name in IN_SIGNS else [each.replace("_", " ") for each in " ".join(lines).split()]
