"""Workbooks, documents and pages written by hand, so that each says exactly what a test is about."""

import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(parts: dict[str, str | bytes]) -> bytes:
    """A packed file of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def xlsx(
    *sheets: str, states: tuple[str, ...] = (), workbook: str = "", strings: str = "", styles: str = "", after: str = ""
) -> bytes:
    """An XLSX file; each sheet is told by its `<row>`s and what stands around them."""
    entries, relations = "", ""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
    for number, rows in enumerate(sheets, 1):
        state = f' state="{states[number - 1]}"' if len(states) >= number and states[number - 1] else ""
        entries += f'<sheet name="表{number}" sheetId="{number}" r:id="r{number}"{state}/>'
        relations += f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        body = rows if "<sheetData" in rows else f"<sheetData>{rows}</sheetData>{after}"
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{body}</worksheet>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}<sheets>{entries}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return package(parts)


def text(place: str, content: str) -> str:
    """A cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{content}</t></is></c>'


def ods(*tables: str, styles: str = "", manifest: str = "<m/>") -> bytes:
    """An ODS file; each table is told by its rows."""
    body = "".join(
        each if each.startswith("<table:table ") else f'<table:table table:name="表{number}">{each}</table:table>'
        for number, each in enumerate(tables, 1)
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = "".join(f' xmlns:{each}="{space}{each}:1.0"' for each in ("office", "table", "text", "style"))
    content = (
        f'<office:document-content{names} xmlns:calcext="urn:calcext">{styles}'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def docx(body: str) -> bytes:
    """A Word document of this body; `w:` stands before each element."""
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def word_row(*cells: str) -> str:
    """A row of a Word table; a cell may begin with its properties (`<w:tcPr>…`)."""
    inside = ""
    for each in cells:
        properties, _end, words = each.rpartition("</w:tcPr>")
        inside += f"<w:tc>{properties}{_end}<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
    return f"<w:tr>{inside}</w:tr>"
