"""Columns by group: months or cities along the ground, one column a series (this year beside last year)."""

from collections.abc import Mapping, Sequence

from open315.core.charts.axes import ground, label_step
from open315.core.charts.drawing import Chart, bar, described, finish
from open315.core.charts.scale import Value, checked, number

WIDTH = 680


def column_chart(
    title: str, labels: Sequence[str], series: Mapping[str, Sequence[Value]], *, unit: str = "", width: int = WIDTH
) -> Chart:
    """One group a label, one column a series; at most six series. ValueError if lengths differ or a value is negative."""
    figures = {name: checked(values) for name, values in series.items()}
    plan = ground(labels, figures, unit=unit, width=width)
    parts = [plan.drawing]
    step = label_step(plan, len(labels))
    thick = min(step * 0.74 / len(figures), 34)
    for place, (name, values) in enumerate(figures.items()):
        for index, (label, value) in enumerate(zip(labels, values, strict=True)):
            x = plan.left + index * step + (step - thick * len(figures)) / 2 + place * thick
            top = plan.y(value or 0)
            words = f"{label} {name}: {'–' if value is None else number(value)} {unit}".rstrip()
            parts.append(bar(x + 0.5, top, thick - 1, plan.bottom - top, series=place, words=words))
    first = next(iter(figures.values()))
    spoken = described(labels, ["–" if value is None else number(value) for value in first])
    return finish(title, spoken, width, plan.height, parts)
