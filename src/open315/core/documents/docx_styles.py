"""The paragraph and character styles of the house, with East Asian faces set properly.

Body text is in 仿宋, headings in 黑體, the title in 宋體: the faces official reports in China are set in. A machine
without them finds the alternatives in the font table.
"""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from open315.core.documents.docx_parts import element

LATIN = "Times New Roman"
BODY, HEADING, TITLE = "仿宋", "黑体", "宋体"
ALTERNATIVES = {BODY: "FangSong", HEADING: "SimHei", TITLE: "SimSun"}
INK, ACCENT, FAINT = RGBColor(0x1F, 0x23, 0x28), RGBColor(0x0B, 0x55, 0x63), RGBColor(0x5C, 0x63, 0x6B)
LANGUAGES = {"zh-hant": "zh-TW", "zh-hans": "zh-CN"}


def apply_styles(file: Any, language: str) -> None:
    """Set the page and every style the renderer uses."""
    _page(file.sections[0])
    chinese = language.startswith("zh")
    strong = not chinese
    _document_language(file, language)
    _style(file, "Normal", 12, BODY, INK)
    _style(file, "Title", 22, TITLE, ACCENT, bold=True, centre=True, after=4)
    _style(file, "Subtitle", 13, BODY, INK, centre=True, after=14)
    imprint = _style(file, "Imprint", 11, BODY, INK, base="Normal", after=10)
    _edge(imprint, "top", "0B5563", size=12, space=4)
    for level, size in ((1, 16), (2, 13), (3, 12)):
        colour = ACCENT if level == 1 else INK
        heading = _style(file, f"Heading {level}", size, HEADING, colour, bold=strong, before=14, after=6)
        # Said, not left to the template: no heading stands alone at the end of a page.
        heading.paragraph_format.keep_with_next = heading.paragraph_format.keep_together = True
    body = _style(file, "Body Text", 12, BODY, INK, after=6, line=1.5)
    body.paragraph_format.first_line_indent = Pt(24) if chinese else None
    body.paragraph_format.alignment, body.paragraph_format.widow_control = WD_ALIGN_PARAGRAPH.JUSTIFY, True
    _ending_styles(file)
    _edge(_style(file, "Remark", 10, BODY, FAINT, base="Normal", after=8), "left", "C9CED4", size=16, space=6)
    _kept(_style(file, "Caption", 11, HEADING, INK, centre=True, bold=strong, before=8, after=4))
    _style(file, "Chart Caption", 10, BODY, FAINT, base="Normal", centre=True, after=10)
    _style(file, "Footer", 9, BODY, FAINT, centre=True)
    _table_styles(file, strong=strong)
    _characters(file)
    _font_table(file)


def _ending_styles(file: Any) -> None:
    """Name and day under each other in the right half of the page, the seal over both; kept together."""
    for name in ("Ending Room", "Ending Name", "Ending Date"):
        style = _style(file, name, 12, BODY, INK, base="Normal", centre=name != "Ending Room", line=1.5)
        style.paragraph_format.left_indent = Cm(7.5)
        style.paragraph_format.keep_with_next = name != "Ending Date"


def _table_styles(file: Any, *, strong: bool) -> None:
    """A row in a style that ends with "Kept" stays on the page of the next one."""
    _kept(_style(file, "Table Head", 10.5, HEADING, INK, base="Normal", bold=strong, before=2, after=2))
    _style(file, "Table Text", 10.5, BODY, INK, base="Normal", before=1, after=1)
    _kept(_style(file, "Table Text Kept", 10.5, BODY, INK, base="Table Text", before=1, after=1))
    _style(file, "Table Note", 10, BODY, FAINT, base="Normal", after=8)
    _kept(_style(file, "Evidence Title", 12, HEADING, INK, base="Heading 2", bold=strong, before=10, after=3))
    _kept(_style(file, "Evidence", 9.5, BODY, INK, base="Normal", after=1))
    _style(file, "Evidence End", 9.5, BODY, INK, base="Normal", after=4)
    _kept(_style(file, "Evidence Head", 9, HEADING, INK, base="Table Head", bold=strong, before=1, after=1))
    _style(file, "Evidence Text", 9, BODY, INK, base="Normal", before=1, after=1)
    _kept(_style(file, "Evidence Text Kept", 9, BODY, INK, base="Evidence Text", before=1, after=1))
    _style(file, "Evidence Small", 7.5, BODY, FAINT, base="Normal")


def _kept(style: Any) -> None:
    style.paragraph_format.keep_with_next = True


def _edge(style: Any, side: str, colour: str, *, size: int, space: int) -> None:
    """A rule along one side of a paragraph; `size` in eighths of a point."""
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=str(size), space=str(space), color=colour))
    properties = style.element.get_or_add_pPr()
    before = properties.find(qn("w:spacing"))
    properties.insert(properties.index(before), borders)


def _page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.7), Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(2.8)


def _document_language(file: Any, language: str) -> None:
    run_defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in run_defaults.findall(qn("w:lang")):
        run_defaults.remove(old)
    run_defaults.append(element("w:lang", val="en-GB", eastAsia=LANGUAGES.get(language, "zh-CN"), bidi="ar-SA"))


def _style(
    file: Any,
    name: str,
    size: float,
    face: str,
    colour: RGBColor,
    *,
    base: str = "",
    bold: bool | None = None,
    centre: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.15,
) -> Any:
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if base else file.styles[name]
    if base:
        style.base_style = file.styles[base]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, None
    style.font.color.rgb = colour
    for apart in style.element.rPr.findall(qn("w:spacing")):
        # The template sets subtitles in spaced letters.
        style.element.rPr.remove(apart)
    set_faces(style, face)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), line
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else None
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)
    return style


def set_faces(style: Any, east_asian: str) -> None:
    """Latin and East Asian face of a style; a theme face would win over both and is taken away."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for attribute in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{attribute}"), LATIN)
    fonts.set(qn("w:eastAsia"), east_asian)


def _characters(file: Any) -> None:
    figure = file.styles.add_style("Figure", WD_STYLE_TYPE.CHARACTER)
    figure.font.underline = True
    figure.element.get_or_add_rPr().find(qn("w:u")).set(qn("w:color"), "7FB0B9")
    raised = file.styles.add_style("Figure Mark", WD_STYLE_TYPE.CHARACTER)
    raised.font.superscript = True
    raised.font.color.rgb = ACCENT


def _font_table(file: Any) -> None:
    """Say under which other names the faces are known, so that a machine with one of them need not guess."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in ALTERNATIVES.items()
    )
    for part in file.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = part.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")
