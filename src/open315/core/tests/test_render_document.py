"""One tree, three forms: the same words and figures in each, nothing that was typed is ever read as markup."""

import io
import re
from functools import cache
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from open315.core.charts import bar_chart
from open315.core.documents import docx, html, pdf
from open315.core.documents.numbering import entries_of, marks_of, with_numbered_captions
from open315.core.documents.sentences import joined, listed, plain, sentence, stray_digits
from open315.core.documents.tree import (
    Annex,
    AnnexWords,
    Chart,
    Document,
    Evidence,
    Figure,
    Note,
    Paragraph,
    Row,
    Section,
    Table,
    Term,
    Text,
)

NASTY = '<script>alert(1)</script> #pagebreak() $x$ *b* @ref <lab> \\ ` [ ] {{ x }} "; &amp; //'
WORDS = AnnexWords(
    definition="定義", period="期間", scope="範圍", query="查詢", parameters="參數", key="指標", line="項目", value="數值",
    fraction="分子／分母", page="第{page}頁，共{pages}頁", contents="目錄",
)  # fmt: skip


def evidence(key: str = "cases.received", line: str = "", value: str = "2,434", period: str = "2026年") -> Evidence:
    return Evidence(
        key=key, label="收到投訴", line=line, value=value, unit="件", definition=f"期間內收到的投訴 {NASTY}", period=period,
        short_period=period, scope="湖北省", numerator="1,200", denominator="2,434",
        query=f"cases?first=2026-01-01&region=42&nature={line or 'none'}", href=f"/console/facts/{key}/rows/?line={line}",
    )  # fmt: skip


def document(language: str = "zh-hant") -> Document:
    rows = tuple(
        Row(((Text(f"質量{n} {NASTY}"),), (Figure(f"{n},001", evidence("cases.by_nature", f"n{n}")),)))
        for n in range(40)
    )
    section = Section(
        "一、總體情況",
        "overall",
        (
            Paragraph((Text("共收到投訴"), Figure("2,434", evidence()), Text(f"件。{NASTY}"), Term("2026年3月15日"))),
            Note((Text("說明"),)),
            Table("投訴性質", ("性質", "件數"), rows),
            Chart("投訴性質", bar_chart("投訴性質", ["質量", NASTY], [412, 288], unit="件")),
            Section("（一）小節", "inner", (Paragraph((Text("胡鬍裡裏製制"),)),)),
        ),
    )
    return Document(
        title="2026年“3·15”活動總結", subtitle=NASTY, issuer="湖北省消費者委員會", issued="2026年3月20日", language=language,
        sections=(section,), annex=Annex("附錄", (Text("說明"),), WORDS), base_url="https://council.example",
    )  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


@cache
def written(form: Any, language: str = "zh-hant") -> bytes:
    """The document in one of its forms, written once for all tests."""
    return form.render(document(language))  # type: ignore[no-any-return]


def read_pdf() -> PdfReader:
    return PdfReader(io.BytesIO(written(pdf)))


def read_docx() -> Any:
    return python_docx.Document(io.BytesIO(written(docx)))


@cache
def pdf_text(language: str = "zh-hant") -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(written(pdf, language))).pages))


@cache
def docx_text(language: str = "zh-hant") -> str:
    body = python_docx.Document(io.BytesIO(written(docx, language))).element.body
    return squeezed("".join(node.text or "" for node in body.iter(qn("w:t"))))


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_the_three_forms_say_the_same(language: str) -> None:
    page = html.render(document(language))
    for text in ("共收到投訴", "2,434", "39,001", "胡鬍裡裏製制", "2026年3月15日"):
        assert text in page
        assert text in docx_text(language)
        assert text in pdf_text(language)


def test_what_was_typed_is_never_markup() -> None:
    page = html.render(document())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert squeezed(NASTY) in docx_text()
    assert squeezed("#pagebreak() $x$ *b* @ref") in pdf_text()


def test_a_page_holds_no_style_of_its_own() -> None:
    page = html.render(document())
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)


def test_every_figure_leads_to_its_rows_in_every_form() -> None:
    found = document()
    address = "https://council.example/console/facts/cases.received/rows/?line="
    assert 'href="/console/facts/cases.received/rows/?line="' in html.render(found)
    file = read_docx()
    assert address in {relation.target_ref for relation in file.part.rels.values() if relation.is_external}
    links = [
        note.get_object().get("/A", {}).get("/URI") for page in read_pdf().pages for note in page.get("/Annots", [])
    ]
    assert address in links


def test_a_word_document_has_real_headings_repeated_heads_and_chinese_faces() -> None:
    file = read_docx()
    styles = [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs if paragraph.style is not None]
    assert ("Title", "2026年“3·15”活動總結") in styles
    assert ("Heading 1", "一、總體情況") in styles
    assert ("Heading 2", "（一）小節") in styles
    for table in file.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        order = [child.tag for child in table._tbl.tblPr]
        assert order.index(qn("w:tblBorders")) < order.index(qn("w:tblLayout"))
        widths = [cell.width for cell in table.rows[0].cells]
        assert widths == [column.width for column in table.columns], "Word reads the cells, LibreOffice the grid"
        assert all(cell._tc.tcPr.find(qn("w:vAlign")) is not None for row in table.rows for cell in row.cells)
    faces: Any = file.styles["Body Text"].element.rPr.rFonts
    assert (faces.get(qn("w:eastAsia")), faces.get(qn("w:ascii"))) == ("仿宋", "Times New Roman")
    footer = file.sections[0].footer._element.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer


def test_a_word_document_keeps_short_tables_whole_and_the_ends_of_long_ones_together() -> None:
    kept = [docx._row_style("TableText", index, 4).endswith("Kept") for index in range(4)]
    assert kept == [True, True, True, False]
    kept = [docx._row_style("TableText", index, 30).endswith("Kept") for index in range(30)]
    assert kept == [True, *[False] * 26, True, True, False]
    file = read_docx()
    for name in ("Table Text Kept", "Evidence", "Evidence Title", "Caption"):
        assert file.styles[name].paragraph_format.keep_with_next, name
    assert file.core_properties.language == "zh-Hant"


def test_marks_in_the_text_lead_to_the_annex() -> None:
    found = document()
    page = html.render(found)
    for mark in re.findall(r'class="figure__mark" href="#([^"]+)"', page):
        assert f'id="{mark}"' in page
    xml = read_docx().element.xml
    for anchor in re.findall(r'w:anchor="([^"]+)"', xml):
        assert f'w:name="{anchor}"' in xml


def test_lines_and_years_of_one_fact_share_an_entry() -> None:
    found = document()
    entries = entries_of(found)
    assert [len(entry.lines) for entry in entries] == [1, 40]
    assert entries[1].query == "cases?first=2026-01-01&region=42"
    assert entries[1].rest(entries[1].lines[3]) == "nature=n3"
    assert set(marks_of(entries).values()) == {"1", *(f"2.{n}" for n in range(1, 41))}


def test_captions_are_numbered_by_kind() -> None:
    found = with_numbered_captions(document(), "表{n}　", "圖{n}　")
    captions = [block.caption for block in found.sections[0].blocks if isinstance(block, Table | Chart)]
    assert captions == ["表1　投訴性質", "圖1　投訴性質"]


def test_a_translator_decides_where_a_figure_stands() -> None:
    figure = Figure("2,434", evidence())
    assert plain(sentence("%(n)s were received, 100%% of them", n=figure)) == "2,434 were received, 100% of them"
    assert plain(sentence("共收到%(n)s件", n=figure)) == "共收到2,434件"
    with pytest.raises(KeyError):
        sentence("%(missing)s", n=figure)


def test_a_typed_number_is_found_and_a_date_is_not() -> None:
    figure = Figure("2,434", evidence())
    assert stray_digits((Text("共12件"), figure, Term("2026年"), Text("件"))) == ["共12件"]


def test_enumerations_leave_out_what_is_empty() -> None:
    a, b, c = ((Text(letter),) for letter in "abc")
    assert plain(listed([a, (), b, c], ", ", " and ")) == "a, b and c"
    assert plain(joined([a, (), b], " ")) == "a b"
