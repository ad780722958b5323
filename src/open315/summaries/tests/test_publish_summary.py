"""The public page of a signed summary: page, DOCX and PDF say the same, figures lead to what they count and never to rows."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from open315.core import throttle
from open315.summaries.models import Edition
from open315.summaries.tests.samples import signed_in
from open315.summaries.tests.test_word_review_and_sign import begun, opening, signed, write
from open315.summaries.text import drawn, services


@pytest.fixture
def edition(cast: Any, time_machine: Any) -> Edition:
    """A signed edition that is published; one sentence has a figure typed by hand."""
    time_machine.move_to(cast.at)
    text = begun(cast)
    write(cast, opening(text), opening(text).words + "發放資料{=3000份|省局簡報}。")
    edition = signed(cast, text)
    return services.publish_edition(edition.pk, actor=cast.actor("province_supervisor"), at=cast.at)


def get(path: str) -> str:
    answer = Client(headers={"accept-language": "zh-hant"}).get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def squeezed(text: str) -> str:
    return re.sub(r"\s|<[^>]+>", "", re.sub(r"<sup>.*?</sup>", "", text))


def test_everybody_reads_it_and_opens_what_a_figure_counts(edition: Edition) -> None:
    assert f"/summaries/{edition.pk}/" in get("/summaries/")
    page = get(f"/summaries/{edition.pk}/")
    assert "共收到投訴18件" in squeezed(page)
    assert "/console/" not in page.split("<article")[1].split("</article>")[0]
    first = re.search(rf'class="figure" href="(/summaries/{edition.pk}/figures/[\d.]+/)"', page)
    assert first is not None
    figure = get(first[1])
    assert "收到投訴" in figure
    assert "18" in figure
    assert "2025年" in figure
    assert "/console/facts/" not in figure
    assert Client().get(f"/summaries/{edition.pk}/figures/999/").status_code == 404


def test_page_docx_and_pdf_say_the_same(edition: Edition) -> None:
    said = r"共收到投訴18\W*(?:1\.1)?\W*件"
    typed = "發放資料3000份（人工填寫，來源：省局簡報）"
    client = Client()
    docx = Document(BytesIO(client.get(f"/summaries/{edition.pk}/file.docx").content))
    pdf = PdfReader(BytesIO(client.get(f"/summaries/{edition.pk}/file.pdf").content))
    words = "".join("".join(node.itertext()) for node in docx.element.body.iter() if node.tag.endswith("}t"))
    printed = "".join(page.extract_text() for page in pdf.pages)
    for form in (get(f"/summaries/{edition.pk}/"), words, printed):
        assert re.search(said, squeezed(form)), squeezed(form)[:900]
        assert typed in squeezed(form)
    assert client.get(f"/summaries/{edition.pk}/file.odt").status_code == 404


def test_what_was_withdrawn_is_gone(cast: Any, edition: Edition) -> None:
    services.withdraw_edition(edition.pk, reason="待核", actor=cast.actor("province_supervisor"), at=cast.at)
    assert "/summaries/1/" not in get("/summaries/")
    for path in ("", "file.docx", "figures/1.1/"):
        assert Client().get(f"/summaries/{edition.pk}/{path}").status_code == 404


def test_its_council_sees_whether_the_content_is_what_was_signed(cast: Any, edition: Edition) -> None:
    reader = signed_in(cast, "province_supervisor")
    path = f"/console/campaigns/editions/{edition.pk}/"
    assert "內容與簽發時一致" in reader.get(path).content.decode()
    content = {**edition.content, "title": "改過的標題"}
    Edition.objects.filter(pk=edition.pk).update(content=content)
    assert "內容在簽發後被改動" in reader.get(path).content.decode()


def test_the_form_refuses_a_typed_figure_and_keeps_what_was_typed(cast: Any, time_machine: Any) -> None:
    time_machine.move_to(cast.at)
    text = begun(cast)
    writer, passage = signed_in(cast, "secretariat"), opening(text)
    words = passage.words + "另有二十家企業。"
    answer = writer.post(
        f"/console/campaigns/texts/passages/{passage.pk}/", {"words": words, "version": "1", "once": "a"}
    )
    assert answer.status_code == 422
    assert "二十家" in answer.content.decode()
    assert words in unescape(answer.content.decode())
    write(cast, passage, passage.words + "甲。")
    stale = writer.post(
        f"/console/campaigns/texts/passages/{passage.pk}/",
        {"words": passage.words + "乙。", "version": "1", "once": "b"},
    )
    assert stale.status_code == 409
    assert "甲。" in stale.content.decode()
    assert "乙。" in stale.content.decode()


def test_the_page_says_what_a_figure_was_when_it_was_written(cast: Any, time_machine: Any) -> None:
    time_machine.move_to(cast.at)
    text = begun(cast)
    passage = opening(text)
    passage.was = {**passage.was, "1": "17"}
    passage.save()
    page = signed_in(cast, "secretariat").get(f"/console/campaigns/texts/{text.pk}/").content.decode()
    assert "收到投訴：撰寫時為17，現為18。" in page


def test_a_file_is_drawn_once_however_often_strangers_ask(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF takes seconds of a processor: whoever reloaded it kept the site from everybody."""
    drawn.forget()
    made: list[str] = []
    monkeypatch.setattr(drawn, "FORMS", {"docx": lambda document: made.append(document.language) or b"file"})
    client = Client(headers={"accept-language": "zh-hant"})
    path = f"/summaries/{edition.pk}/file.docx"
    assert [client.get(path).content for _each in range(3)] == [b"file"] * 3
    assert made == ["zh-hant"]
    client.get(f"{path}?script=hans")
    client.get(f"{path}?script=hans")
    assert made == ["zh-hant", "zh-hans"], "the other script is another file"
    drawn.forget()


def test_the_file_of_a_withdrawn_edition_is_not_handed_out_though_it_was_drawn(edition: Edition, cast: Any) -> None:
    path = f"/summaries/{edition.pk}/file.docx"
    assert Client().get(path).status_code == 200
    services.withdraw_edition(edition.pk, reason="數據有誤", actor=cast.actor("province_supervisor"), at=cast.at)
    assert Client().get(path).status_code == 404


def test_one_visitor_gets_a_hundred_and_twenty_files_an_hour_and_another_gets_hers(edition: Edition) -> None:
    throttle.forget()
    path = f"/summaries/{edition.pk}/file.docx"
    answers = [Client(REMOTE_ADDR="203.0.113.7").get(path) for _each in range(121)]
    assert [each.status_code for each in answers] == [200] * 120 + [429]
    assert answers[-1]["Retry-After"].isdecimal()
    assert Client(REMOTE_ADDR="203.0.113.8").get(path).status_code == 200
    throttle.forget()
