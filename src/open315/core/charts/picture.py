"""A chart as PNG for programs that show no SVG. Typst, which sets our PDF, also draws this: no further dependency."""

from functools import lru_cache

from open315.core.charts.drawing import Chart
from open315.core.documents.pdf import png_of


def png(chart: Chart, *, pixels_per_inch: int = 200) -> bytes:
    """The chart as a PNG. The same chart twice is drawn once."""
    return _drawn(chart.svg, pixels_per_inch)


@lru_cache(maxsize=64)
def _drawn(svg: str, pixels_per_inch: int) -> bytes:
    return png_of(svg, ppi=pixels_per_inch)
