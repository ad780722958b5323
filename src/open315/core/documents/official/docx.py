"""The official document as DOCX, to be edited and signed: the faces of the standard by name, real styles, the grid of the page."""

import io
from typing import Any

import docx
from docx.enum.section import WD_SECTION

from open315.core.documents import docx_parts as parts
from open315.core.documents.official import docx_ends as ends
from open315.core.documents.official import docx_head as head
from open315.core.documents.official import docx_styles as styles
from open315.core.documents.official.compose import composed
from open315.core.documents.official.docx_tables import add_grid
from open315.core.documents.official.layout import Composed, ComposedAnnex, ComposedBlock, Line
from open315.core.documents.official.pdf import page_of_colophon
from open315.core.documents.official.standard import standard
from open315.core.documents.official.types import OfficialDocument


def render(document: OfficialDocument) -> bytes:
    """The document as the bytes of a .docx file."""
    layout = composed(document)
    file = docx.Document()
    styles.apply(file, layout.language)
    _properties(file, layout, document.kind)
    head.add_head(file, layout)
    _text(file, layout)
    for annex in layout.annexes:
        _annex(file, annex)
    ends.page_numbers(file.sections[0])
    if not layout.colophon.is_empty:
        _colophon(file, layout)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _properties(file: Any, layout: Composed, kind: str) -> None:
    known = file.core_properties
    known.title, known.author = " ".join(layout.title)[:255], "、".join(layout.head.names)[:255]
    known.subject, known.category, known.comments = layout.number[:255], kind[:255], ""
    known.language = layout.language


def _text(file: Any, layout: Composed) -> None:
    if layout.title:
        _blank(file, int(standard()["body"]["lines_above_title"]) - 1)
        parts.broken(parts.add(file, "Title"), layout.title)
    _blank(file, 1)
    if layout.recipients:
        parts.add(file, "Normal", layout.recipients)
    for block in layout.blocks:
        _block(file, block)
    if layout.end_kept:
        last = file.paragraphs[-1].paragraph_format
        last.keep_with_next = last.keep_together = True
    ends.add_annex_note(file, layout.annex_note)
    ends.add_signature(file, layout.signature)
    if layout.note:
        parts.add(file, "BodyText", layout.note)


def _blank(file: Any, lines: int) -> None:
    for _ in range(lines):
        parts.add(file, "Normal")


def _block(file: Any, block: ComposedBlock) -> None:
    if not isinstance(block, Line):
        add_grid(file, block)
    elif block.level == 0:
        parts.add(file, "BodyText", block.text)
    elif not block.text:
        heading = parts.add(file, f"Heading{block.level}", block.number + block.heading)
        heading.paragraph_format.keep_with_next = heading.paragraph_format.keep_together = True
    else:
        paragraph = parts.add(file, "BodyText")
        paragraph.add_run(block.number + block.heading)._r.style = f"Level{block.level}"
        paragraph.add_run(block.text)


def _annex(file: Any, annex: ComposedAnnex) -> None:
    parts.add(file, "AnnexLabel", annex.label).paragraph_format.page_break_before = True
    if annex.title:
        _blank(file, 1)
        parts.broken(parts.add(file, "Title"), annex.title)
    _blank(file, 1)
    for block in annex.blocks:
        _block(file, block)


def _colophon(file: Any, layout: Composed) -> None:
    """At the bottom of the last page, which is an even one: where the text ends on an odd one, or leaves no room, of the next."""
    text, target = page_of_colophon(layout)
    if target > text:
        section = file.add_section(WD_SECTION.EVEN_PAGE)
        parts.styled(file.paragraphs[-1], "Anchor")
        styles.page(section)
        ends.page_numbers(section, shown=target == text + 1)
        # A table that floats belongs to the section of the paragraph before it for some programs, behind it for others.
        parts.add(file, "Anchor")
    ends.add_colophon(file, layout.colophon)
    parts.add(file, "Colophon")
