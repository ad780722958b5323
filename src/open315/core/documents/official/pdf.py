"""The official document as PDF, set by typst: the composed texts travel as JSON into a fixed template, never as markup."""

import json
import threading
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from open315.core.charts.picture import font_folder
from open315.core.documents.official.compose import composed
from open315.core.documents.official.layout import Composed
from open315.core.documents.official.standard import line_pitch, sign_pitch, standard
from open315.core.documents.official.types import OfficialDocument
from open315.core.documents.official.widths import breakable

FAMILY = "Noto Sans CJK TC"
"""What is shipped; it draws the signs as the language of the text asks."""
TEMPLATE = Path(__file__).with_name("official.typ")
_setting = threading.Lock()
"""A compiler is not made for two threads at once."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[font_folder()])


def render(document: OfficialDocument) -> bytes:
    """The document as a tagged PDF."""
    with _setting:
        found = typst.compile(TEMPLATE, font_paths=_fonts(), sys_inputs=_inputs(composed(document)), format="pdf")
    return b"".join(found) if isinstance(found, list) else bytes(found)


def page_of_colophon(layout: Composed) -> tuple[int, int]:
    """The page the text ends on and the one the 版記 stands on, or would: the grid is the same in every form."""
    with _setting:
        found = typst.query(TEMPLATE, "<places>", field="value", font_paths=_fonts(), sys_inputs=_inputs(layout))
    text, colophon = json.loads(found)[0]
    return int(text), int(colophon)


def _inputs(layout: Composed) -> dict[str, str]:
    data = {
        **asdict(layout),
        "standard": dict(standard()),
        "line": line_pitch(),
        "sign": sign_pitch(),
        "stand_in": FAMILY,
    }
    return {"document": json.dumps(_breakable(data), ensure_ascii=False)}


def _breakable(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, dict):
        return {name: _breakable(each) for name, each in value.items()}
    return [_breakable(each) for each in value] if isinstance(value, list | tuple) else value
