"""The secretariat: opens a campaign, reads its summary, opens the rows behind its figures, takes it along as DOCX and PDF."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

SignIn = Callable[..., Page]


def open_campaign(page: Page, year: int, theme: str) -> None:
    today = date.today()
    page.goto("/console/campaigns/new/")
    for name, value in {
        "year": str(year),
        "theme": theme,
        "first_day": f"{year}-03-01",
        "last_day": f"{year}-03-15",
        "stat_first": f"{today.year - 1}-01-01",
        "stat_last": f"{today.year - 1}-12-31",
    }.items():
        page.fill(f"[name={name}]", value)
    page.locator("main form button.button--primary").click()
    page.wait_for_url(re.compile(r"/console/campaigns/\d+/$"))


def test_a_campaign_is_opened_and_its_summary_counts_what_its_links_open(
    sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    page = sign_in("secretariat", "/console/campaigns/")
    open_campaign(page, date.today().year + 2, "測試主題：安心消費")
    shot(page, "secretariat-campaign", whole=False, guide=True)
    page.locator("a[href$='/summary/']").click()
    expect(page.locator("article.document")).to_be_visible()
    accessible(page)
    shot(page, "secretariat-summary", whole=False, guide=True)
    links = counted(page)
    assert len(links) >= 10
    for href, figure in links[:: len(links) // 10]:
        page.goto(href)
        heading = page.locator("main h2", has_text=re.compile(r"\d+\s*件")).first.inner_text()
        assert number_in(heading) == figure, f"{href} says {figure} and opens {heading}"


def counted(page: Page) -> list[tuple[str, int]]:
    """Links whose text is a plain count, with their figures."""
    found = page.eval_on_selector_all(
        "article.document a[href*='/console/facts/']",
        "links => links.map(link => [link.href, link.textContent.trim()])",
    )
    counts = {href: number_in(text) for href, text in found if re.fullmatch(r"[\d,]+\s*[件宗]?", text)}
    return list(counts.items())


def number_in(text: str) -> int:
    match = re.search(r"[\d,]+", text)
    assert match, text
    return int(match.group().replace(",", ""))


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_the_summary_is_taken_along_as_docx_and_pdf_with_the_same_figures(language: str, sign_in: SignIn) -> None:
    page = sign_in("secretariat", "/console/campaigns/", language=language)
    page.locator("tbody th a", has_text=str(date.today().year)).first.click()
    page.locator("a[href$='/summary/']").click()
    expect(page.locator("article.document")).to_be_visible()
    figures = {text for _href, text in ((href, str(count)) for href, count in counted(page)[:6])}
    assert figures
    docx_text = words_of_docx(fetch(page, ".docx"))
    pdf_text = words_of_pdf(fetch(page, ".pdf"))
    for figure in figures:
        assert figure in docx_text.replace(",", "")
        assert figure in pdf_text.replace(",", "")
    assert "received" in docx_text, "the annex names the key of each figure"


def fetch(page: Page, ending: str) -> bytes:
    with page.expect_download() as coming:
        page.locator(f"main a[href$='/summary{ending}']").first.click()
    assert coming.value.suggested_filename.endswith(ending)
    return Path(coming.value.path()).read_bytes()


def words_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    return "\n".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))


def words_of_pdf(content: bytes) -> str:
    return "\n".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages)


def test_a_figure_shows_its_meaning_and_gives_its_rows_as_a_file(
    sign_in: SignIn, accessible: Callable[[Page], None]
) -> None:
    page = sign_in("analyst", "/console/facts/", language="en")
    page.locator(".stat a, a.stat").first.click()
    expect(page.locator("main")).to_contain_text("What it means")
    accessible(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    assert coming.value.suggested_filename.endswith(".csv")
