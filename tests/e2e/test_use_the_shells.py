"""What every page owes its reader: three languages, both themes, a telephone, the keyboard, no scripts needed, nobody shut out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LANGUAGES = ("zh-hant", "zh-hans", "en")
PUBLIC = ["/", "/about/", "/complain/", "/track/", "/accounts/login/", "/gallery/sheet/"]
STAFF = [
    ("wuhan.supervisor", "/console/"),
    ("wuhan.supervisor", "/console/cases/?view=all"),
    ("wuhan.clerk", "/console/desk/"),
    ("hubei.secretariat", "/console/facts/"),
    ("hubei.secretariat", "/console/campaigns/"),
    ("hubei.admin", "/console/admin/organisations/"),
    ("hubei.admin", "/console/admin/calendar/"),
]


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_public_pages_shut_nobody_out(
    open_page: Callable[..., Page], accessible: Callable[[Page], None], path: str, dark: bool
) -> None:
    accessible(open_page(path, dark=dark))


@pytest.mark.parametrize(("who", "path"), STAFF)
def test_console_pages_shut_nobody_out(
    sign_in: Callable[..., Page], accessible: Callable[[Page], None], who: str, path: str
) -> None:
    page = sign_in(who, path)
    expect(page.locator("main h1")).to_be_visible()
    accessible(page)


@pytest.mark.parametrize(
    ("path", "language"), [*((path, "zh-hans") for path in PUBLIC), ("/", "en"), ("/complain/", "en")]
)
def test_a_telephone_shows_public_pages_whole(open_page: Callable[..., Page], path: str, language: str) -> None:
    page = open_page(path, language=language, phone=True)
    assert _fits(page)
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(("who", "path"), STAFF)
def test_a_telephone_shows_console_pages_whole(sign_in: Callable[..., Page], who: str, path: str) -> None:
    assert _fits(sign_in(who, path, phone=True))


def test_the_first_page_without_scripts_leads_to_the_form(open_page: Callable[..., Page]) -> None:
    page = open_page("/", language="en", script=False)
    page.get_by_role("link", name="File a complaint About three minutes").click()
    page.locator("a.kind").first.click()
    expect(page.locator("form[enctype] textarea").first).to_be_visible()


def test_the_language_switch_needs_no_script_and_keeps_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/about/", language="en", script=False)
    page.get_by_role("button", name="简体中文").click()
    assert page.url.endswith("/about/")
    assert page.locator("html").get_attribute("lang") == "zh-hans"


def test_the_colours_are_kept_and_come_with_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/", language="en")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.wait_for_function("light => getComputedStyle(document.body).backgroundColor !== light", arg=light)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_the_keyboard_opens_the_list_of_keys_and_finds_the_search_box(sign_in: Callable[..., Page]) -> None:
    page = sign_in("wuhan.supervisor", "/console/cases/?view=all", language="en")
    expect(page.locator("[data-list]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('[data-list]') !== null")


def test_a_double_click_sends_a_form_once(open_page: Callable[..., Page], watch: Any) -> None:
    watch.allow(r"422")  # the code opens nothing
    page = open_page("/track/", language="en")
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.fill("main input[type=text]", "AAAA-BBBB-CCCC")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("main form button").first.dblclick()
    page.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_the_gallery_is_pictured(open_page: Callable[..., Page], shot: Callable[..., Any]) -> None:
    for language in LANGUAGES:
        shot(open_page(f"/gallery/sheet/?language={language}"), f"gallery-{language}")
    shot(open_page("/gallery/sheet/?language=zh-hant&theme=dark"), "gallery-dark")
    shot(open_page("/gallery/sheet/?language=zh-hant", phone=True), "gallery-phone")
