"""A member of the standing committee reads a plan on a phone, comments, puts a requirement and signs; a partner body confirms; a city acknowledges.

Each journey has a campaign of its own, of a year long ago, so that it stands behind those that other journeys look at.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]
PARTNER = "湖北省市場監督管理局"


class Screens:
    """The pages that one person got to see."""

    def __init__(self, page: Page) -> None:
        self.seen = 0
        page.on("domcontentloaded", self._count)

    def _count(self, _page: Page) -> None:
        self.seen += 1


def path(page: Page) -> str:
    """Where it is, without its host."""
    return urlsplit(page.url).path


def send(page: Page, **told: str) -> None:
    """Fill in the form of the page and send it."""
    for name, value in told.items():
        page.fill(f"[name={name}]", value)
    page.locator("main form button.button--primary").first.click()
    page.wait_for_load_state()


def press(page: Page, name: str) -> None:
    """A step that asks once more."""
    form = page.locator(f"form[action$='/{name}/']")
    page.locator("details.confirm", has=form).locator("summary").click()
    form.locator("button").click()
    page.wait_for_load_state()


def plan_of(page: Page, year: int) -> str:
    """The secretary opens a campaign and keeps the first version of its plan; the address of that."""
    page.goto("/console/campaigns/new/")
    days = {"first_day": f"{year}-03-01", "last_day": f"{year}-03-31"}
    figures = {"stat_first": f"{year}-01-01", "stat_last": f"{year}-12-31"}
    page.locator("[name^=theme]").first.fill("消費與和諧")
    send(page, year=str(year), **days, **figures)
    page.wait_for_url(re.compile(r"/campaigns/\d+/$"))
    plan = f"{path(page)}plan/"
    page.goto(f"{plan}section/")
    send(page, title="現場服務")
    page.locator("main a[href$='/measure/']").click()
    send(page, title="廣場諮詢", responsible="祕書處", venue="中心廣場", output="諮詢台")
    page.goto(f"{plan}freeze/")
    send(page, why="提交常委會")
    page.wait_for_url(re.compile(r"/versions/\d+/$"))
    return path(page)


def test_a_member_reads_comments_requires_and_signs_on_a_phone(
    sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    clerk = sign_in("secretariat")
    version = plan_of(clerk, 2005)
    press(clerk, "send")
    member = sign_in("hubei.committee", phone=True)
    screens = Screens(member)
    member.locator(f"main a[href='{version}']").click()
    member.locator("main a[href*='comment/?at=measure']").click()
    expect(member.locator("main")).to_contain_text("中心廣場")
    accessible(member)
    send(member, text="只在廣場不夠，請寫明進社區。")
    expect(member.locator("main .card--sunk")).to_contain_text("請寫明進社區")
    assert screens.seen <= 3
    accessible(member)
    shot(member, "committee-comments")

    member.locator("main a[href$='/plan/']").first.click()
    member.locator("main a[href$='/plan/requirement/']").click()
    send(member, text="每個縣至少一場。", put_by="常委會委員")
    expect(member.locator("main")).to_contain_text("每個縣至少一場")
    assert screens.seen <= 6

    clerk.goto(version)
    clerk.locator("main a[href$='/answer/']").first.click()
    clerk.check("[name=settles]")
    send(clerk, answer="下一版寫明。")
    expect(clerk.locator("main .card--sunk")).to_contain_text("已辦結")
    clerk.goto(f"{version}circulate/")
    deadline = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=3)
    send(clerk, deadline=str(deadline), waiver="會後答覆")
    clerk.wait_for_url(re.compile(r"/approvals/\d+/$"))

    member.goto("/console/")
    screens.seen = 0
    waiting = member.locator("main a[href*='/ballots/']", has_text="2005")
    waiting.click()
    member.check("[name=answer][value=agrees]")
    send(member)
    assert screens.seen <= 2
    clerk.reload()
    expect(clerk.locator("main")).to_contain_text("已通過")


def test_a_partner_confirms_and_a_city_acknowledges(sign_in: SignIn, accessible: Callable[[Page], None]) -> None:
    clerk = sign_in("secretariat")
    version = plan_of(clerk, 2006)
    clerk.goto(f"{version}vote/")
    votes = {"members": "9", "present": "9", "in_favour": "9", "against": "0", "abstained": "0"}
    send(clerk, occasion="常委會會議", held_on="2026-01-05", **votes)
    clerk.goto(f"{version}issue/")
    send(
        clerk,
        title="關於印發活動方案的通知（二〇〇六）",
        number="鄂消旅〔2006〕1號",
        partners=PARTNER,
        recipients="各市",
    )
    clerk.wait_for_url(re.compile(r"/issues/\d+/$"))
    press(clerk, "ask")

    partner = sign_in("hubei.market")
    screens = Screens(partner)
    partner.locator("main a[href*='/campaigns/partners/']", has_text="二〇〇六").click()
    expect(partner.locator("main")).to_contain_text("廣場諮詢")
    accessible(partner)
    press(partner, "confirm")
    expect(partner.locator("main")).to_contain_text("已確認")
    assert screens.seen <= 2

    press(clerk, "issue")
    expect(clerk.locator("main")).to_contain_text("已印發")
    city: Any = sign_in("clerk", phone=True)
    screens = Screens(city)
    city.locator("main a[href*='/campaigns/deliveries/']", has_text="二〇〇六").click()
    expect(city.locator("main")).to_contain_text(PARTNER)
    accessible(city)
    city.locator("form[action$='/acknowledge/'] button").click()
    expect(city.locator("main")).to_contain_text("已簽收")
    assert screens.seen <= 2
