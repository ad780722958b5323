"""The ground that columns and lines share: legend, scale on the left, labels below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from open315.core.charts.drawing import SERIES, SIZE, legend, legend_rows, rule, text
from open315.core.charts.scale import Value, em_width, highest_of, lines_of, number, ticks

PLOT_HEIGHT = 210
LABEL, CROWDED = 12, 11
"""Sizes of labels; seventeen cities of three characters just fit beside each other in the smaller one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where things go: the plot between `left`, `right`, `top` and `bottom`, the whole height, and what is already drawn."""

    left: float
    right: float
    top: float
    bottom: float
    highest: float
    height: float
    drawing: str

    def y(self, value: float | int) -> float:
        """How far down the value lies."""
        return self.bottom - (self.bottom - self.top) * value / self.highest


def label_step(plan: Ground, count: int) -> float:
    """The room each label has along the ground."""
    return (plan.right - plan.left) / max(count, 1)


def ground(labels: Sequence[str], figures: Mapping[str, Sequence[Value]], *, unit: str, width: int) -> Ground:
    """Draw the ground for these labels and figures. ValueError without a series, or with more than there are colours."""
    if not 1 <= len(figures) <= len(SERIES):
        raise ValueError(f"a chart shows one to {len(SERIES)} series")
    steps = ticks(highest_of(value for values in figures.values() for value in values))
    left = max(em_width(number(step)) for step in steps) * SIZE + 12
    named = list(figures) if len(figures) > 1 else []
    top = (legend_rows(named, width - 90) * 20 if named else 0) + (20.0 if named else 28.0 if unit else 12.0)
    bottom = top + PLOT_HEIGHT
    right = width - 6.0
    room = (right - left) / max(len(labels), 1)
    size = LABEL if room > 40 else CROWDED
    broken = _broken(labels, room / size)
    plan = Ground(left, right, top, bottom, steps[-1], bottom + 12 + 17 * max(map(len, broken), default=1), "")
    parts = [legend(named, width - 90, 14)] if named else []
    if unit:
        parts.append(text(right, 14, unit, anchor="end", tone="soft"))
    for step in steps:
        parts.append(rule(left, plan.y(step), right, plan.y(step), strong=step == 0))
        parts.append(text(left - 8, plan.y(step) + 4.5, number(step), anchor="end", tone="soft"))
    parts.extend(_labels(plan, broken, size))
    return Ground(left, right, top, bottom, plan.highest, plan.height, "".join(parts))


def _broken(labels: Sequence[str], room: float) -> list[list[str]]:
    """Each label in lines that fit `room` (em); when they stand too close, only every second, third … is written."""
    every = 1
    while every < len(labels) and room * every < 2.3:
        every += 1
    return [
        lines_of(label, max(room * every - 0.25, 2)) if index % every == 0 else [] for index, label in enumerate(labels)
    ]


def _labels(plan: Ground, broken: Sequence[Sequence[str]], size: int) -> list[str]:
    step = label_step(plan, len(broken))
    return [
        text(plan.left + (index + 0.5) * step, plan.bottom + 18 + row * 17, line, anchor="middle", size=size)
        for index, lines in enumerate(broken)
        for row, line in enumerate(lines)
    ]
