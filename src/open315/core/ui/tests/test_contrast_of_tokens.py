"""Text and ground pairs keep WCAG 2.2 AA contrast in both themes; charts draw with the same colours as the tokens."""

import re
from pathlib import Path

import pytest

from open315.core.charts.drawing import INK, LINE, SERIES, SOFT

CSS = Path(__file__).parent.parent / "static/ui/css"
TEXT = [
    ("ink", "page"),
    ("ink", "surface"),
    ("ink", "sunk"),
    ("ink", "hover"),
    ("ink", "brand-wash"),
    ("ink", "mark"),
    ("ink-soft", "page"),
    ("ink-soft", "surface"),
    ("ink-soft", "sunk"),
    ("ink-faint", "page"),
    ("ink-faint", "surface"),
    ("ink-faint", "sunk"),
    ("ink", "info-wash"),
    ("ink", "good-wash"),
    ("ink", "warn-wash"),
    ("ink", "bad-wash"),
    ("ink", "seal-wash"),
    ("link", "surface"),
    ("link", "page"),
    ("link", "brand-wash"),
    ("link", "sunk"),
    ("link", "hover"),
    ("link", "bad-wash"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-seal", "seal"),
    ("on-bar", "bar"),
    ("on-bar", "bar-hover"),
    ("on-bar-soft", "bar"),
    ("on-bar-soft", "bar-hover"),
    ("neutral", "neutral-wash"),
    ("info", "info-wash"),
    ("good", "good-wash"),
    ("warn", "warn-wash"),
    ("bad", "bad-wash"),
    ("good", "surface"),
    ("warn", "surface"),
    ("bad", "surface"),
    ("bad", "page"),
]
SHAPES = [
    ("line-strong", "surface"),
    ("line-strong", "page"),
    ("brand", "surface"),
    ("seal", "surface"),
    ("focus", "surface"),
    ("focus", "page"),
    *((f"chart-{number}", "surface") for number in (1, 3, 4, 5)),
]
"""Borders of controls, marks and the focus ring need 3 : 1. Chart colours 2 and 6 stand beside a label that says the same."""


def _tokens(*names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found.update(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b", (CSS / name).read_text()))
    return found


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheets", [("tokens.css",), ("tokens.css", "dark.css")], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(sheets: tuple[str, ...]) -> None:
    tokens = _tokens(*sheets)
    weak = {pair: round(_contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("sheets", [("tokens.css",), ("tokens.css", "dark.css")], ids=["light", "dark"])
def test_shapes_can_be_seen_on_their_ground(sheets: tuple[str, ...]) -> None:
    tokens = _tokens(*sheets)
    weak = {pair: round(_contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in SHAPES}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_the_dark_theme_names_only_known_tokens() -> None:
    assert set(_tokens("dark.css")) <= set(_tokens("tokens.css"))


def test_charts_use_the_colours_of_the_light_theme() -> None:
    tokens = _tokens("tokens.css")
    assert [tokens[f"chart-{number}"] for number in range(1, 7)] == list(SERIES)
    assert (tokens["ink"], tokens["ink-soft"], tokens["line"]) == (INK, SOFT, LINE)
