"""The words of the demo, as data. A room keeps its own beside its scene."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str, package: str = __name__) -> dict[str, Any]:
    """The content of `<name>.toml` of a package: bodies here, others where a room says."""
    return tomllib.loads((files(package) / f"{name}.toml").read_text(encoding="utf-8"))
