"""A chart as PNG for programs that show no SVG, or any page set by typst. Typst, which sets our PDF, also draws this: no further dependency."""

import threading
from functools import lru_cache
from importlib.resources import files

import typst

from open315.core.charts.drawing import Chart

_drawing = threading.Lock()
"""A compiler is not made for two threads at once, and a chart takes some ten milliseconds."""


@lru_cache(maxsize=1)
def font_folder() -> str:
    """The folder of the Chinese font that comes with a package, so that no system font is needed."""
    return str(files("cvttf_NotoSansCJK_Regular").joinpath("."))


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[font_folder()])


def png(chart: Chart, *, pixels_per_inch: int = 200) -> bytes:
    """The chart as a PNG. The same chart twice is drawn once."""
    return _drawn(chart.svg, chart.width, pixels_per_inch)


@lru_cache(maxsize=64)
def _drawn(svg: str, width: int, pixels_per_inch: int) -> bytes:
    source = (
        f"#set page(width: auto, height: auto, margin: 0pt)\n"
        f'#image(bytes(sys.inputs.svg), format: "svg", width: {width}pt)'
    )
    return drawn(source.encode(), {"svg": svg}, pixels_per_inch=pixels_per_inch)


def drawn(source: bytes, inputs: dict[str, str], *, pixels_per_inch: int) -> bytes:
    """What a source of typst sets on one page, as a PNG."""
    with _drawing:
        found = typst.compile(source, font_paths=_fonts(), sys_inputs=inputs, format="png", ppi=float(pixels_per_inch))
    return b"".join(found) if isinstance(found, list) else bytes(found)
