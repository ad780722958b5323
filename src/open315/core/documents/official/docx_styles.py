"""Page, grid and styles of an official document in Word: the faces the standard names, the grid of 22 lines of 28 signs."""

from math import floor
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from open315.core.documents.docx_parts import element
from open315.core.documents.official.standard import line_pitch, sign_pitch, standard

TWIPS = 20
"""In a point."""
EIGHTHS = 8
"""Of a point: what widths of lines are given in."""
LEVEL_FACES = ("first", "second", "body", "body")


def line() -> int:
    """A line of the grid in twips, rounded down: 22 must fit."""
    return int(line_pitch() * TWIPS)


def signs(count: float) -> Any:
    """The width of so many signs of the text."""
    return Twips(int(count * sign_pitch() * TWIPS))


def type_width() -> Any:
    """The width of the type area."""
    return Mm(standard()["page"]["type_width"])


def apply(file: Any, script: str) -> None:
    """Set the page, its grid and every style."""
    page(file.sections[0])
    file.settings.odd_and_even_pages_header_footer = True
    faces = standard()["faces"][script]
    _language(file, faces["language"])
    _styles(file, faces)
    _font_table(file)


def page(section: Any) -> None:
    """The page of the standard with its grid; the footer's dashes stand below the type area."""
    area, text = standard()["page"], standard()["text"]
    section.page_width, section.page_height = Mm(area["width"]), Mm(area["height"])
    section.top_margin, section.left_margin = Mm(area["top"]), Mm(area["left"])
    section.right_margin = Mm(area["width"] - area["left"] - area["type_width"])
    below = area["height"] - area["top"] - area["type_height"]
    section.bottom_margin = Mm(below)
    section.footer_distance = Mm(below - standard()["footer"]["below_type_area"]) - Pt(text["small_size"] / 2)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(element("w:docGrid", type="lines", linePitch=str(line())))


def _styles(file: Any, faces: dict[str, str]) -> None:
    text = standard()["text"]
    size, title, small = text["size"], text["title_size"], text["small_size"]
    _style(file, "Normal", faces["body"], size)
    _off_grid(_centred(_style(file, "Title", faces["head"], title)))
    _indented(_style(file, "Body Text", faces["body"], size))
    for level, face in enumerate(LEVEL_FACES, 1):
        _indented(_style(file, f"Heading {level}", faces[face], size))
        _face(file.styles.add_style(f"Level {level}", WD_STYLE_TYPE.CHARACTER), faces[face])
    _style(file, "Corner", faces["first"], size)
    mark = _off_grid(_centred(_style(file, "Red Head", faces["head"], size)))
    mark.font.color.rgb = RGBColor.from_string(standard()["head"]["colour"])
    _style(file, "Document Number", faces["body"], size)
    _face(file.styles.add_style("Signer", WD_STYLE_TYPE.CHARACTER), faces["second"])
    _style(file, "Annex Label", faces["first"], size)
    _style(file, "Colophon", faces["body"], small)
    _off_grid(_style(file, "Anchor", faces["body"], small)).paragraph_format.line_spacing = Pt(1)
    table = _centred(_style(file, "Table Text", faces["body"], text["table_size"]))
    table.paragraph_format.line_spacing = Pt(text["table_pitch"])
    _off_grid(table)
    _face(file.styles.add_style("Table Head", WD_STYLE_TYPE.CHARACTER), faces["first"])
    foot = _style(file, "Footer", faces["page"], small)
    foot.paragraph_format.line_spacing = Pt(small)
    _off_grid(foot)


AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz")
"""What may follow the spacing of signs among the properties of a run: their order is fixed."""


def spaced(properties: Any, twips: int) -> None:
    """Set signs apart by so many twips, nearer to each other where negative."""
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    behind = [properties.index(each) for tag in AFTER_SPACING for each in properties.findall(qn(tag))]
    properties.insert(min(behind, default=len(properties)), element("w:spacing", val=str(twips)))


def _style(file: Any, name: str, face: str, size: float) -> Any:
    """A paragraph style on the grid: exactly one line of it each, Latin words broken where the line ends."""
    known = {style.name for style in file.styles}
    style = file.styles[name] if name in known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name != "Normal":
        style.base_style = file.styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    if size == standard()["text"]["size"]:
        # The signs give way by a hair, so that 28 stand in a line. A grid of signs would do it in Word; others read it differently.
        spaced(style.element.rPr, floor((sign_pitch() - size) * TWIPS))
    else:
        spaced(style.element.rPr, 0)
    _face(style, face)
    for old in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        old.getparent().remove(old)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(line())
    layout.keep_with_next = layout.keep_together = layout.widow_control = False
    layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _broken_anywhere(style)
    return style


def _centred(style: Any) -> Any:
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return style


def _indented(style: Any) -> Any:
    """Two signs in, also where somebody changes the size."""
    style.paragraph_format.first_line_indent = signs(2)
    style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
    return style


def _broken_anywhere(style: Any) -> None:
    """Latin words break at the edge, marks do not hang beyond it, no space is set between Chinese signs and Latin ones or figures."""
    properties = style.element.get_or_add_pPr()
    before = properties.find(qn("w:spacing"))
    for tag in ("w:wordWrap", "w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        properties.insert(properties.index(before), element(tag, val="0"))


def _off_grid(style: Any) -> Any:
    """Signs larger than the grid's would take two lines of it, smaller ones need none."""
    properties = style.element.get_or_add_pPr()
    properties.insert(properties.index(properties.find(qn("w:spacing"))), element("w:snapToGrid", val="0"))
    return style


def _face(style: Any, name: str) -> None:
    """One face for all signs: figures are half as wide as Chinese signs in it, as the grid expects."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for attribute in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{attribute}"), name)


def _language(file: Any, language: str) -> None:
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val="en-GB", eastAsia=language, bidi="ar-SA"))


def _font_table(file: Any) -> None:
    """Say under which other names the faces are known."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in standard()["alternatives"].items()
    )
    for part in file.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = part.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")
