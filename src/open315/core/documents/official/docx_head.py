"""The first page above the title: corner, red names, number, signers, red line."""

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Pt

from open315.core.documents import docx_parts as parts
from open315.core.documents.official import docx_styles as styles
from open315.core.documents.official.docx_tables import without_padding
from open315.core.documents.official.heads import GAP
from open315.core.documents.official.layout import Composed, Head
from open315.core.documents.official.standard import line_pitch, points, standard
from open315.core.documents.official.widths import width

CORNER_LINES = 3
LOOSE = 2
"""Points a name has to spare, so that rounding breaks none."""


def add_head(file: Any, layout: Composed) -> None:
    """Everything above the title."""
    _corner(file, layout.corner)
    if len(layout.head.names) == 1:
        _mark(file._body.add_paragraph(), layout.head, layout.head.names[0] + layout.head.suffix)
    else:
        _joint(file, layout.head)
    for _ in range(int(standard()["head"]["lines_below_mark"])):
        parts.add(file, "Normal")
    last = _signers(file, layout) if layout.signers else _number(file, layout.number)
    _red_line(file, last)


def _corner(file: Any, lines: tuple[str, ...]) -> None:
    """Three lines, written or not; the name begins at its distance from the type area's edge below them."""
    for count in range(CORNER_LINES):
        text = lines[count] if count < len(lines) else ""
        paragraph = parts.add(file, "Normal" if text.isdigit() else "Corner", text)
    gap = points(standard()["head"]["mark_from_top"]) - CORNER_LINES * line_pitch()
    paragraph.paragraph_format.space_after = Pt(gap)


def _mark(paragraph: Any, head: Head, text: str) -> Any:
    parts.styled(paragraph, "RedHead")
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(head.pitch)
    run = paragraph.add_run(text)
    run.font.size = Pt(head.size)
    styles.spaced(run._r.rPr, 0)
    return run


def _joint(file: Any, head: Head) -> None:
    """Names beneath each other, as wide as the longest, and the word in their middle: a table without lines."""
    beside = (width(head.suffix) + GAP) * head.size
    names = min(head.column * head.size, points(standard()["page"]["type_width"]) - beside)
    table = file.add_table(rows=len(head.names), cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    without_padding(table)
    for column, size in enumerate((names + LOOSE, beside)):
        table.columns[column].width = Pt(size)
        for cell in table.columns[column].cells:
            cell.width = Pt(size)
    for name, row in zip(head.names, table.rows, strict=True):
        row._tr.get_or_add_trPr().append(parts.element("w:cantSplit"))
        _spread(row.cells[0].paragraphs[0], head, name, fits=names >= head.column * head.size)
    merged = table.cell(0, 1).merge(table.cell(len(head.names) - 1, 1))
    for spare in merged.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    merged._tc.get_or_add_tcPr().append(parts.element("w:vAlign", val="center"))
    _mark(merged.paragraphs[0], head, head.suffix)
    merged.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _spread(paragraph: Any, head: Head, name: str, *, fits: bool) -> None:
    """The signs of a shorter name stand apart, the last one without space behind it; not where the longest is broken."""
    missing = head.column - width(name)
    run = _mark(paragraph, head, name[:-1])
    _mark(paragraph, head, name[-1:])
    if run.text and missing and fits:
        apart = round(missing * head.size / len(run.text) * styles.TWIPS)
        styles.spaced(run._r.rPr, apart)


def _number(file: Any, number: str) -> Any:
    paragraph = parts.add(file, "DocumentNumber", number)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _signers(file: Any, layout: Composed) -> Any:
    """The number at the left and the signers at the right, two in a row; the number beside the last row."""
    across = max(sum(len(name) + 1 for name in row) - 1 for row in layout.signers)
    place = float(standard()["text"]["signs"]) - 1 - len(layout.signer_lead) - across
    for count, row in enumerate(layout.signers):
        paragraph = parts.add(file, "DocumentNumber")
        for stop in (1, place, place + len(layout.signer_lead)):
            paragraph.paragraph_format.tab_stops.add_tab_stop(styles.signs(stop), WD_TAB_ALIGNMENT.LEFT)
        paragraph.add_run("\t" + (layout.number if count == len(layout.signers) - 1 else ""))
        paragraph.add_run("\t" + (layout.signer_lead if count == 0 else "") + "\t")
        paragraph.add_run("　".join(row))._r.style = "Signer"
    return paragraph


def _red_line(file: Any, paragraph: Any) -> None:
    """As wide as the type area. What it takes below the line of the grid is given back by a shorter blank one."""
    head = standard()["head"]
    below = round(points(head["rule_below_number"]) - (line_pitch() - standard()["text"]["size"]) / 2)
    rule = parts.element(
        "w:bottom",
        val="single",
        sz=str(int(head["rule_weight"] * styles.EIGHTHS)),
        space=str(below),
        color=head["colour"],
    )
    borders = parts.element("w:pBdr")
    borders.append(rule)
    paragraph._p.get_or_add_pPr().insert(1, borders)
    short = parts.add(file, "Normal").paragraph_format
    short.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    short.line_spacing = Pt(line_pitch() - below - head["rule_weight"])
