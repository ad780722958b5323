"""The words of a joint issue that nobody types, from `wording.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words_of(part: str) -> Mapping[str, str]:
    """The words of one part by their names. KeyError for a part that is not there."""
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (files(__package__) / "wording.toml").read_text(encoding="utf-8")
    )
    return found[part]
