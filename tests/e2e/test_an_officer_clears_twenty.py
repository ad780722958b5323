"""An officer goes through twenty cases without leaving the list: keys pressed and pages seen are counted and held."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]
CASES = 20
KEYS_A_CASE = 3
"""The key of the step, one to choose, one to send."""
PAGES_A_CASE = 2
"""The form of the step beside the list, and the list with the next case."""


def test_twenty_cases_are_given_out_without_leaving_the_list(sign_in: SignIn) -> None:
    page = sign_in("hubei.supervisor", "/console/cases/?view=open&sort=oldest", language="en")
    pages: list[str] = []
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        page.keyboard.press(key)
        keys += 1

    page.on("framenavigated", lambda frame: pages.append(frame.url))
    seen = []
    press("j")
    press("Enter")
    for _each in range(CASES):
        number = page.locator(".case-pane header .number").inner_text()
        seen.append(number)
        press("g")
        expect(page.locator("[name=account_id]:focus")).to_be_visible()
        press("ArrowDown")
        press("Control+Enter")
        expect(page.locator(".case-pane header .number")).not_to_have_text(number)
        expect(page.locator(".inbox__rows")).to_be_visible()
        assert "view=open" in page.url
    assert len(set(seen)) == CASES
    assert keys <= 2 + KEYS_A_CASE * CASES
    assert len(pages) <= 2 + PAGES_A_CASE * CASES
    press("z")
    expect(page.locator(".case-pane header .number")).to_have_text(seen[-1])


def test_a_screen_shows_fifteen_cases_and_a_phone_shows_cases_first_and_a_way_back(sign_in: SignIn) -> None:
    page = sign_in("officer", "/console/cases/?view=all", language="en")
    page.set_viewport_size({"width": 1366, "height": 768})
    assert _whole(page) >= 15
    page.locator(".inbox__row a").first.click()
    expect(page.locator(".case-pane")).to_be_visible()
    assert _whole(page) >= 15
    phone = sign_in("officer", "/console/cases/?view=all", phone=True, language="en")
    top = phone.locator(".inbox__row").nth(3).bounding_box()
    assert top is not None
    assert top["y"] < 844
    phone.locator(".inbox__row a").first.click()
    expect(phone.locator(".case-pane")).to_be_visible()
    expect(phone.locator(".inbox__list")).to_be_hidden()
    phone.get_by_role("link", name="Back to the list").click()
    expect(phone.locator(".inbox__list")).to_be_visible()


def _whole(page: Page) -> int:
    """How many rows stand on the screen from top to bottom."""
    inside = "box => box.height > 0 && box.top >= 0 && box.bottom <= innerHeight"
    boxes = "[...document.querySelectorAll('.inbox__row')].map(row => row.getBoundingClientRect())"
    return int(page.evaluate(f"{boxes}.filter({inside}).length"))
