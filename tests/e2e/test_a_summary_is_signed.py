"""The secretary words the summary and sends it; a second person comments, is answered and signs; everybody reads what was published."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]


def press(page: Page, name: str, *, reason: str = "") -> None:
    """A step that asks once more."""
    form = page.locator(f"form[action$='/{name}/']")
    page.locator("details.confirm", has=form).locator("summary").click()
    if reason:
        form.locator("textarea").fill(reason)
    form.locator("button").click()
    page.wait_for_load_state()


def save(page: Page, field: str, words: str) -> None:
    """A form with one long text."""
    page.fill(f"textarea[name={field}]", words)
    page.locator("main form button.button--primary").first.click()
    page.wait_for_load_state()


def test_a_summary_is_worded_signed_and_read_by_everybody(
    sign_in: SignIn,
    accessible: Callable[[Page], None],
    shot: Callable[..., None],
    open_page: Callable[..., Page],
    watch: Any,
) -> None:
    watch.allow("422")  # the typed figure that is refused
    page = sign_in("secretariat", "/console/campaigns/")
    campaign = page.locator("main tbody th a").first.get_attribute("href")
    page.goto(f"{campaign}summary/texts/")
    page.locator("form[action$='/begin/'] button").click()
    page.wait_for_url(re.compile(r"/texts/\d+/$"))
    text = urlsplit(page.url).path
    for chapter in range(2):
        page.locator("article section").nth(-2 + chapter).locator("a[href*='/texts/passages/']").first.click()
        save(page, "words", "個別市報送不及時，部分要求尚未落實。")
    page.locator("article a[href*='/texts/passages/']", has_text=re.compile("修改|Word it")).nth(1).click()
    words = page.input_value("textarea[name=words]")
    save(page, "words", f"{words}另有二十家企業參加。")
    expect(page.locator("form[data-draft]")).to_contain_text("二十家")
    save(page, "words", f"{words}發放資料{{=3000份|省局簡報}}。")
    expect(page.locator("article")).to_contain_text("省局簡報")
    accessible(page)
    shot(page, "secretariat-text", whole=False)
    press(page, "send")

    reviewer = sign_in("hubei.supervisor", text)
    reviewer.locator("article a[href$='/comment/']").nth(1).click()
    save(reviewer, "said", "請說明原因。")
    for _each in range(20):
        page.goto(text)
        waiting = page.locator(".notice--warn a[href*='/texts/comments/']")
        if not waiting.count():
            break
        waiting.first.click()
        save(page, "answer", "已核對。")
    reviewer.goto(text)
    press(reviewer, "sign")
    reviewer.locator("main a[href*='/editions/']").first.click()
    press(reviewer, "publish")
    shot(reviewer, "reviewer-edition", whole=False)
    address = reviewer.locator("main a[href^='/summaries/']").first.get_attribute("href")

    reader = open_page(str(address))
    expect(reader.locator("article.document")).to_contain_text("省局簡報")
    accessible(reader)
    reader.locator("article a.figure").first.click()
    expect(reader.locator("main dl")).to_be_visible()
    accessible(reader)
