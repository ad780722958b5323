"""The measures of the standard and the words of the document, read once from the tables beside."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from open315.core.documents.official.types import Script

POINTS_PER_MILLIMETRE = 72 / 25.4


@lru_cache(maxsize=1)
def standard() -> Mapping[str, Any]:
    """`standard.toml`: sizes in points, distances in the unit its comments give."""
    return _read("standard")


def words(script: Script) -> Mapping[str, Any]:
    """What a document in this script says by itself."""
    found: Mapping[str, Any] = _words()[script]
    return found


def points(millimetres: float) -> float:
    """Millimetres in points."""
    return millimetres * POINTS_PER_MILLIMETRE


def line_pitch() -> float:
    """Points from line to line of the text: the height of the type area over its lines."""
    return points(standard()["page"]["type_height"]) / int(standard()["text"]["lines"])


def sign_pitch() -> float:
    """Points from sign to sign of the text: the width of the type area over the signs of a line."""
    return points(standard()["page"]["type_width"]) / int(standard()["text"]["signs"])


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return _read("words")


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
