"""In large type (長者模式): large, accessible, one question at a time, read aloud where the device has a voice, and whole without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
PAGES = ["/", "/rights/", "/rights/fraud/", "/complain/?kind=complaint", "/track/", "/contact/"]
SMALLEST, LOWEST = 24, 48
SMALL = """smallest => [...document.querySelectorAll("body *")].filter(each => each.getClientRects().length && !each.closest(".visually-hidden")
    && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && parseFloat(getComputedStyle(each).fontSize) < smallest)
    .map(each => each.outerHTML.slice(0, 80))"""
LOW = """lowest => [...document.querySelectorAll("button, input:not([type=hidden], [type=radio], [type=checkbox]), select, summary, nav a, .button")]
    .filter(each => each.getClientRects().length && !each.closest("label") && each.getBoundingClientRect().height < lowest)
    .map(each => each.outerHTML.slice(0, 80))"""
VOICE = """const spoken = window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [{ lang: "%s", localService: %s }], addEventListener() {}, cancel() { spoken.push("-"); }, speak(one) { spoken.push(one.text); } } });"""


def in_large_type(page: Page) -> Page:
    page.locator("button[name=large]").click()
    page.wait_for_load_state()
    expect(page.locator("body")).to_have_class("portal portal--large")
    return page


@pytest.mark.parametrize("look", [{}, {"phone": True, "language": "en"}, {"phone": True, "dark": True}], ids=str)
def test_every_word_and_target_is_large_and_pages_fit_and_are_accessible(
    look: dict[str, object], open_page: OpenPage, accessible: Callable[[Page], None]
) -> None:
    page = in_large_type(open_page("/", **look))
    for address in PAGES:
        page.goto(address)
        assert page.evaluate(SMALL, SMALLEST) == [], address
        assert page.evaluate(LOW, LOWEST) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        accessible(page)


def test_it_is_switched_on_and_off_without_scripts_and_the_form_stands_whole(open_page: OpenPage) -> None:
    page = in_large_type(open_page("/complain/?kind=complaint", script=False))
    expect(page.locator("[name=trader_name]")).to_be_visible()
    expect(page.locator("[name=narrative]")).to_be_visible()
    expect(page.locator("button[value=check]")).to_be_visible()
    expect(page.locator("[data-aloud]")).to_be_hidden()
    page.locator("button[name=large]").click()
    expect(page.locator("body")).to_have_class("portal")


def test_one_question_at_a_time_by_keyboard_and_what_is_wrong_comes_first(open_page: OpenPage) -> None:
    page = in_large_type(open_page("/complain/?kind=enquiry", language="en"))
    question, place = page.locator("[name=narrative]"), page.locator("[name=place]")
    expect(question).to_be_visible()
    expect(place).to_be_hidden()
    question.fill("Can I return shoes bought online?")
    page.get_by_role("button", name="Next").click()
    expect(place).to_be_focused()
    expect(question).to_be_hidden()
    page.get_by_role("button", name="Back").click()
    expect(question).to_have_value("Can I return shoes bought online?")
    page.get_by_role("button", name="Next").click()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(page.locator("[name=email]")).to_be_focused()
    page.locator("button[value=check]").click()
    page.wait_for_load_state()
    expect(place).to_be_visible()
    expect(question).to_be_hidden()


def test_how_somebody_bought_decides_which_questions_come(open_page: OpenPage) -> None:
    page = in_large_type(open_page("/complain/?kind=complaint", language="en"))
    page.locator("[name=bought][value=shop]").check()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("[name=trader_name]")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    page.locator("[name=bought][value=platform]").check()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("[name=platform_name]")).to_be_visible()


def test_explanations_fold_away_and_open(open_page: OpenPage) -> None:
    page = in_large_type(open_page("/complain/?kind=enquiry", language="en"))
    page.get_by_role("button", name="Next").click()
    explained = page.locator(".field__help:visible")
    expect(explained).to_have_count(0)
    page.get_by_text("Explain").locator("visible=true").click()
    expect(explained).to_have_count(1)


def test_the_page_is_read_aloud_in_its_language_and_stopped(open_page: OpenPage) -> None:
    page = in_large_type(open_page("/rights/fraud/", language="zh-hant"))
    page.add_init_script(VOICE % ("zh-CN", "true"))
    page.reload()
    button = page.locator("[data-aloud]")
    expect(button).to_be_visible()
    button.click()
    spoken = page.evaluate("window.spoken")
    assert spoken[1] == "受欺詐：增加賠償"
    assert any("三倍；" in each for each in spoken)
    assert not any("標準模式" in each or "工作台" in each for each in spoken)
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.spoken.at(-1)") == "-"


@pytest.mark.parametrize(("language", "is_own"), [("en-US", "true"), ("zh-CN", "false")])
def test_without_a_voice_of_the_device_for_the_language_nothing_is_offered(
    language: str, is_own: str, open_page: OpenPage
) -> None:
    """A voice of a server would be told what stands on the page, and a page may be that of a case."""
    page = in_large_type(open_page("/rights/fraud/", language="zh-hant"))
    page.add_init_script(VOICE % (language, is_own))
    page.reload()
    expect(page.locator("[data-aloud]")).to_be_hidden()
