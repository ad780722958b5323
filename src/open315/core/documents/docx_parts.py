"""Pieces of WordprocessingML that python-docx has no call for: hyperlinks, bookmarks, fields, ruled tables."""

import re
from typing import Any
from zlib import crc32

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.run import Run

BOTTOM, TOP = "bottom", "top"


def element(tag: str, /, **attributes: str) -> Any:
    """An element with attributes in Word's namespace; `val="1"` becomes w:val."""
    made = OxmlElement(tag)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute.rstrip('_')}"), value)
    return made


def styled(paragraph: Any, style: str, *, right: bool = False) -> Any:
    """Give a paragraph a style by its id: looking styles up by name takes most of the time of a long document."""
    paragraph._p.style = style
    if right:
        paragraph._p.get_or_add_pPr().get_or_add_jc().val = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def add(file: Any, style: str, text: str = "") -> Any:
    """A new paragraph at the end of the document, in the style with this id."""
    paragraph = styled(file._body.add_paragraph(), style)
    if text:
        paragraph.add_run(text)
    return paragraph


def broken(paragraph: Any, lines: tuple[str, ...]) -> None:
    """Append words that are broken where their lines end."""
    for count, text in enumerate(lines):
        if count:
            paragraph.runs[-1].add_break()
        paragraph.add_run(text)


def hyperlink(paragraph: Any, text: str, address: str, *, strong: bool = False) -> None:
    """Append words that lead to an address outside of the document."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    _link_run(paragraph, link, text, "Figure").bold = strong or None


def mark(paragraph: Any, number: str, anchor: str) -> None:
    """Append the raised number that leads to the annex."""
    link = element("w:hyperlink", anchor=anchor)
    _link_run(paragraph, link, f"[{number}]", "FigureMark")


def _link_run(paragraph: Any, link: Any, text: str, style: str) -> Run:
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = text
    run._r.style = style
    link.append(run._r)
    paragraph._p.append(link)
    return run


def bookmark(paragraph: Any, name: str, text: str) -> None:
    """Append words that a link inside of the document can lead to."""
    number = str(crc32(name.encode()) & 0x7FFFFFFF)
    paragraph._p.append(element("w:bookmarkStart", id=number, name=name))
    paragraph.add_run(text)
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def page_footer(section: Any, words: str) -> None:
    """ "Page {page} of {pages}" in the reader's words, as fields that Word keeps up to date."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in re.split(r"(\{pages?\})", words):
        if piece in {"{page}", "{pages}"}:
            paragraph._p.append(field("PAGE" if piece == "{page}" else "NUMPAGES"))
        elif piece:
            paragraph.add_run(piece)


def field(code: str) -> Any:
    """A field that Word keeps up to date: PAGE, NUMPAGES."""
    made = element("w:fldSimple", instr=code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    made.append(run)
    return made


def right_tab(paragraph: Any, position: Any) -> None:
    """Let a tab push what follows to the right edge."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(position, WD_TAB_ALIGNMENT.RIGHT)


def ruled_table(
    file: Any, head: tuple[str, ...], words: list[bool], *, widths: tuple[float, ...], style: str = "TableHead"
) -> Any:
    """A table with horizontal rules only and a header row that repeats on every page; `widths` in centimetres."""
    table = file.add_table(rows=1, cols=len(head))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _rules(table)
    for column, (text, width) in enumerate(zip(head, widths, strict=True)):
        cell = table.rows[0].cells[column]
        # Word goes by the cells of the first row, LibreOffice by the grid; rows added later take theirs from the grid.
        table.columns[column].width = cell.width = Cm(width)
        _centre(cell._tc)
        styled(cell.paragraphs[0], style, right=not words[column]).add_run(text)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    properties.append(element("w:tblHeader"))
    return table


def add_row(table: Any) -> Any:
    """The cells of a new row that is never split over two pages."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell in row._tr.tc_lst:
        _centre(cell)
    return row.cells


def _centre(cell: Any) -> None:
    """In the middle of its row: a line of Latin digits is lower than one of Chinese, and would hang at the top."""
    cell.get_or_add_tcPr().append(element("w:vAlign", val="center"))


def _rules(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in [(TOP, "12", "1F2328"), (BOTTOM, "12", "1F2328"), ("insideH", "4", "C9CED4")]:
        borders.append(element(f"w:{side}", val="single", sz=size, space="0", color=colour))
    properties = table._tbl.tblPr
    properties.insert(properties.index(properties.find(qn("w:tblLayout"))), borders)
