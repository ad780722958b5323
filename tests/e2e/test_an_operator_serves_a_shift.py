"""A shift at the hotline: what was handed over is read, two calls (one becomes a case, one is settled on the telephone), one in vain is rung back, the shift is handed over and the next one acknowledges."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from open315.core.clock import SHANGHAI
from tests.e2e.steps import unused_phone

SignIn = Callable[..., Page]
CLERK, OFFICER = "登記員甲", "調解員甲"
LINE = f"測試熱線{datetime.now(SHANGHAI):%H%M%S}"
"""Its own each time, so that the journey can be made again on a site that runs."""


def moment(hours: float) -> str:
    return f"{datetime.now(SHANGHAI) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def masked_of(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}"


def send(page: Page) -> None:
    page.locator("main form button.button--primary").last.click()


def set_up(page: Page) -> tuple[str, str, str]:
    """A line of one's own with a roster of two, and a secret of its telephone system: the line's page, the hook, the secret."""
    page.fill("[name=name]", LINE)
    page.fill("[name=number]", "027-0000 0999")
    page.fill("[name=opens_on]", f"{datetime.now(SHANGHAI) - timedelta(days=2):%Y-%m-%d}")
    send(page)
    page.wait_for_url("**/lines/")
    page.get_by_role("link", name=LINE).click()
    line = re.sub(r"^https?://[^/]+", "", page.url)
    number = line.strip("/").rpartition("/")[2]
    for who, first, last in ((OFFICER, -2, 1), (CLERK, -1, 4)):
        page.goto(f"/console/hotline/roster/{number}/one/")
        page.select_option("[name=account]", label=who)
        page.fill("[name=starts_at]", moment(first))
        page.fill("[name=ends_at]", moment(last))
        send(page)
        page.wait_for_url("**/roster/?first=*")
    page.goto(line)
    page.get_by_role("button", name="生成密鑰").click()
    secret = page.locator("main").inner_text()
    token = max(re.findall(r"[\w-]{40,}", secret), key=len)
    return line, f"/hooks/hotline/{number}/", token


class Telephone:
    """A telephone system that tells of calls."""

    def __init__(self, page: Page, hook: str, token: str) -> None:
        self.page, self.hook, self.token = page, hook, token

    def tells(self, call: str, event: str, number: str) -> None:
        at = f"{datetime.now(SHANGHAI):%Y-%m-%dT%H:%M:%S.%f}+08:00"
        told = {"id": f"{call}-{event}", "call": call, "event": event, "at": at, "from": number}
        answer = self.page.request.post(self.hook, data=told, headers={"Authorization": f"Bearer {self.token}"})
        assert answer.status == 200, answer.text()


def take(page: Page, telephone: Telephone, call: str, number: str) -> str:
    """It rings, the clerk takes it, and it is over: the address of the call."""
    page.goto("/console/hotline/now/")
    telephone.tells(call, "arrived", number)
    card = page.locator("section.card", has_text=LINE)
    expect(card).to_contain_text(masked_of(number))
    card.get_by_role("button", name="我來接").click()
    page.wait_for_url(re.compile(r"/hotline/\d+/$"))
    telephone.tells(call, "answered", number)
    telephone.tells(call, "ended", number)
    page.reload()
    return page.url


def hand_over(page: Page, who: str, words: str) -> None:
    """From the roster, by one's own duty on this line, to what is handed over."""
    page.goto("/console/hotline/roster/")
    section = page.locator("section.card", has=page.get_by_role("heading", name=LINE))
    links = [each.get_attribute("href") or "" for each in section.locator("td a").all()]
    for href in links:
        page.goto(href)
        if who in page.locator("h1").inner_text():
            break
    page.get_by_role("link", name="交班", exact=True).click()
    page.fill("[name=words]", words)
    send(page)
    page.wait_for_url(re.compile(r"/hand-overs/\d+/$"))


def acknowledge(page: Page, words: str) -> None:
    page.goto("/console/")
    page.get_by_role("link", name="待閱的交班記錄").click()
    page.locator("tr", has_text=words).get_by_role("link").first.click()
    page.get_by_role("button", name="已閱，接班").click()
    expect(page.locator("main")).to_contain_text("已閱，")


def test_a_shift_from_hand_over_to_hand_over(
    sign_in: SignIn, watch: Any, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    boss = sign_in("supervisor", "/console/hotline/lines/add/")
    _line, hook, token = set_up(boss)
    hand_over(sign_in("officer"), OFFICER, "甲公司答應今天回話，請對方六點以後再打。")

    page = sign_in("clerk", "/console/")
    expect(page.locator("main")).to_contain_text("您正在值班，至")
    acknowledge(page, "甲公司答應今天回話")
    telephone = Telephone(page, hook, token)

    first = unused_phone()
    take(page, telephone, "e-1", first)
    page.get_by_role("link", name="登記為投訴").click()
    expect(page.locator("[name=phone]")).to_have_value(first)
    for name, text in (("name", "測試消費者丁"), ("title", "會員卡不能退"), ("narrative", "健身房關門，年卡還有八個月，不肯退費。"), ("goods_text", "健身年卡"), ("trader_name", "武漢測試健身館")):  # fmt: skip
        page.fill(f"[name={name}]", text)
    page.check("input[name=claims][value=refund]")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/console/desk/registered/**")
    page.goto("/console/hotline/?line=&kind=complaint")
    expect(page.locator("tr", has_text=masked_of(first))).to_contain_text("已登記案件")

    call = take(page, telephone, "e-2", unused_phone())
    page.get_by_role("link", name="補記").click()
    page.check("[name=kind][value=enquiry]")
    page.check("[name=result][value=answered]")
    page.fill("[name=note]", "問七天無理由退貨。")
    send(page)
    page.wait_for_url(call)
    expect(page.locator("main")).to_contain_text("電話中已答覆")

    third = unused_phone()
    masked = masked_of(third)
    telephone.tells("e-3", "arrived", third)
    telephone.tells("e-3", "ended", third)
    page.goto("/console/hotline/missed/")
    page.get_by_role("link", name=masked).click()
    page.get_by_role("link", name="回電", exact=True).click()
    expect(page.locator("main")).to_contain_text(third)
    page.check("[name=outcome][value=reached]")
    send(page)
    page.goto("/console/hotline/missed/")
    expect(page.locator("main")).not_to_contain_text(masked)

    hand_over(page, CLERK, "乙健身館的年卡已立案。")
    accessible(page)
    shot(page, "hotline-hand-over")
    officer = sign_in("officer")
    acknowledge(officer, "乙健身館的年卡已立案")
    officer.goto("/console/hotline/roster/")
    accessible(officer)
