"""Two officers at one case, and the palette: by hand, by keys, and for those who cannot see (ADR 0159)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import file_complaint

SignIn = Callable[..., Page]
Accessible = Callable[[Page], None]


@pytest.fixture
def case_number(open_page: Callable[..., Page]) -> str:
    """A complaint that has just come in."""
    return file_complaint(open_page("/")).number


def test_each_sees_that_the_other_is_there_and_what_she_writes(
    case_number: str, sign_in: SignIn, accessible: Accessible, shot: Callable[..., None]
) -> None:
    clerk = sign_in("clerk", f"/console/cases/{case_number}/")
    officer = sign_in("officer", f"/console/cases/{case_number}/")
    expect(officer.locator(".presence")).to_contain_text("正在查看")
    accessible(officer)
    shot(officer, "presence")
    with officer.expect_response(re.compile("/here/$")):
        officer.goto(f"/console/cases/{case_number}/do/note/")
    with officer.expect_response(re.compile("/here/$")):
        officer.locator("[name=text]").press_sequentially("商")
    with clerk.expect_response(re.compile("/here/$")):
        clerk.reload()
    expect(clerk.locator(".presence")).to_contain_text("備註")
    accessible(clerk)
    officer.goto("/console/")
    with clerk.expect_response(re.compile("/here/$")):
        clerk.reload()
    expect(clerk.locator(".presence")).to_be_empty()


def test_the_palette_is_a_dialog_that_says_what_it_finds_and_gives_the_focus_back(
    case_number: str, sign_in: SignIn, accessible: Accessible, shot: Callable[..., None]
) -> None:
    page = sign_in("officer", f"/console/cases/{case_number}/")
    page.keyboard.press("Control+k")
    dialog = page.locator("dialog#palette[open]")
    field = dialog.locator("[role=combobox]")
    expect(field).to_be_focused()
    expect(dialog.locator("[role=option]").first).to_be_visible()
    accessible(page)
    shot(page, "palette")
    page.keyboard.type("備註")
    expect(dialog.locator("[role=option][aria-selected=true]")).to_contain_text("備註")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#palette[open]")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("備註")
    expect(dialog.locator("[role=option][aria-selected=true]")).to_contain_text("備註")
    page.keyboard.press("Enter")
    page.wait_for_url("**/do/note/")
