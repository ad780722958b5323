"""The drawing itself: SVG elements as text, with the colours and sizes all charts share."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from open315.core.charts.scale import em_width

INK, SOFT, LINE = "#15252c", "#465962", "#dedbd1"
SERIES = ("#0b5563", "#d9822b", "#6a8f3c", "#8a4f9e", "#c0311b", "#7c898f")
"""The light values of --chart-1 … --chart-6 (tokens.css); a test keeps the two together."""
FONT = "Noto Sans CJK TC, Noto Sans CJK SC, sans-serif"
SIZE = 13
SPOKEN = 12
"""So many figures are told in the name of a chart."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart. `{{ chart }}` inlines it; `svg` is the whole document for PDF; `png(chart)` for DOCX."""

    svg: str
    title: str
    width: int
    height: int

    def __html__(self) -> SafeString:
        return mark_safe(self.svg)  # noqa: S308  (built here, every text escaped)

    def __str__(self) -> SafeString:
        return self.__html__()


def text(x: float, y: float, words: str, *, anchor: str = "start", tone: str = "ink", size: int = SIZE) -> str:
    """Words at a point; `anchor` start, middle or end; `tone` ink or soft."""
    fill = INK if tone == "ink" else SOFT
    sized = f' font-size="{size}"' if size != SIZE else ""
    return (
        f'<text class="chart-{tone}" x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}"{sized}>'
        f"{escape(words)}</text>"
    )


def rule(x1: float, y1: float, x2: float, y2: float, *, strong: bool = False) -> str:
    """A grid line, or an axis when strong."""
    kind, stroke = ("axis", SOFT) if strong else ("grid", LINE)
    return f'<line class="chart-{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}"/>'


def bar(x: float, y: float, width: float, height: float, *, series: int, words: str) -> str:
    """A filled bar of a series; `words` appear when the pointer rests on it."""
    return (
        f'<rect class="chart-fill-{series + 1}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" '
        f'rx="2" fill="{SERIES[series]}"><title>{escape(words)}</title></rect>'
    )


def legend(names: Sequence[str], width: float, y: float) -> str:
    """Names of the series with their colours, from the left, breaking into rows."""
    parts: list[str] = []
    x = 0.0
    for index, name in enumerate(names):
        step = (em_width(name) + 2.6) * SIZE
        if x and x + step > width:
            x, y = 0.0, y + 20
        parts.append(
            f'<rect class="chart-fill-{index + 1}" x="{x:.1f}" y="{y - 10:.1f}" width="11" height="11" rx="2" fill="{SERIES[index]}"/>'
        )
        parts.append(text(x + 17, y, name, tone="soft"))
        x += step
    return "".join(parts)


def legend_rows(names: Sequence[str], width: float) -> int:
    """How many rows `legend` will take."""
    rows, x = 1, 0.0
    for name in names:
        step = (em_width(name) + 2.6) * SIZE
        if x and x + step > width:
            rows, x = rows + 1, 0.0
        x += step
    return rows


def finish(title: str, description: str, width: int, height: float, parts: Sequence[str]) -> Chart:
    """The document around the parts, with its name and description for those who cannot see it."""
    tall = round(height)
    svg = (
        f'<svg class="chart-svg" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}" width="{width}" height="{tall}" '
        f'role="img" aria-label="{escape(f"{title}. {description}")}" font-family="{FONT}" font-size="{SIZE}">'
        f"{''.join(parts)}</svg>"
    )
    return Chart(svg, title, width, tall)


def described(labels: Sequence[str], values: Sequence[str]) -> str:
    """The figures in one sentence for a screen reader; of many, the first and how many more the table beside has."""
    more = len(labels) - SPOKEN
    pairs = [f"{label} {value}" for label, value in zip(labels[:SPOKEN], values[:SPOKEN], strict=True)]
    if more > 0:
        pairs.append(ngettext("%(n)s more in the table", "%(n)s more in the table", more) % {"n": more})
    return "; ".join(pairs)
