"""Charts drawn on the server as SVG: horizontal bars, columns by group, lines by month — the same drawing on the page, in the PDF and in the DOCX.

    chart = bar_chart("投訴性質", ["質量", "售後服務"], [412, 288], unit="件")
    chart.svg        # inline in HTML ({{ chart }} does it) or embedded by typst
    png(chart)       # bytes for python-docx

Drawing is a pure function of what is given and takes about a millisecond, so nothing is cached. Colours are presentation attributes
(the light tokens) and classes: on a page the style sheet takes over and the chart follows the theme; elsewhere the attributes hold.
No script and no style element: a strict content security policy stays intact. A page always shows the table beside the chart
(`ui/components/chart.html`).
"""

from open315.core.charts.bars import bar_chart
from open315.core.charts.columns import column_chart
from open315.core.charts.drawing import Chart
from open315.core.charts.lines import line_chart
from open315.core.charts.picture import png

__all__ = ["Chart", "bar_chart", "column_chart", "line_chart", "png"]
