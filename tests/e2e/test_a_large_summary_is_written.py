"""A summary too large to wait for: asked for, followed on its page, read and taken along; with and without scripts."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site_process import HANGS_AFTER, Site, start_site

OpenPage = Callable[..., Page]
SignIn = Callable[..., Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that finds even the small demo's summary too large."""
    environment = {"OPEN315_DEMO_SMALL": "1", "OPEN315_SUMMARY_AT_ONCE": "1"}
    running = start_site(tmp_path_factory.mktemp("site") / "var", environment=environment)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def sessions() -> dict[str, list[object]]:
    """The sessions of this site, not of the others'."""
    return {}


def open_summary(page: Page) -> None:
    page.goto("/console/campaigns/")
    page.locator("tbody th a", has_text=str(date.today().year)).first.click()
    page.locator("main a[href$='/summary/']").first.click()


def test_it_is_followed_read_and_taken_along(
    sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    page = sign_in("secretariat", "/console/campaigns/")
    open_summary(page)
    accessible(page)
    shot(page, "summary-large-asked")
    page.locator("form[action$='/summary/write/'] button").click()
    expect(page.locator("article.document")).to_be_visible()
    accessible(page)
    shot(page, "summary-large-written")
    with page.expect_download() as coming:
        page.locator("main a[href$='/summary.docx']").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"PK")
    page.goto("/console/messages/")
    expect(page.locator("main")).to_contain_text(f"{date.today().year}年活動總結已生成")


def test_it_can_be_looked_for_again_without_scripts(sign_in: SignIn, shot: Callable[..., None]) -> None:
    sign_in("secretariat", "/console/campaigns/")
    page = sign_in("secretariat", "/console/campaigns/", language="en", script=False, phone=True)
    open_summary(page)
    page.locator("form[action$='/summary/write/'] button").click()
    page.wait_for_url(re.compile("/summary/$"))
    shot(page, "summary-large-at-work-en-phone")
    until = time.monotonic() + HANGS_AFTER
    while not page.locator("article.document").count():
        assert time.monotonic() < until, "the summary was never written"
        page.wait_for_timeout(500)
        page.locator("#progress a").click()
    expect(page.locator("article.document")).to_be_visible()
    shot(page, "summary-large-written-en-phone")
