"""The document as DOCX: real heading styles, repeated header rows, page numbers, figures as hyperlinks, charts as pictures."""

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from open315.core.charts import png
from open315.core.documents import docx_parts as parts
from open315.core.documents.docx_styles import apply_styles
from open315.core.documents.numbering import Entry, anchor_of, entries_of, marks_of
from open315.core.documents.tree import (
    Block,
    Chart,
    Document,
    Evidence,
    Figure,
    Link,
    Note,
    Paragraph,
    Runs,
    Section,
    Table,
    Text,
)

Marks = Mapping[Evidence, str]
RIGHT, CENTRE = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER


def render(document: Document) -> bytes:
    """The document as the bytes of a .docx file."""
    file = docx.Document()
    apply_styles(file, document.language)
    _properties(file, document)
    _head(file, document)
    entries = entries_of(document)
    marks = marks_of(entries)
    for block in (*document.remarks, *document.sections):
        _block(file, block, document, marks, 1)
    _annex(file, document, entries)
    parts.page_footer(file.sections[0], document.annex.words.page)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _properties(file: Any, document: Document) -> None:
    file.core_properties.title = document.title
    file.core_properties.author = document.issuer
    file.core_properties.subject = document.subtitle
    file.core_properties.comments = ""
    file.core_properties.language = document.language


def _head(file: Any, document: Document) -> None:
    file.add_paragraph(document.title, style="Title")
    file.add_paragraph(document.subtitle, style="Subtitle")
    line = file.add_paragraph(style="Imprint")
    section = file.sections[0]
    parts.right_tab(line, section.page_width - section.left_margin - section.right_margin)
    line.add_run(f"{document.issuer}\t{document.issued}")


def _block(file: Any, block: Block, document: Document, marks: Marks, level: int) -> None:
    match block:
        case Section():
            file.add_heading(block.title, level)
            for inner in block.blocks:
                _block(file, inner, document, marks, level + 1)
        case Paragraph():
            _runs(file.add_paragraph(style="Body Text"), block.runs, document, marks)
        case Note():
            _runs(file.add_paragraph(style="Remark"), block.runs, document, marks)
        case Table():
            _table(file, block, document)
        case Chart():
            _chart(file, block)


def _runs(paragraph: Any, runs: Runs, document: Document, marks: Marks, *, strong: bool = False) -> None:
    for run in runs:
        if isinstance(run, Figure):
            parts.hyperlink(paragraph, run.text, document.absolute(run.evidence.href), strong=strong or run.strong)
            mark = marks.get(run.evidence)
            if mark:
                parts.mark(paragraph, mark, anchor_of(mark))
        elif isinstance(run, Link):
            parts.hyperlink(paragraph, run.text, document.absolute(run.href))
        else:
            paragraph.add_run(run.text).bold = strong or (isinstance(run, Text) and run.strong) or None


def _table(file: Any, block: Table, document: Document) -> None:
    file.add_paragraph(block.caption, style="Caption")
    table = parts.ruled_table(file, block.head, [i in block.words for i in range(len(block.head))])
    for row in block.rows:
        cells = parts.add_row(table)
        for column, runs in enumerate(row.cells):
            paragraph = cells[column].paragraphs[0]
            paragraph.style = "Table Text"
            paragraph.alignment = None if column in block.words else RIGHT
            _runs(paragraph, runs, document, {}, strong=row.strong)
    after = file.add_paragraph(style="Remark")
    _runs(after, block.note, document, {})


def _chart(file: Any, block: Chart) -> None:
    paragraph = file.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(png(block.drawing)), width=Cm(15.5))
    picture._inline.docPr.set("descr", block.drawing.title)
    file.add_paragraph(block.caption, style="Chart Caption")


def _annex(file: Any, document: Document, entries: list[Entry]) -> None:
    heading = file.add_heading(document.annex.title, 1)
    heading.paragraph_format.page_break_before = True
    _runs(file.add_paragraph(style="Body Text"), document.annex.preface, document, {})
    for entry in entries:
        _entry(file, entry, document)


def _entry(file: Any, entry: Entry, document: Document) -> None:
    words, first = document.annex.words, entry.first
    file.add_heading(f"{entry.number}  {first.label}", 3)
    colon = "：" if document.language.startswith("zh") else ": "
    for name, value in [
        (words.definition, first.definition),
        (words.period, first.period),
        (words.scope, first.scope),
        (words.key, first.key),
    ]:
        paragraph = file.add_paragraph(style="Evidence")
        paragraph.add_run(name + colon).bold = True
        paragraph.add_run(value)
    head = ("№", words.line, words.value, words.fraction, words.query)
    table = parts.ruled_table(file, head, [True, True, False, False, True], widths=(1.3, 3.6, 2.9, 2.9, 5.1))
    for mark, line in entry.lines:
        _line(parts.add_row(table), mark, line, document)
    file.add_paragraph(style="Evidence").paragraph_format.space_after = Pt(4)


def _line(cells: Any, mark: str, line: Evidence, document: Document) -> None:
    fraction = f"{line.numerator} / {line.denominator}" if line.denominator else "–"
    for column, text in enumerate((mark, line.line or line.label, "", fraction, line.query)):
        paragraph = cells[column].paragraphs[0]
        paragraph.style = "Table Small" if column == 4 else "Table Text"
        paragraph.alignment = RIGHT if column in {2, 3} else None
        if column == 0:
            parts.bookmark(paragraph, anchor_of(mark), text)
        elif column == 2:
            parts.hyperlink(paragraph, f"{line.value} {line.unit}".strip(), document.absolute(line.href))
        else:
            paragraph.add_run(text)
