"""A session that ends while somebody works: what was typed is kept, and a part of a page that did not come says why."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from open315.org.demo.logins import PASSWORD
from tests.e2e.conftest import STAFF
from tests.e2e.steps import WUHAN, read_receipt, unused_phone

SignIn = Callable[..., Page]
LANGUAGES = {"zh-hant": "登錄已過期", "zh-hans": "登录已过期", "en": "Your session has ended"}


def end_session(page: Page) -> None:
    """As when it ran out: the browser has no session any more."""
    page.context.clear_cookies(name="sessionid")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_clerk_typed_survives_the_end_of_her_session(
    language: str,
    sign_in: SignIn,
    watch: Any,
    shot: Callable[..., None],
    accessible: Callable[[Page], None],
) -> None:
    watch.allow("401")
    page = sign_in("clerk", "/console/desk/", language=language, phone=language == "zh-hans")
    narrative = '第一行\n第二行 "引號" <b> & 尾'
    for name, text in (
        ("name", "測試消費者丙"),
        ("phone", unused_phone()),
        ("title", "登錄過期時錄入"),
        ("narrative", narrative),
    ):
        page.fill(f"[name={name}]", text)
    page.fill("[name=trader_name]", "武漢測試電器城")
    page.select_option("[name=place]", WUHAN)
    page.select_option("[name=goods]", "appliances")
    page.check("[name=claims][value=repair]")
    end_session(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text(LANGUAGES[language])
    accessible(page)
    shot(page, f"signed-out-{language}")
    with page.expect_popup() as opened:
        page.click("main a.button--primary")
    tab = opened.value
    tab.fill("input[name=login]", STAFF["clerk"])
    tab.fill("input[name=password]", PASSWORD)
    tab.click("main form button.button--primary")
    tab.wait_for_url("**/console/")
    tab.close()
    page.click("main form button")
    page.wait_for_url("**/console/desk/registered/**")
    assert read_receipt(page).number
    page.keyboard.press("o")
    page.wait_for_url("**/console/cases/**")
    expect(page.locator("h1")).to_have_text("登錄過期時錄入" if language != "zh-hans" else "登录过期时录入")
    assert "<b>" in page.locator("main .prose").first.inner_text()


def test_a_part_that_does_not_come_says_why(sign_in: SignIn, watch: Any) -> None:
    watch.allow("401|503|Failed to load resource")
    page = sign_in("clerk", "/console/desk/", language="en")
    contacts = page.locator("#contacts")
    page.route("**/desk/contacts/**", _broken)
    ask_for_contacts(page)
    expect(contacts).to_contain_text("could not be loaded")
    page.unroute("**/desk/contacts/**")
    ask_for_contacts(page)
    expect(contacts).not_to_contain_text("could not be loaded")
    end_session(page)
    ask_for_contacts(page)
    expect(contacts).to_contain_text("Sign in in another tab")


def ask_for_contacts(page: Page) -> None:
    """Type a number and leave the field."""
    page.fill("[name=phone]", unused_phone())
    page.press("[name=phone]", "Tab")


def _broken(route: Route) -> None:
    route.fulfill(status=503, body="")
