"""The rule packs: law as data, one TOML file a pack (ADR 0021). This module only reads the files; `law.rules.packs` gives them meaning."""

import tomllib
from importlib.resources import files
from typing import Any


def documents() -> list[dict[str, Any]]:
    """Every pack file as plain data, ordered by file name."""
    found = (each for each in files(__name__).iterdir() if each.name.endswith(".toml"))
    return [tomllib.loads(each.read_text(encoding="utf-8")) for each in sorted(found, key=lambda each: each.name)]
