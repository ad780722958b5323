"""What follows the text: the note about annexes, the places of the seals, page numbers, the colophon."""

from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from open315.core.documents import docx_parts as parts
from open315.core.documents.official import docx_styles as styles
from open315.core.documents.official.docx_tables import without_padding
from open315.core.documents.official.layout import Colophon, Remark, Signature
from open315.core.documents.official.standard import points, standard
from open315.core.documents.official.widths import width


def add_annex_note(file: Any, notes: tuple[Remark, ...]) -> None:
    """Two signs in; further lines of a title stand under its first sign."""
    if notes:
        _kept(parts.add(file, "Normal"))
    for note in notes:
        paragraph = _kept(parts.add(file, "Normal", note.lead + note.text))
        layout = paragraph.paragraph_format
        layout.left_indent = styles.signs(2 + width(note.lead))
        layout.first_line_indent = -styles.signs(width(note.lead))


def _kept(paragraph: Any) -> Any:
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def add_signature(file: Any, signature: Signature) -> None:
    """The names and the date, kept together."""
    settings = standard()["signature"]
    for _ in range(settings["lines_above"] if signature.sealed else settings["unsealed_lines_above"]):
        _kept(parts.add(file, "Normal"))
    if signature.sealed:
        _seals(file, signature)
    else:
        for row in signature.rows:
            _kept(parts.add(file, "Normal", row[0][0])).paragraph_format.left_indent = styles.signs(
                signature.name_indent
            )
        parts.add(file, "Normal", signature.date).paragraph_format.left_indent = styles.signs(signature.date_indent)


def _seals(file: Any, signature: Signature) -> None:
    widths = [size for size in (*signature.columns, signature.rest) if size]
    table = file.add_table(rows=len(signature.rows) + 1, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.RIGHT, False
    without_padding(table)
    for column, size in enumerate(widths):
        table.columns[column].width = Pt(size)
        for cell in table.columns[column].cells:
            cell.width = Pt(size)
    for count, names in enumerate(signature.rows):
        row = table.rows[count]
        row._tr.get_or_add_trPr().append(parts.element("w:cantSplit"))
        if count < len(signature.rows) - 1:
            row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Mm(standard()["signature"]["row"])
        for cell, lines in zip(row.cells, names, strict=False):
            _name(cell, lines)
    date = table.rows[-1].cells[len(signature.columns) - 1].paragraphs[0]
    parts.styled(date, "Normal").add_run(signature.date)
    date.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _name(cell: Any, lines: tuple[str, ...]) -> None:
    paragraph = _kept(parts.styled(cell.paragraphs[0], "Normal"))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts.broken(paragraph, lines)


def page_numbers(section: Any, *, shown: bool = True) -> None:
    """— 1 —: odd pages at the right, even ones at the left, one sign from the edge. Not `shown` behind a blank page."""
    edge = Pt(standard()["text"]["small_size"])
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = parts.styled(footer.paragraphs[0], "Footer")
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = edge
        if shown:
            paragraph.add_run("— ")
            paragraph._p.append(parts.field("PAGE"))
            paragraph.add_run(" —")


def add_colophon(file: Any, colophon: Colophon) -> None:
    """A table that stands at the bottom of the type area, its first and last line thick."""
    small = standard()["text"]["small_size"]
    table = file.add_table(rows=0, cols=1)
    table.autofit = False
    table.columns[0].width = styles.type_width()
    if colophon.copies:
        layout = _colophon_line(table, colophon.lead + colophon.copies).paragraph_format
        hang = width(colophon.lead) * small
        layout.left_indent, layout.first_line_indent = Pt(small + hang), -Pt(hang)
    if colophon.printing_body or colophon.printed:
        paragraph = _colophon_line(table, f"{colophon.printing_body}\t{colophon.printed}")
        paragraph.paragraph_format.left_indent = Pt(small)
        parts.right_tab(paragraph, styles.type_width() - Pt(small))
    _at_the_bottom(table)
    _lines(table)
    without_padding(table)


def _colophon_line(table: Any, text: str) -> Any:
    cell = parts.add_row(table)[0]
    cell.width = styles.type_width()
    paragraph = parts.styled(cell.paragraphs[0], "Colophon")
    paragraph.paragraph_format.right_indent = Pt(standard()["text"]["small_size"])
    paragraph.add_run(text)
    return paragraph


def _at_the_bottom(table: Any) -> None:
    """Placed from the edge of the page: others than Word let a table float only then."""
    place = parts.element(
        "w:tblpPr", leftFromText="0", rightFromText="0", vertAnchor="margin", horzAnchor="page",
        tblpX=str(Mm(standard()["page"]["left"]).twips), tblpYSpec="bottom",
    )  # fmt: skip
    properties = table._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    properties.insert(0 if style is None else properties.index(style) + 1, place)


def _lines(table: Any) -> None:
    settings = standard()["colophon"]
    borders = parts.element("w:tblBorders")
    for side, millimetres in (("top", "outer_rule"), ("bottom", "outer_rule"), ("insideH", "inner_rule")):
        size = str(round(points(settings[millimetres]) * styles.EIGHTHS))
        borders.append(parts.element(f"w:{side}", val="single", sz=size, space="0", color="000000"))
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    properties.insert(properties.index(layout), borders)
