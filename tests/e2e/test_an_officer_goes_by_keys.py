"""Ctrl+K: an officer reaches a step, a page and a case without touching the mouse, and a screen reader can follow."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]


def test_an_officer_goes_to_a_step_and_to_a_page_by_keys(sign_in: SignIn, accessible: Callable[[Page], None]) -> None:
    page = sign_in("officer", "/console/cases/?view=all", language="en")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".case-pane")).to_be_visible()
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="A page, a step, a view, a case")
    expect(box).to_be_focused()
    expect(page.get_by_role("option", name="Note")).to_be_visible()
    accessible(page)
    page.keyboard.type("note")
    expect(page.get_by_role("option")).to_have_count(2)
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Note")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text("Search all cases: note")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**do=note*")
    expect(page.locator("textarea[name=text]")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator("textarea[name=text]")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("常用语")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/phrases/")
