"""Arithmetic of axes and of text: pure functions."""

import math
import unicodedata
from collections.abc import Iterable, Sequence

Value = float | int | None
"""A figure of a chart; None is "not known", which is not zero."""
SMALLEST = 1e-6


def checked(values: Sequence[Value]) -> list[Value]:
    """The values as a list; ValueError for one below zero, which these charts cannot show honestly."""
    if any(value is not None and value < 0 for value in values):
        raise ValueError("a chart of counts or amounts cannot show a value below zero")
    return list(values)


def highest_of(values: Iterable[Value]) -> float:
    """The highest value; 0 when there is none or it is too small to see."""
    highest = max((float(value) for value in values if value is not None), default=0.0)
    return highest if highest >= SMALLEST else 0.0


def ticks(highest: float, wanted: int = 5) -> list[float]:
    """Round steps from 0 to at least `highest`, about `wanted` of them: 1, 2, 2.5 or 5 times a power of ten.

    Whole numbers when everything is below ten and whole steps suffice, so that no axis of counts says "2.5 cases".
    """
    if highest < SMALLEST:
        return [0.0, 1.0]
    rough = highest / wanted
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough * 0.999)
    if highest >= 1:
        step = max(1.0, math.ceil(step) if step < 10 else step)
    count = math.ceil(highest / step - 1e-9)
    return [step * index for index in range(count + 1)]


def number(value: float | int) -> str:
    """A figure for a label: thousands separated, one decimal only when it is not whole."""
    rounded = round(float(value), 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def em_width(text: str) -> float:
    """About how wide `text` is, in em: a Chinese character is one, a Latin letter a little over half."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56 for letter in text)


def shortened(text: str, em: float) -> str:
    """`text`, cut with an ellipsis if it is wider than `em`."""
    if em_width(text) <= em:
        return text
    kept = ""
    for letter in text:
        if em_width(kept + letter) + 1 > em:
            break
        kept += letter
    return kept.rstrip() + "…"


def lines_of(text: str, em: float, limit: int = 3) -> list[str]:
    """`text` broken into at most `limit` lines of `em`: Latin at spaces, Chinese anywhere; the last line may be cut."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and em_width(lines[-1] + piece.rstrip()) > em and len(lines) < limit:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [shortened(line.strip(), em) for line in lines]


def _pieces(text: str) -> list[str]:
    """Parts between which a line may break."""
    pieces: list[str] = []
    for letter in text:
        joins = pieces and not pieces[-1].endswith(" ") and em_width(letter) < 1 and em_width(pieces[-1][-1]) < 1
        if joins:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
