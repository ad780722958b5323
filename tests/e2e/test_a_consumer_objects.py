"""A consumer objects to how her case was closed, on a phone; another person than who closed it answers from Today; she reads why."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.steps import do, file_complaint, open_with_code, picture

SignIn = Callable[..., Page]
OpenPage = Callable[..., Page]
MOST_SCREENS = 2
"""From the page of the case to the words on their way, and back."""


def test_an_objection_goes_from_her_phone_to_today_and_its_answer_back(
    open_page: OpenPage, sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    receipt = file_complaint(open_page("/"))
    do(sign_in("officer"), receipt.number, "accept")
    do(sign_in("officer"), receipt.number, "close", result="not_settled", note="雙方未能達成一致。")

    consumer = open_page("/track/", phone=True)
    open_with_code(consumer, receipt.code)
    screens: list[str] = []
    consumer.on("domcontentloaded", lambda at: screens.append(at.url))
    consumer.locator("section[aria-labelledby=now] a[href='#objection']").click()
    expect(consumer.locator("#objection")).to_be_in_viewport()
    accessible(consumer)
    form = consumer.locator("form[action='/track/case/objection/']")
    form.locator("[name=words]").fill("店家當場答應全額退款，錄音可以作證。")
    form.locator("[name=evidence]").set_input_files([picture("錄音截圖.png")])
    shot(consumer, "consumer-objection", whole=False, guide=True)
    form.locator("button.button--primary").click()
    expect(consumer.locator("main")).to_contain_text("您的異議已收到")
    expect(consumer.locator("main")).to_contain_text("錄音截圖.png")
    expect(form).to_have_count(0)
    assert len(screens) <= MOST_SCREENS

    supervisor = sign_in("supervisor", "/console/")
    supervisor.locator("a[href*='view=objections']").first.click()
    supervisor.locator(f".inbox__list a:has-text('{receipt.number}')").first.click()
    expect(supervisor.locator("main")).to_contain_text("店家當場答應全額退款")
    do(supervisor, receipt.number, "uphold", reason="錄音中店家只答應維修，未答應退款。")
    supervisor.goto("/console/cases/?view=objections")
    expect(supervisor.locator("main")).not_to_contain_text(receipt.number)

    consumer.reload()
    expect(consumer.locator("main")).to_contain_text("維持原處理結果")
    expect(consumer.locator(".timeline")).to_contain_text("錄音中店家只答應維修")
    accessible(consumer)


def test_whoever_closed_a_case_finds_no_way_to_answer_the_objection(open_page: OpenPage, sign_in: SignIn) -> None:
    receipt = file_complaint(open_page("/"))
    do(sign_in("supervisor"), receipt.number, "accept")
    do(sign_in("supervisor"), receipt.number, "close", result="not_settled", note="雙方未能達成一致。")
    consumer = open_page("/track/")
    open_with_code(consumer, receipt.code)
    consumer.fill("[name=words]", "沒有人聯繫過我。")
    consumer.locator("form[action='/track/case/objection/'] button.button--primary").click()
    expect(consumer.locator("main")).to_contain_text("您的異議已收到")
    page = sign_in("supervisor", f"/console/cases/{receipt.number}/do/uphold/")
    expect(page.locator("form[data-submit-key]")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("您不能進行此步驟")
