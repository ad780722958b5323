"""The code lists of the organisation: sectors of departments and ranks of leading posts, in both languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from open315.core.names import Names, taken

FOLDER = Path(__file__).parent / "seeds"


@cache
def _names_in(file: str) -> Mapping[str, Names]:
    table = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
    return {key: taken(said) for key, said in table.items()}


def sectors() -> Mapping[str, Names]:
    """What a department can be competent for."""
    return _names_in("sectors.toml")


def ranks() -> Mapping[str, Names]:
    """Ranks of leading posts, highest first."""
    return _names_in("ranks.toml")


def sector_name(key: str) -> Names:
    """The name of a sector; an unknown key stands for itself."""
    return sectors().get(key) or Names(key)
