"""Lines over time: months or weeks along the ground; a gap where a figure is not known."""

from collections.abc import Mapping, Sequence
from html import escape

from open315.core.charts.axes import Ground, ground, label_step
from open315.core.charts.drawing import SERIES, Chart, described, finish
from open315.core.charts.scale import Value, checked, number

WIDTH = 680


def line_chart(
    title: str, labels: Sequence[str], series: Mapping[str, Sequence[Value]], *, unit: str = "", width: int = WIDTH
) -> Chart:
    """One line a series, at most six; a single series is also filled to the ground. ValueError as for columns."""
    figures = {name: checked(values) for name, values in series.items()}
    plan = ground(labels, figures, unit=unit, width=width)
    step = label_step(plan, len(labels))
    parts = [plan.drawing]
    for place, (name, values) in enumerate(figures.items()):
        for run in _runs(plan, step, values):
            parts.append(_line(plan, run, place, filled=len(figures) == 1))
        parts.extend(
            _dot(
                plan.left + (index + 0.5) * step,
                plan.y(value),
                place,
                f"{label} {name}: {number(value)} {unit}".rstrip(),
            )
            for index, (label, value) in enumerate(zip(labels, values, strict=True))
            if value is not None
        )
    first = next(iter(figures.values()))
    spoken = described(labels, ["–" if value is None else number(value) for value in first])
    return finish(title, spoken, width, plan.height, parts)


def _runs(plan: Ground, step: float, values: Sequence[Value]) -> list[list[tuple[float, float]]]:
    """The points in stretches without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((plan.left + (index + 0.5) * step, plan.y(value)))
    return [run for run in runs if run]


def _line(plan: Ground, run: Sequence[tuple[float, float]], place: int, *, filled: bool) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    line = (
        f'<polyline class="chart-stroke-{place + 1}" points="{points}" fill="none" stroke="{SERIES[place]}" '
        'stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round"/>'
    )
    if not filled:
        return line
    area = f"{run[0][0]:.1f},{plan.bottom:.1f} {points} {run[-1][0]:.1f},{plan.bottom:.1f}"
    return f'<polygon class="chart-fill-{place + 1}" points="{area}" fill="{SERIES[place]}" fill-opacity="0.13"/>{line}'


def _dot(x: float, y: float, place: int, words: str) -> str:
    return (
        f'<circle class="chart-fill-{place + 1}" cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{SERIES[place]}">'
        f"<title>{escape(words)}</title></circle>"
    )
