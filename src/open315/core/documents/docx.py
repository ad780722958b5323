"""The document as DOCX: real heading styles, repeated header rows, page numbers, figures as hyperlinks, charts as pictures."""

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from open315.core.charts import png
from open315.core.documents import docx_parts as parts
from open315.core.documents.docx_styles import FAINT, apply_styles
from open315.core.documents.numbering import Entry, Line, anchor_of, entries_of, marks_of
from open315.core.documents.tree import (
    Block,
    Chart,
    Document,
    Ending,
    Evidence,
    Figure,
    Link,
    Note,
    Paragraph,
    Photo,
    Runs,
    Section,
    Table,
    Text,
)
from open315.core.text import cleaned

Marks = Mapping[Evidence, str]
TEXT_WIDTH = 15.8
PICTURE = 15.5
"""Of a chart, and of a photo over the whole width, in centimetres."""
HEIGHT = Cm(18)
"""The most of a photo: its caption fits below it."""
"""Centimetres between the margins."""
ROOM = 2
"""Blank lines above the name of the body that signs."""
WHOLE = 10
"""A table of so many rows is not broken over two pages; of a longer one the ends are kept from standing alone."""
LANGUAGES = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}


def render(document: Document) -> bytes:
    """The document as the bytes of a .docx file."""
    document = cleaned(document)
    file = docx.Document()
    apply_styles(file, document.language)
    _properties(file, document)
    _head(file, document)
    entries = entries_of(document)
    marks = marks_of(entries)
    top: list[Block] = [*document.remarks, *document.sections]
    for block in top:
        _block(file, block, document, marks, 1)
    if document.ending is not None:
        _ending(file, document.ending)
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
    file.core_properties.language = LANGUAGES.get(document.language, document.language)


def _head(file: Any, document: Document) -> None:
    parts.add(file, "Title", document.title)
    parts.add(file, "Subtitle", document.subtitle)
    line = parts.add(file, "Imprint")
    section = file.sections[0]
    parts.right_tab(line, section.page_width - section.left_margin - section.right_margin)
    line.add_run(f"{document.issuer}\t{document.issued}")


def _block(file: Any, block: Block, document: Document, marks: Marks, level: int) -> None:
    match block:
        case Section():
            parts.add(file, f"Heading{level}", block.title)
            for inner in block.blocks:
                _block(file, inner, document, marks, level + 1)
        case Paragraph():
            _runs(parts.add(file, "BodyText"), block.runs, document, marks)
        case Note():
            _runs(parts.add(file, "Remark"), block.runs, document, marks)
        case Table():
            _table(file, block, document)
        case Chart():
            _chart(file, block)
        case Photo():
            _photo(file, block)


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
    parts.add(file, "Caption", block.caption)
    narrow = TEXT_WIDTH / (len(block.head) + 1)
    widths = (2 * narrow, *[narrow] * (len(block.head) - 1))
    table = parts.ruled_table(file, block.head, [i in block.words for i in range(len(block.head))], widths=widths)
    for index, row in enumerate(block.rows):
        style = _row_style("TableText", index, len(block.rows))
        cells = parts.add_row(table)
        for column, runs in enumerate(row.cells):
            paragraph = parts.styled(cells[column].paragraphs[0], style, right=column not in block.words)
            _runs(paragraph, runs, document, {}, strong=row.strong)
    after = parts.add(file, "TableNote")
    _runs(after, block.note, document, {})


def _row_style(style: str, index: int, count: int) -> str:
    """The style of a row, kept with the next one where the table must not break."""
    last = count - 1
    kept = index < last and (count <= WHOLE or index == 0 or index >= last - 2)
    return f"{style}Kept" if kept else style


def _chart(file: Any, block: Chart) -> None:
    _picture(file, png(block.drawing), Cm(PICTURE), block.drawing.title)
    parts.add(file, "ChartCaption", block.caption)


def _photo(file: Any, block: Photo) -> None:
    """The photo and its caption on one page; a tall one is no higher than HEIGHT."""
    picture = _picture(file, block.content, Cm(PICTURE * block.width / 100), block.alt)
    if picture.height > HEIGHT:
        picture.width, picture.height = int(picture.width * HEIGHT / picture.height), HEIGHT
    parts.add(file, "ChartCaption", block.caption)


def _picture(file: Any, content: bytes, width: int, alt: str) -> Any:
    paragraph = file.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(content), width=width)
    picture._inline.docPr.set("descr", alt)
    return picture


def _ending(file: Any, ending: Ending) -> None:
    """The name centred over the day, with room for the seal above; never on a page without the last lines of the text."""
    if file.paragraphs and file.element.body.index(file.paragraphs[-1]._p) >= len(file.element.body) - 2:
        file.paragraphs[-1].paragraph_format.keep_with_next = True
    for _ in range(ROOM):
        parts.add(file, "EndingRoom")
    name = parts.add(file, "EndingName", ending.name)
    name.add_run(f" {ending.seal}").font.color.rgb = FAINT
    parts.add(file, "EndingDate", ending.date)


def _annex(file: Any, document: Document, entries: list[Entry]) -> None:
    heading = parts.add(file, "Heading1", document.annex.title)
    heading.paragraph_format.page_break_before = True
    _runs(parts.add(file, "BodyText"), document.annex.preface, document, {})
    _about(file, document)
    for entry in entries:
        _entry(file, entry, document)


def _about(file: Any, document: Document) -> None:
    if document.about and document.annex.words.about:
        parts.add(file, "Heading2", document.annex.words.about)
    for note in document.about:
        _block(file, note, document, {}, 2)


def _entry(file: Any, entry: Entry, document: Document) -> None:
    words, first = document.annex.words, entry.first
    parts.add(file, "EvidenceTitle", f"{entry.number}  {first.label}")
    colon = "：" if document.language.startswith("zh") else ": "
    for name, value in [
        (words.definition, first.definition),
        (words.period, "; ".join(entry.periods)),
        (words.scope, first.scope),
        (words.key, first.key),
        (words.query, entry.query),
    ]:
        paragraph = parts.add(file, "Evidence")
        paragraph.add_run(name + colon).bold = True
        paragraph.add_run(value)
    if len(entry.lines) == 1:
        _only_line(file, entry, document, colon)
    else:
        _lines(file, entry, document)


def _only_line(file: Any, entry: Entry, document: Document, colon: str) -> None:
    """An entry of one figure needs no table."""
    words, line = document.annex.words, entry.lines[0]
    paragraph = parts.add(file, "EvidenceEnd")
    parts.bookmark(paragraph, anchor_of(line.mark), "")
    paragraph.add_run(words.value + colon).bold = True
    parts.hyperlink(paragraph, line.value, document.absolute(line.evidence.href))
    if entry.has_fractions:
        paragraph.add_run(f"　{words.fraction}{colon}").bold = True
        paragraph.add_run(line.fraction)


def _lines(file: Any, entry: Entry, document: Document) -> None:
    words, fraction = document.annex.words, entry.has_fractions
    head = ("№", words.line, words.value, *((words.fraction,) if fraction else ()), words.parameters)
    widths = (1.3, 3.8, 2.4, 2.8, 5.5) if fraction else (1.3, 4.3, 2.8, 7.4)
    aligned = [True, True, False, False, True] if fraction else [True, True, False, True]
    table = parts.ruled_table(file, head, aligned, widths=widths, style="EvidenceHead")
    for index, line in enumerate(entry.lines):
        _line(parts.add_row(table), entry, line, document, _row_style("EvidenceText", index, len(entry.lines)))
    parts.add(file, "EvidenceEnd")


def _line(cells: Any, entry: Entry, line: Line, document: Document, style: str) -> None:
    parts.bookmark(parts.styled(cells[0].paragraphs[0], style), anchor_of(line.mark), line.mark)
    parts.styled(cells[1].paragraphs[0], style).add_run(line.title)
    value = parts.styled(cells[2].paragraphs[0], style, right=True)
    parts.hyperlink(value, line.value, document.absolute(line.evidence.href))
    if entry.has_fractions:
        parts.styled(cells[3].paragraphs[0], style, right=True).add_run(line.fraction)
    parts.styled(cells[-1].paragraphs[0], "EvidenceSmall").add_run(entry.rest(line))
