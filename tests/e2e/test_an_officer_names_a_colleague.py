"""A clerk names an officer in a note by a few letters; she finds it on her first page, follows the case and hears of the next step (ADR 0167)."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.steps import do, file_complaint


def test_a_note_reaches_the_colleague_it_names_until_she_has_read_it(
    open_page: Callable[..., Page],
    sign_in: Callable[..., Page],
    accessible: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    number = file_complaint(open_page("/")).number
    officer = sign_in("officer")
    clerk = sign_in("clerk", f"/console/cases/{number}/do/note/")
    text = clerk.locator("[name=text]")
    text.press_sequentially("請看 @")
    listed = clerk.locator("#mention [role=option]")
    expect(listed.first).to_be_visible()
    text.press_sequentially("調解員甲")
    expect(listed.first).to_contain_text("調解員甲")
    accessible(clerk)
    shot(clerk, "mention")
    text.press("ArrowDown")
    text.press("ArrowUp")
    text.press("Enter")
    expect(clerk.locator("#mention")).to_have_count(0)
    assert re.fullmatch(r"請看 @[\w.]*officer[\w.]* ", text.input_value())
    text.press_sequentially("@")
    expect(listed.first).to_be_visible()
    text.press("Escape")
    expect(clerk.locator("#mention")).to_have_count(0)
    text.fill(text.input_value().removesuffix("@") + "商家今天回電。")
    clerk.click("button.button--large")
    expect(clerk.locator(".timeline")).to_contain_text("備註，已通知")

    officer.goto("/console/")
    officer.click("a[href*='view=named']")
    expect(officer.locator(".inbox__list")).to_contain_text(number)
    with officer.expect_response(re.compile("/here/$")):
        officer.goto(f"/console/cases/{number}/")
    expect(officer.locator("main")).to_contain_text("本案有備註提到您")
    officer.click("button[value=follow]")
    expect(officer.locator("button[value=unfollow]")).to_be_visible()
    expect(officer.locator("main")).not_to_contain_text("本案有備註提到您")
    accessible(officer)
    do(clerk, number, "note", text="商家沒有回電。")
    officer.goto("/console/cases/?view=followed")
    expect(officer.locator(".inbox__list")).to_contain_text(number)
    officer.goto("/console/messages/")
    expect(officer.locator("main")).to_contain_text(f"您關注的案件 {number}")
