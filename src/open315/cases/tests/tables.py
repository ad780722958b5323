"""Reads `expected/verbs.txt`, the tables that say by hand what the verbs of a case are to do."""

from functools import cache
from pathlib import Path


@cache
def lines(name: str) -> list[str]:
    """The lines of one table; remarks and empty lines left out."""
    text = Path(__file__).with_name("expected").joinpath("verbs.txt").read_text(encoding="utf-8")
    _before, _heading, rest = text.partition(f"=== {name}\n")
    mine = rest.partition("\n=== ")[0].splitlines()
    return [line.rstrip() for line in mine if line and not line.startswith("#")]


def table(name: str) -> list[list[str]]:
    """The same as words."""
    return [line.split() for line in lines(name)]
