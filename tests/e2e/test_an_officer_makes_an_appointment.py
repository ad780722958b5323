"""An officer makes an appointment on a case; the consumer saves it, asks for another time, and the officer moves it (ADR 0166)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.e2e.steps import file_complaint, open_with_code

OpenPage = Callable[..., Page]


def test_a_time_is_made_read_asked_to_be_another_and_moved(
    open_page: OpenPage,
    sign_in: Callable[..., Page],
    accessible: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    tomorrow = (datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)).strftime("%Y-%m-%d")
    consumer = open_page("/", phone=True)
    receipt = file_complaint(consumer)

    officer = sign_in("officer", f"/console/cases/{receipt.number}/do/make_appointment/")
    officer.check("[name=meeting][value=mediation]")
    officer.fill("[name=starts_at]", f"{tomorrow}T14:30")
    officer.select_option("[name=minutes]", "120")
    officer.fill("[name=place]", "中南路12號三樓調解室")
    officer.check("[name=comes][value=trader]")
    officer.fill("[name=brings]", "發票、保修卡")
    accessible(officer)
    shot(officer, "appointment-form")
    officer.click("button.button--large")
    officer.wait_for_url(re.compile(r"/console/cases/[^/]+/$"))
    expect(officer.locator("#appointments")).to_be_visible()
    expect(officer.locator("main")).to_contain_text(f"{tomorrow} 14:30–16:30")
    accessible(officer)

    open_with_code(consumer, receipt.code)
    consumer.click("a[href='#appointments']")
    card = consumer.locator("section:has(#appointments)")
    for words in ("調解會", "14:30–16:30", "中南路12號三樓調解室", "發票、保修卡"):
        expect(card).to_contain_text(words)
    with consumer.expect_download() as saved:
        card.locator("a[download]").click()
    assert saved.value.suggested_filename.endswith(".ics")
    card.locator("summary").click()
    accessible(consumer)
    shot(consumer, "consumer-appointment")
    card.locator("[name=other_time]").fill("下午四點以後可以")
    card.locator("form button").click()
    consumer.wait_for_url("**/track/case/?asked=1")
    expect(consumer.locator("main")).to_contain_text("原約定仍然有效")

    officer.goto("/console/")
    officer.click("a[href*='appointments/?when=next']")
    row = officer.locator("tr", has_text=receipt.number)
    expect(row).to_contain_text("14:30")
    accessible(officer)
    shot(officer, "appointments")
    officer.goto(f"/console/cases/{receipt.number}/do/move_appointment/")
    assert officer.input_value("[name=starts_at]") == f"{tomorrow}T14:30"
    officer.fill("[name=starts_at]", f"{tomorrow}T16:30")
    officer.click("button.button--large")
    expect(officer.locator(".timeline")).to_contain_text(f"{tomorrow} 14:30 → {tomorrow} 16:30")
    consumer.goto("/track/case/")
    expect(consumer.locator("section:has(#appointments)")).to_contain_text("16:30–18:30")
