"""History in the browser: a ledger of 2009 comes in finished, leads to its cases, and is taken back as a whole; one old file by hand."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Page, expect

SignIn = Callable[..., Page]
LEDGER = (
    "编号,登记日期,投诉内容,被投诉方,办理状态,受理日期,办结日期,处理结果,挽回损失\n"
    "旧-1,2009-03-02,新车变速箱顿挫,武汉测试汽车销售,已办结,2009-03-03,2009-04-01,调解成功,1200元\n"
    "旧-2,2009-03-05,空调安装收费不符,武汉测试电器城,已办结,2009-03-06,2009-03-01,调解成功,\n"
    "旧-3,2009-03-09,健身卡退款被拒,武汉测试健身,已撤诉,,,,\n"
)


def ledger() -> FilePayload:
    return {"name": "台账2009.csv", "mimeType": "text/csv", "buffer": LEDGER.encode()}


def bring_in(page: Page, shot: Callable[..., None]) -> str:
    """Every step of it; the address of the result."""
    page.goto("/console/imports/new/")
    page.set_input_files("[name=file]", [ledger()])
    page.fill("[name=source]", "舊台賬")
    page.locator("main form button.button--primary").click()
    page.wait_for_url("**/columns/")
    shot(page, "history-columns")
    while "/preview/" not in page.url:
        page.locator("form[method=post] button.button--primary").last.click()
        page.wait_for_url(re.compile(r"/(values|preview)/$"))
    expect(page.locator("main")).to_contain_text("旧-3")
    shot(page, "history-preview")
    page.locator("form[action$='/start/'] button.button--primary").click()
    page.wait_for_url(re.compile(r"/console/imports/\d+/$"))
    expect(page.locator("a[href$='result.csv']")).to_be_visible()
    return urlsplit(page.url).path


def test_a_ledger_of_2009_comes_in_finished_and_is_taken_back_as_a_whole(
    sign_in: SignIn, shot: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = sign_in("clerk")
    address = bring_in(page, shot)
    expect(page.locator("#progress .badge")).not_to_have_class(re.compile("good"))
    accessible(page)
    shot(page, "history-result")
    page.locator("#progress a.stat--link").click()
    expect(page.locator(".inbox__row")).to_have_count(2)
    shot(page, "history-inbox")
    page.locator(".inbox__row a").first.click()
    expect(page.locator("main")).to_contain_text("作為歷史案件導入")
    shot(page, "history-case")

    for name, options in {"phone": {"phone": True}, "en": {"language": "en"}}.items():
        seen = sign_in("supervisor", f"{address}withdraw/", **options)
        assert seen.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        shot(seen, f"history-withdraw-{name}")
    boss = sign_in("supervisor", f"{address}withdraw/")
    accessible(boss)
    shot(boss, "history-withdraw")
    boss.fill("[name=reason]", "重複的台賬")
    boss.locator("main form button.button--primary").click()
    boss.wait_for_url(f"**{address}")
    expect(boss.locator("#progress")).to_contain_text("已撤銷")
    expect(boss.locator("#progress")).to_contain_text("重複的台賬")
    shot(boss, "history-withdrawn")
    boss.goto("/console/cases/?view=all&source=舊台賬")
    expect(boss.locator(".inbox__row")).to_have_count(0)


def test_one_old_file_is_entered_by_hand(
    sign_in: SignIn, shot: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    for name, options in {"phone": {"phone": True}, "en": {"language": "en"}}.items():
        seen = sign_in("clerk", "/console/desk/history/", **options)
        assert seen.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        shot(seen, f"history-desk-{name}")
    page = sign_in("clerk", "/console/desk/history/")
    accessible(page)
    page.fill("[name=received_at]", "1998-03-15")
    page.fill("[name=title]", "電視機三個月壞了兩次")
    page.fill("[name=closed_on]", "1998-04-02")
    page.select_option("[name=result]", "mediated")
    page.fill("[name=recovered]", "1200")
    shot(page, "history-desk")
    page.locator("main form button.button--primary").click()
    page.wait_for_url(re.compile(r"/console/cases/[^/]+/$"))
    expect(page.locator("main")).to_contain_text("作為歷史案件補錄")
    expect(page.locator("main")).to_contain_text("1998")
