"""Ruled tables: head repeated on every page, rows never split, short tables kept whole."""

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Emu

from open315.core.documents import docx_parts as parts
from open315.core.documents.official import docx_styles as styles
from open315.core.documents.official.layout import Grid
from open315.core.documents.official.standard import standard


def add_grid(file: Any, grid: Grid) -> None:
    """The table with its caption above it."""
    if grid.caption:
        caption = parts.add(file, "TableText")
        caption.add_run(grid.caption)._r.style = "TableHead"
        caption.paragraph_format.keep_with_next = True
    table = file.add_table(rows=0, cols=len(grid.head), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Emu(int(styles.type_width() * share)) for share in grid.shares]
    for column, size in enumerate(widths):
        table.columns[column].width = size
    _row(table, grid.head, widths, head=True, kept=True)
    whole = len(grid.rows) <= int(standard()["text"]["whole_table"])
    for count, row in enumerate(grid.rows, 1):
        _row(table, row, widths, head=False, kept=whole and count < len(grid.rows))
    parts.add(file, "TableText")


def _row(table: Any, texts: tuple[str, ...], widths: list[Any], *, head: bool, kept: bool) -> None:
    cells = parts.add_row(table)
    if head:
        table.rows[0]._tr.trPr.append(parts.element("w:tblHeader"))
    for cell, text, size in zip(cells, texts, widths, strict=True):
        cell.width = size
        paragraph = parts.styled(cell.paragraphs[0], "TableText")
        paragraph.paragraph_format.keep_with_next = kept or None
        run = paragraph.add_run(text)
        if head:
            run._r.style = "TableHead"


def without_padding(table: Any) -> None:
    """Cells as wide as their texts may be: the table arranges and is not seen."""
    margins = parts.element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(parts.element(f"w:{side}", w="0", type="dxa"))
    properties = table._tbl.tblPr
    properties.insert(properties.index(properties.find(qn("w:tblLook"))), margins)
