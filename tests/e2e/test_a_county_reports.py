"""A city asks its county for a return: the clerk reads at the field what is wrong, a second person signs; a city corrects its own, and a colleague signs that."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]
CODES = ("leaflets", "boards", "enquiries")


def save(page: Page) -> None:
    page.locator("main form button.button--large, main form button.button--primary").first.click()
    page.wait_for_load_state()


def press(page: Page, name: str) -> None:
    """A step that asks once more, or none."""
    form = page.locator(f"form[action$='/{name}/']")
    asks = page.locator("details.confirm", has=form)
    if asks.count():
        asks.locator("summary").click()
    form.locator("button").click()
    page.wait_for_load_state()


def own_return(page: Page) -> str:
    """The first return of the list."""
    page.goto("/console/returns/")
    address = page.locator("main tbody a[href^='/console/returns/']").first.get_attribute("href")
    assert address
    return address


def test_a_county_fills_in_what_its_city_asks_and_a_second_person_signs(
    sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None], watch: Any
) -> None:
    watch.allow("422")  # what is refused at its field
    city = sign_in("wuhan.secretariat", "/console/returns/calls/new/")
    city.fill("[name=title]", "武漢市所屬區「3·15」活動成果")
    for box in city.locator("input[name=indicators]").all():
        box.set_checked(box.get_attribute("value") in CODES)
    expect(city.locator("input[name=councils]:checked")).to_have_count(1)
    save(city)
    call = city.url
    expect(city.locator("main")).to_contain_text("武昌區消費者委員會")

    clerk = sign_in("wuchang.0106.clerk", "/console/returns/")
    address = own_return(clerk)
    clerk.goto(f"{address}fill/")
    clerk.fill("[name=leaflets]", "3000餘")
    clerk.fill("[name=boards]", "很多塊")
    clerk.fill("[name=enquiries]", "近百")
    save(clerk)
    wrong = clerk.locator("#id_boards")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(clerk.locator("[name=leaflets]")).to_have_value("3000餘")
    accessible(clerk)
    shot(clerk, "county-return-refused", whole=False)
    clerk.fill("[name=boards]", "29")
    for code in CODES:
        reason = clerk.locator(f"input[type=text][name={code}__reason]")
        if reason.count():
            reason.fill("以清點為準")
    save(clerk)
    for _again in range(2):
        asked = clerk.locator("main input[type=text][name$='__reason']")
        if not asked.count():
            break
        for each in asked.all():
            each.fill("以清點為準")
        save(clerk)
    expect(clerk.locator("main")).to_contain_text("3,000餘份")
    expect(clerk.locator("form[action$='/sign/']")).to_have_count(0)
    shot(clerk, "county-return-filled", whole=False)

    second = sign_in("wuchang.0106.supervisor", address)
    press(second, "sign")
    expect(second.locator("main")).to_contain_text("已簽發")
    accessible(second)
    shot(second, "county-return-signed", whole=False)

    city.goto(call)
    expect(city.locator("main")).to_contain_text(re.compile("已簽發1份，共1份"))
    shot(city, "city-call-signed", whole=False)


def test_a_city_corrects_what_it_signed_and_a_colleague_signs_again(
    sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    clerk = sign_in("huangshi.clerk", "/console/returns/")
    address = own_return(clerk)
    clerk.goto(f"{address}correct/")
    clerk.fill("[name=boards]", "35")
    reason = clerk.locator("input[type=text][name=boards__reason]")
    if reason.count():
        reason.fill("少計一處")
    clerk.fill("[name=reason]", "漏計一個攤位")
    save(clerk)
    for each in clerk.locator("main input[type=text][name$='__reason']").all():
        each.fill("以清點為準")
    if clerk.url.endswith("/correct/"):
        save(clerk)
    expect(clerk.locator("main")).to_contain_text("漏計一個攤位")
    expect(clerk.locator("form[action$='/sign/']")).to_have_count(0)
    second = sign_in("huangshi.supervisor", address)
    press(second, "sign")
    expect(second.locator("main")).to_contain_text("35")
    expect(second.locator("form[action$='/sign/']")).to_have_count(0)
    accessible(second)
    shot(second, "city-return-corrected", whole=False)
