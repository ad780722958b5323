"""The end of a document: name, place of the seal and day, in every form; kept together, and headings kept with what follows."""

import io
import json
from dataclasses import replace
from typing import Any

import docx
import pytest

from open315.core.documents import docx as word
from open315.core.documents import html, pdf
from open315.core.documents.scripts import in_script
from open315.core.documents.stored import as_data, from_data
from open315.core.documents.tree import Document, Ending, Paragraph, Section, Text
from open315.core.tests.test_render_document import document

DOCUMENT = document()
END = Ending("武漢市市場監督管理局", "2026年5月12日", "（蓋章）")


@pytest.fixture
def ended() -> Document:
    last = Section("二、末章", "last", (Paragraph((Text("末段。"),)),))
    return replace(DOCUMENT, ending=END, sections=(*DOCUMENT.sections, last))


def paragraphs(document: Document) -> list[Any]:
    return list(docx.Document(io.BytesIO(word.render(document))).paragraphs)


def test_the_name_stands_over_the_day_behind_the_last_words_and_before_the_annex(ended: Document) -> None:
    rows = paragraphs(ended)
    words = [each.text for each in rows]
    name, day = words.index("武漢市市場監督管理局 （蓋章）"), words.index("2026年5月12日")
    assert day == name + 1
    assert words.index("末段。") < name < words.index(DOCUMENT.annex.title)
    assert rows[name].alignment is None
    styles = [rows[name].style.name, rows[day].style.name]
    assert styles == ["Ending Name", "Ending Date"]


def test_the_end_never_stands_on_a_page_without_text(ended: Document) -> None:
    rows = paragraphs(ended)
    words = [each.text for each in rows]
    last, day = words.index("末段。"), words.index("2026年5月12日")
    assert rows[last].paragraph_format.keep_with_next
    assert all(each.style.paragraph_format.keep_with_next for each in rows[last + 1 : day])
    assert not rows[day].style.paragraph_format.keep_with_next


def test_a_document_that_is_not_issued_has_no_end() -> None:
    rows = paragraphs(replace(DOCUMENT, ending=None))
    assert not any(each.style.name.startswith("Ending") for each in rows)
    assert "document__ending" not in html.render(replace(DOCUMENT, ending=None))


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_heading_stays_with_what_follows_and_in_one_piece(ended: Document, level: int) -> None:
    styles = docx.Document(io.BytesIO(word.render(ended))).styles
    layout = styles[f"Heading {level}"].paragraph_format
    assert layout.keep_with_next
    assert layout.keep_together


def test_the_page_ends_with_it_and_what_is_in_a_name_stays_words(ended: Document) -> None:
    hostile = replace(ended, ending=replace(END, name="<b>某局</b>"))
    page = html.render(hostile)
    assert '<footer class="document__ending"><p>&lt;b&gt;某局&lt;/b&gt;' in page
    assert page.index("document__ending") < page.index('id="annex"')


def test_the_pdf_has_it(ended: Document) -> None:
    assert json.loads(json.dumps(pdf._document(ended)))["ending"] == {
        "name": END.name,
        "date": END.date,
        "seal": END.seal,
    }
    assert pdf.render(ended)[:4] == b"%PDF"


def test_it_is_kept_with_the_document_and_turned_with_it(ended: Document) -> None:
    kept = from_data(as_data(ended))
    assert kept.ending == END
    assert in_script(ended, "zh-hans").ending == Ending("武汉市市场监督管理局", "2026年5月12日", "（盖章）")


def test_what_was_kept_before_there_was_an_end_is_read_as_it_was() -> None:
    data = as_data(DOCUMENT)
    del data["ending"]
    assert from_data(data).ending is None
