"""The reception of a seminar: the secretary invites, a guest answers by the link of the letter, a desk on a telephone notes who comes, also without network."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from docx import Document
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
SignIn = Callable[..., Page]
Watch = Callable[..., None]
LIST = "電信企業甲，企業，客戶經理\n日報社乙，媒體，記者\n律師協會丙，社會團體，會長"


def plan_for_tonight(page: Page, form: str = "seminar") -> str:
    """An activity of this day that has not begun; the address of its guests."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    told = {
        "title": "今晚的座談會",
        "starts_at": f"{today}T23:58",
        "ends_at": f"{today}T23:59",
        "venue": "禮堂",
        "hosts": "主辦單位",
    }
    page.goto("/console/activities/new/")
    page.select_option("[name=kind]", form)
    page.select_option("[name=region]", "420106")
    for name, value in told.items():
        page.fill(f"[name={name}]", value)
    page.locator("main form button.button--primary").click()
    page.wait_for_url(re.compile(r"/console/activities/\d+/$"))
    return page.url.replace("/activities/", "/seminars/")


def letters_of(page: Page, seminar: str, folder: Path) -> list[str]:
    """The links of the letters, in their order."""
    page.goto(f"{seminar}letters/")
    page.select_option("[name=whom]", "all")
    with page.expect_download() as download:
        page.locator("main form button.button--primary").click()
    file = folder / "letters.docx"
    download.value.save_as(file)
    links = {each.target_ref for each in Document(str(file)).part.rels.values() if each.is_external}
    return sorted(re.sub(r"^https?://[^/]+", "", each) for each in links)


def codes_of(page: Page, seminar: str) -> dict[str, str]:
    """The code of each guest by body and office."""
    page.goto(f"{seminar}guests/")
    rows = page.locator("main tbody tr")
    return {row.locator("th").inner_text().strip(): row.locator("td.code").inner_text().strip() for row in rows.all()}


def test_guests_are_invited_answer_and_arrive_also_without_network(
    sign_in: SignIn, open_page: OpenPage, accessible: Watch, shot: Watch, watch: object, tmp_path: Path
) -> None:
    page = sign_in("secretariat", "/console/seminars/")
    seminar = plan_for_tonight(page)
    page.goto(f"{seminar}guests/paste/")
    page.fill("[name=text]", LIST)
    page.locator("main form button.button--primary").click()
    expect(page.locator("main tbody tr")).to_have_count(3)
    accessible(page)
    guest = open_page(letters_of(page, seminar, tmp_path)[0], script=False, phone=True)
    guest.check("[name=reply][value=yes]")
    guest.locator("main form button.button--primary").click()
    expect(guest.locator(".notice--good")).to_contain_text("您已應邀")
    codes = codes_of(page, seminar)
    desk = sign_in("secretariat", f"{seminar}door/", phone=True)
    accessible(desk)
    desk.fill("#id_code", codes["電信企業甲 客戶經理"].lower())
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-door-said]")).to_contain_text("電信企業甲 客戶經理：已到會")
    expect(desk.locator(".door-total")).to_contain_text("1 / 3")
    watch.allow("ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined]
    desk.context.set_offline(True)
    desk.fill("#id_code", codes["日報社乙 記者"])
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-door-count]")).to_have_text("1")
    shot(desk, "seminar-door-offline")
    desk.context.set_offline(False)
    expect(desk.locator(".door-total")).to_contain_text("2 / 3")
    expect(desk.locator("[data-door-waiting]")).to_be_hidden()
    desk.goto(f"{seminar}door/?code={codes['律師協會丙 會長']}")
    desk.locator("main section.card button.button--primary").first.click()
    expect(desk.locator(".door-total")).to_contain_text("3 / 3")
    page.goto(seminar.replace("/seminars/", "/activities/"))
    expect(page.locator("main")).to_contain_text("律師協會丙 會長")
