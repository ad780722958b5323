"""The pages that staff see first, in the demo: they open, fit, and can be read by everyone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
PAGES = {
    "console-home": ("wuhan.supervisor", "/console/"),
    "inbox": ("wuhan.officer", "/console/cases/"),
    "desk": ("wuhan.clerk", "/console/desk/"),
    "imports": ("wuhan.clerk", "/console/imports/"),
    "figures": ("hubei.analyst", "/console/facts/"),
    "campaigns": ("hubei.secretariat", "/console/campaigns/"),
    "bodies": ("hubei.admin", "/console/admin/organisations/"),
    "calendar": ("hubei.admin", "/console/admin/calendar/"),
}


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_a_console_page_opens_fits_and_is_accessible(
    name: str, phone: bool, sign_in: OpenPage, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    who, path = PAGES[name]
    page = sign_in(who, path, phone=phone)
    expect(page).to_have_url(re.compile(re.escape(path)))
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)
    shot(page, f"{name}{'-phone' if phone else ''}")


def test_a_wrong_password_opens_nothing(sign_in: OpenPage) -> None:
    page = sign_in("wuhan.officer", password="wrong horse 315", fresh=True, lands="**/accounts/login/**")
    expect(page.locator("[role=alert], .errorlist, .form-errors").first).to_be_visible()
