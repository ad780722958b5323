"""The words of the demo, as data: bodies, goods, and how complaints about them are told."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
