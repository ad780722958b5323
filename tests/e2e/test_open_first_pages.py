"""The pages a stranger sees first: in three languages, on a desk and in a hand, with and without scripts, readable by everyone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PAGES = {
    "home": "/",
    "rights": "/rights/",
    "questions": "/about/",
    "complain": "/complain/",
    "track": "/track/",
    "sign-in": "/accounts/login/",
}
SPOKEN = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "en": "en"}

OpenPage = Callable[..., Page]


def fits(page: Page) -> bool:
    """Nobody has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("name", PAGES)
def test_a_first_page_speaks_the_language_fits_the_screen_and_is_accessible(
    name: str,
    language: str,
    phone: bool,
    open_page: OpenPage,
    accessible: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    page = open_page(PAGES[name], language=language, phone=phone)
    expect(page.locator("h1")).to_have_count(1)
    assert str(page.locator("html").get_attribute("lang")).lower() == SPOKEN[language].lower()
    assert fits(page)
    accessible(page)
    shot(page, f"{name}-{language}{'-phone' if phone else ''}")


@pytest.mark.parametrize("name", PAGES)
def test_a_first_page_can_be_read_in_the_dark(
    name: str, open_page: OpenPage, accessible: Callable[[Page], None]
) -> None:
    accessible(open_page(PAGES[name], dark=True))


def test_the_language_is_chosen_on_the_page_and_kept(open_page: OpenPage) -> None:
    page = open_page("/track/", language="zh-hant")
    page.locator("button[name=language][value=en]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("name", PAGES)
def test_a_first_page_opens_without_scripts(name: str, open_page: OpenPage) -> None:
    page = open_page(PAGES[name], script=False)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main form, main a").first).to_be_visible()
