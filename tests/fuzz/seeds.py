"""A valid file of each kind, rich in what a reader has to deal with."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from open315.core.tests.foreign_books import docx, ods, text, word_row, xlsx

OLD_BOOK = Path("src/open315/core/tests/files/complaints.xls")
ROWS = [["编号", "投诉日期", "内容"], ["A1", "2026-05-12", "冰箱坏了,\n要求退款"], ["A2", "2026/5/13", '"55寸电视']]


def _xlsx() -> bytes:
    rows = "".join(
        f'<row r="{number}">' + "".join(text(f"{'ABC'[at]}{number}", cell) for at, cell in enumerate(row)) + "</row>"
        for number, row in enumerate(ROWS, 1)
    )
    more = (
        '<row r="5" hidden="1"><c r="A5" t="s"><v>0</v></c><c r="B5" s="1"><v>46154.5</v></c><c r="C5" t="e"><f>X()</f><v>#N/A</v></c>'
        '<c r="D5"><v>1420106202605120001234</v></c><c r="E5" t="b"><v>1</v></c></row>'
    )
    return xlsx(
        rows + more,
        rows,
        states=("", "hidden"),
        strings="<si><r><t>甲_x000D_</t></r><rPh><t>a</t></rPh></si>",
        styles='<numFmts><numFmt numFmtId="180" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="180"/></cellXfs>',
        after='<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A5:B5"/></mergeCells>',
    )


def _ods() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in ROWS
    )
    more = (
        '<table:table-column table:number-columns-repeated="3"/><table:table-row table:number-rows-repeated="3" table:visibility="collapse">'
        '<table:table-cell office:value-type="float" office:value="1.5E+3" table:number-columns-repeated="2" table:number-rows-spanned="2"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-05-12T10:00:00"/></table:table-row>'
    )
    return ods(more + rows)


def _docx() -> bytes:
    begin = '<w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>'
    return docx(
        "<w:tbl>"
        + "".join(word_row(*row) for row in ROWS)
        + word_row(begin + "合计", "3")
        + word_row("<w:tcPr><w:vMerge/></w:tcPr>", "4")
        + "</w:tbl>"
    )


def _page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td rowspan=1>{cell}" for cell in row) for row in ROWS)
    return f'<html><meta charset="gbk"><table border=1>{rows}<tr><td colspan=2>&amp;&#20320;<td>x</table>'.encode("gbk")


def _xml_sheet() -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(
        f'<Row ss:Index="{number}">'
        + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row)
        + "</Row>"
        for number, row in enumerate(ROWS, 2)
    )
    more = '<Row><Cell ss:Index="2" ss:MergeDown="1"><Data ss:Type="Number">12</Data></Cell><Cell><Data ss:Type="DateTime">2026-05-12</Data></Cell></Row>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="a"><Table>{rows}{more}</Table></Worksheet></Workbook>'.encode()


def _csv() -> bytes:
    return "\n".join(",".join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in ROWS * 3).encode(
        "gb18030"
    )


def _picture(form: str) -> Callable[[], bytes]:
    def made() -> bytes:
        out, picture = BytesIO(), Image.effect_noise((40, 30), 40).convert("RGB")
        exif = Image.Exif()
        exif[0x0112], exif[0x010F] = 6, "maker"
        picture.save(out, form, exif=exif)
        return out.getvalue()

    return made


def _notice() -> bytes:
    return """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至12日放假调休，共8天。1月30日（周六）、2月14日（周日）上班。
三、国庆节、中秋节：2026年12月31日至2027年1月2日放假；12月29日公休日调至1月4日。延长国庆节假期至10月9日。取消10月10日上班。
元旦\t1月1日至3日\t1月4日上班\t3天""".encode()


def _days() -> bytes:
    return b'{"year":2027,"days":[{"name":"a","date":"2027-01-01","isOffDay":true},{"date":"2027-01-04","isOffDay":"false"}]}'


def _lines() -> bytes:
    return '\ufeffdate,name,kind\r\n"2027-01-01","元旦","off"\r\n2027/1/4\t元旦\t班\r\n2027-01-02 元旦 休'.encode()


SEEDS: dict[str, Callable[[], bytes]] = {
    "xlsx": cache(_xlsx), "xls": cache(OLD_BOOK.read_bytes), "ods": cache(_ods), "docx": cache(_docx), "page": cache(_page),
    "xml": cache(_xml_sheet), "csv": cache(_csv), "jpeg": cache(_picture("JPEG")), "png": cache(_picture("PNG")), "webp": cache(_picture("WEBP")),
    "notice": cache(_notice), "notice-json": cache(_days), "notice-lines": cache(_lines),
}  # fmt: skip
"""The kinds of files that a reader of ours is asked to read."""
PICTURES = frozenset({"jpeg", "png", "webp"})
NOTICES = frozenset({"notice", "notice-json", "notice-lines"})
"""Texts that a person pastes into a form; they are read in our own process, so what they cost matters as much."""
PACKAGES = frozenset({"xlsx", "ods", "docx"})
