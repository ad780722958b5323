"""Horizontal bars: one figure a label, made for long labels (names of bodies, natures, cities)."""

from collections.abc import Callable, Sequence

from django.utils.translation import ngettext

from open315.core.charts.drawing import SIZE, Chart, bar, described, finish, rule, text
from open315.core.charts.scale import Value, checked, em_width, highest_of, number, shortened

WIDTH, ROW, THICK, LABEL_MOST = 520, 30, 18, 11.0

Unit = str | Callable[[float], str]


def bar_chart(
    title: str, labels: Sequence[str], values: Sequence[Value], *, unit: Unit = "", width: int = WIDTH, most: int = 0
) -> Chart:
    """Bars in the order given, each with its value at the end. ValueError if lengths differ or a value is negative.

    `unit` are the words behind a value, or gives them for one (1 case, 2 cases). Of more than `most` (0: as many as there
    are) those at the end are one bar that says how many it stands for: parts of a whole add up, and no bar is left out in silence.
    """
    labels, figures = _together(labels, checked(values), most)
    words = ["–" if value is None else number(value) + _spaced(_said(unit, value)) for value in figures]
    left = min(max((em_width(label) for label in labels), default=0), LABEL_MOST) * SIZE + 10
    right = max((em_width(word) for word in words), default=0) * SIZE + 14
    scale = (width - left - right) / (highest_of(figures) or 1)
    height = ROW * max(len(labels), 1) + 8
    parts = [rule(left, 2, left, height - 4, strong=True)]
    for index, (label, value, word) in enumerate(zip(labels, figures, words, strict=True)):
        y, length = 4 + index * ROW, (value or 0) * scale
        parts.append(text(left - 8, y + 17, shortened(label, LABEL_MOST), anchor="end"))
        parts.append(bar(left, y + 3, length, THICK, series=0, words=f"{label}: {word}"))
        parts.append(text(left + length + 6, y + 17, word, tone="soft"))
    return finish(title, described(labels, words), width, height, parts)


def _together(labels: Sequence[str], figures: Sequence[Value], most: int) -> tuple[Sequence[str], Sequence[Value]]:
    if len(labels) != len(figures) or not most or len(labels) <= most:
        return labels, figures
    shown = most - 1
    rest = figures[shown:]
    known = [each for each in rest if each is not None]
    words = ngettext("%(n)s other", "%(n)s others together", len(rest)) % {"n": len(rest)}
    return [*labels[:shown], words], [*figures[:shown], sum(known) if known else None]


def _said(unit: Unit, value: float) -> str:
    return unit if isinstance(unit, str) else unit(value)


def _spaced(unit: str) -> str:
    """The unit behind a number: Chinese close, Latin with a space, % close."""
    return f" {unit}" if unit[:1].isascii() and unit[:1].isalpha() else unit
