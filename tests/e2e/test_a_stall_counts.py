"""A stall on a telephone: presses count once, are taken back, and wait while the network is gone; without scripts the same buttons are forms."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from open315.core.clock import SHANGHAI

SignIn = Callable[..., Page]


def set_up(page: Page) -> str:
    """Plan a consultation that goes on right now, with one stall; the address of its buttons."""
    now = datetime.now(SHANGHAI)
    page.select_option("[name=kind]", "consultation")
    for name, value in {
        "title": "測試諮詢日",
        "starts_at": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "ends_at": f"{now + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "venue": "廣場",
    }.items():
        page.fill(f"[name={name}]", value)
    page.locator("main form button.button--primary").click()
    page.wait_for_url(re.compile(r"/console/activities/\d+/$"))
    page.locator("main a[href^='/console/stalls/']").click()
    page.locator("main a[href$='/enter/']").click()
    page.fill("[name=body]", "公安局")
    page.locator("main form button.button--primary").click()
    page.locator("tbody th a[href*='/stalls/stall/']").click()
    return str(page.locator("main a[href$='/count/']").get_attribute("href"))


def counter(page: Page, code: str) -> tuple[Locator, Locator]:
    """The first button of a counter, and what it stands at."""
    part = page.locator(f"[data-tally-counter={code}]")
    return part.locator("button").first, part.locator("output")


def test_presses_count_once_and_wait_while_the_network_is_gone(
    sign_in: SignIn, watch: Any, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    address = set_up(sign_in("secretariat", "/console/activities/new/"))
    page = sign_in("secretariat", address, phone=True)
    press, total = counter(page, "enquiries")
    with page.expect_response(f"**{address}"):
        press.dblclick()
    expect(total).to_have_text("1")
    page.context.set_offline(True)
    leaflets, handed_out = counter(page, "leaflets")
    leaflets.click()
    counter(page, "complaints_taken")[0].click()
    expect(handed_out).to_have_text("1")
    expect(page.locator("[data-tally-waiting]")).to_be_visible()
    shot(page, "stall-offline")
    page.locator("[data-tally-undo] button").click()
    expect(counter(page, "complaints_taken")[1]).to_have_text("0")
    page.context.set_offline(False)
    expect(page.locator("[data-tally-waiting]")).to_be_hidden()
    page.reload()
    expect(total).to_have_text("1")
    expect(handed_out).to_have_text("1")
    accessible(page)
    plain = sign_in("secretariat", address, phone=True, script=False)
    for _time in range(2):
        counter(plain, "enquiries")[0].click()
    expect(counter(plain, "enquiries")[1]).to_have_text("3")
    plain.locator("[data-tally-undo] button").click()
    expect(counter(plain, "enquiries")[1]).to_have_text("2")
