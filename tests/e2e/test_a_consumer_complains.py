"""A consumer: files on the portal, on a phone, without scripts too; tracks by code, adds evidence, withdraws."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import fill_complaint, open_with_code, picture, read_receipt, send

OpenPage = Callable[..., Page]
Shot = Callable[..., Path]


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_a_complaint_filed_on_a_phone_is_read_back_numbered_and_found_by_its_code(
    script: bool, open_page: OpenPage, accessible: Callable[[Page], None], shot: Shot
) -> None:
    page = open_page("/complain/", phone=True, script=script)
    fill_complaint(page)
    page.set_input_files("[name=evidence]", [picture()])
    page.click("button[value=check]")
    expect(page.locator("main")).to_contain_text("receipt.png")
    who = page.locator("main section").first
    expect(who).to_contain_text("武漢市市場監督管理局")
    expect(who).to_contain_text("第")
    if script:
        accessible(page)
        shot(page, "consumer-check", whole=False, guide=True)
    receipt = send(page)
    assert re.search(r"\d", receipt.number)
    assert len(receipt.code.replace("-", "")) == 12
    if script:
        accessible(page)
        shot(page, "consumer-receipt", whole=False, guide=True)

    open_with_code(page, receipt.code.lower())
    expect(page.locator("h1")).to_have_text(receipt.number)
    expect(page.locator("main")).to_contain_text("receipt.png")


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_from_the_receipt_a_stranger_keeps_a_picture_looks_at_the_case_and_leaves_nothing_behind(
    script: bool, open_page: OpenPage, accessible: Callable[[Page], None], watch: object
) -> None:
    """On a borrowed telephone: three taps after sending, and no code typed."""
    watch.allow("410")  # type: ignore[attr-defined]
    page = open_page("/complain/", phone=True, script=script)
    fill_complaint(page, title="借來的手機上提交")
    page.click("button[value=check]")
    receipt = send(page)
    address = page.url
    expect(page.locator("main")).to_contain_text("借來的手機上提交")
    expect(page.locator("main")).to_contain_text("武漢測試電器城")
    assert receipt.code.replace("-", "") not in (page.locator(".qr img").get_attribute("alt") or "")
    with page.expect_download() as kept:
        page.click("a[href$='receipt.png']")
    assert kept.value.suggested_filename.endswith(".png")
    page.click("form[action$='/case/'] button")
    expect(page.locator("h1")).to_have_text(receipt.number)
    page.goto(address)
    page.click("form[action$='/close/'] button")
    page.wait_for_url("**/track/?closed=1")
    if script:
        accessible(page)
    for closed in (address, "/track/case/"):
        page.goto(closed)
        expect(page.locator("main")).not_to_contain_text(receipt.code)
        expect(page.locator("main")).not_to_contain_text("武漢測試電器城")


def test_a_second_click_and_a_page_sent_again_make_no_second_case(open_page: OpenPage) -> None:
    page = open_page("/complain/", language="en")
    fill_complaint(page, title="重複點擊只有一宗")
    page.click("button[value=check]")
    entries = page.locator("main form").evaluate("form => [...new FormData(form), ['step', 'submit']]")
    page.locator("button[value=submit]").dblclick()
    page.wait_for_url("**/complain/receipt/**")
    first = read_receipt(page)
    page.goto("/about/")
    page.evaluate(SEND_AGAIN, entries)
    page.wait_for_url("**/complain/receipt/**")
    assert read_receipt(page) == first


SEND_AGAIN = """entries => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/complain/" });
    for (const [name, value] of entries) form.append(Object.assign(document.createElement("input"), { name, value }));
    document.body.append(form);
    form.submit();
}"""


def test_what_is_missing_is_said_at_the_field_and_nothing_typed_is_lost(
    open_page: OpenPage, accessible: Callable[[Page], None], watch: object
) -> None:
    watch.allow("422")  # type: ignore[attr-defined]
    page = open_page("/complain/", phone=True)
    fill_complaint(page)
    page.fill("[name=phone]", "")
    page.uncheck("input[name=claims][value=repair]")
    page.click("button[value=check]")
    expect(page.locator("main [role=alert]")).to_contain_text("電話")
    assert page.input_value("[name=trader_name]") == "武漢測試電器城"
    accessible(page)


def test_a_case_is_followed_in_simplified_chinese_gets_evidence_and_is_withdrawn(
    open_page: OpenPage, accessible: Callable[[Page], None], shot: Shot
) -> None:
    page = open_page("/complain/", language="zh-hans")
    fill_complaint(page, title="退款一直沒有到賬")
    page.click("button[value=check]")
    receipt = send(page)
    open_with_code(page, receipt.code)
    expect(page.locator("main")).to_contain_text("武汉市消费者协会")
    now = page.locator("section[aria-labelledby=now]")
    expect(now).to_contain_text("请等候：受理决定")
    now.locator("a[href='#id_note']").click()
    expect(page.locator("#id_note")).to_be_in_viewport()
    page.set_input_files("[name=evidence]", [picture("合同.png")])
    page.fill("[name=note]", "合同第一页")
    page.locator("form[enctype] button.button--primary").click()
    expect(page.locator("main")).to_contain_text("合同.png")
    accessible(page)
    shot(page, "consumer-case", whole=False, guide=True)

    page.locator("button[name=language][value=en]").first.click()
    expect(page.locator("h1")).to_have_text(receipt.number)
    now.locator("a[href='#withdraw']").click()
    page.locator("main details:has([name=sure]) > summary").click()
    page.fill("[name=reason]", "已經和解")
    page.check("[name=sure]")
    page.locator("button.button--danger").click()
    expect(page.locator(".badge").first).to_have_text(re.compile("Withdrawn"))
    expect(page.locator("[name=sure]")).to_have_count(0)
    expect(now.locator("a[href='/complain/']")).to_be_visible()
    now.locator("a[href='#rating']").click()
    expect(page.locator("[name=stars]:checked")).to_have_count(0)
    page.check("[name=stars][value='4']")
    page.fill("[name=note]", "電話裡很耐心")
    accessible(page)
    page.get_by_role("button", name="Send the rating").click()
    expect(page.locator("main")).to_contain_text("Your rating is kept")
    expect(page.locator(".timeline")).to_contain_text("4 of 5")


def test_reload_back_and_another_language_cost_nothing_and_photos_add_up(open_page: OpenPage) -> None:
    """Four screens; what was chosen and typed is there after each accident."""
    page = open_page("/complain/", phone=True)
    fill_complaint(page)
    for name in ("一.png", "二.png"):
        page.set_input_files("[name=evidence]", [picture(name)])
        expect(page.locator("[data-received]")).to_contain_text(name)
    page.click("button[value=check]")
    page.wait_for_url("**/complain/check/**")
    page.reload()
    expect(page.locator("main")).to_contain_text("¥2,999（二千九百九十九元）")
    page.locator("button[name=language][value=en]").first.click()
    expect(page.locator("main")).to_contain_text("武漢測試電器城")
    page.locator("a[href$='#id_title']").click()
    expect(page.locator("[data-received] [name=keep]")).to_have_count(2)
    assert page.input_value("[name=trader_name]") == "武漢測試電器城"
    page.click("button[value=check]")
    receipt = send(page)
    page.go_back()
    page.wait_for_url("**/complain/receipt/**")
    assert read_receipt(page) == receipt


TAP, SIGN, SCREEN = 1.5, 0.6, 8.0
"""Seconds that a stranger needs on a phone: for a tap with finding its place, for a sign of Chinese, for taking in a screen. Counted, not
measured: a machine types faster than anybody."""
TOLD = {
    "complaint": {
        "bought": "shop", "trader_name": "漢口某電器城", "place": "漢口", "goods": "冰箱", "title": "冰箱三週就壞了，商家不修",
        "narrative": "三月一日買的冰箱，三週後不製冷，店家說不保修。", "claims": "repair", "name": "測試甲", "phone": "13800009901",
    },
    "report": {
        "bought": "shop", "trader_name": "某超市", "place": "光谷", "goods": "过期食品", "title": "賣過期牛奶", "narrative": "貨架上有過期三天的牛奶。",
    },
    "enquiry": {"narrative": "網購的衣服剪了吊牌還能退嗎？", "place": "武漢江漢"},
}  # fmt: skip


@pytest.mark.parametrize("kind", TOLD)
def test_a_stranger_with_a_phone_files_any_kind_in_four_screens_and_under_three_minutes(
    kind: str, open_page: OpenPage, accessible: Callable[[Page], None]
) -> None:
    page = open_page("/complain/", phone=True)
    accessible(page)
    page.click(f"a.kind[href*={kind}]")
    seconds, screens = TAP, 4
    for name, value in TOLD[kind].items():
        seconds += TAP
        if name in ("bought", "claims"):
            page.check(f"input[name={name}][value={value}]")
        else:
            seconds += len(value) * SIGN
            page.fill(f"[name={name}]", value)
    accessible(page)
    page.click("button[value=check]")
    page.wait_for_url("**/complain/check/**")
    accessible(page)
    receipt = send(page)
    assert len(receipt.code.replace("-", "")) == 12
    assert seconds + 2 * TAP + screens * SCREEN < {"complaint": 180, "report": 120, "enquiry": 60}[kind]


def test_who_lost_the_code_has_a_new_one_sent_and_reads_the_same_words_as_anybody_else(
    open_page: OpenPage, accessible: Callable[[Page], None]
) -> None:
    page = open_page("/track/", phone=True, language="en", script=False)
    page.click("main a[href$='/track/lost/']")
    page.fill("[name=number]", "武汉消2026-99999")
    page.fill("[name=address]", "nobody@example.org")
    page.locator("main form button.button--primary").click()
    page.wait_for_url("**/track/lost/?sent=1")
    expect(page.locator("main")).to_contain_text("If number and address belong together, a new code is on its way")
    page = open_page("/track/lost/", phone=True, language="en")
    accessible(page)


def test_a_wrong_code_opens_nothing_and_says_so(open_page: OpenPage, watch: object) -> None:
    watch.allow("422")  # type: ignore[attr-defined]
    page = open_page("/track/", language="en")
    page.fill("[name=code]", "AAAA-BBBB-CCCC")
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("No case has this code")
    assert page.goto("/track/case/")
    assert page.url.endswith("/track/")
