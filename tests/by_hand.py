"""Reads tables written by hand: what the product is to do, said by nobody else. A file holds several, each under `=== name`."""

from functools import cache
from pathlib import Path


@cache
def lines(file: Path, name: str) -> list[str]:
    """The lines of one table; remarks and empty lines left out."""
    _before, _heading, rest = file.read_text(encoding="utf-8").partition(f"=== {name}\n")
    mine = rest.partition("\n=== ")[0].splitlines()
    return [line.rstrip() for line in mine if line and not line.startswith("#")]


def table(file: Path, name: str) -> list[list[str]]:
    """The same as words."""
    return [line.split() for line in lines(file, name)]
