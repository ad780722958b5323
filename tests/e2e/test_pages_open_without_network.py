"""The telephones of the day without network: the pages are closed and opened again, what was entered waits and is sent once, and who signs out leaves nothing."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.test_a_seminar_receives_guests import LIST, codes_of, plan_for_tonight
from tests.e2e.test_a_stall_counts import counter, set_up

SignIn = Callable[..., Page]


def kept(page: Page) -> None:
    """Wait until the page says that it opens without network."""
    expect(page.locator("[data-offline-kept]")).to_be_visible()


def opened_again(page: Page, address: str) -> Page:
    """Close the page, and open the address in the same browser."""
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(address)
    return again


def test_a_stall_is_opened_again_without_network_and_each_press_counts_once(
    sign_in: SignIn, watch: Any, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    address = set_up(sign_in("secretariat", "/console/activities/new/"))
    page = sign_in("secretariat", address, phone=True, fresh=True)
    with page.expect_response(f"**{address}"):
        counter(page, "enquiries")[0].click()
    kept(page)
    page.context.set_offline(True)
    counter(page, "leaflets")[0].click()
    page = opened_again(page, address)
    expect(page.locator("[data-tally-shell]")).to_be_visible()
    expect(counter(page, "enquiries")[1]).to_have_text("1")
    expect(counter(page, "leaflets")[1]).to_have_text("1")
    counter(page, "enquiries")[0].click()
    accessible(page)
    shot(page, "stall-shell")
    page = opened_again(page, address)
    expect(page.locator("[data-tally-number]")).to_have_text("2")
    page.context.set_offline(False)
    expect(page.locator("[data-tally-waiting]")).to_be_hidden()
    page.locator(f"a[href='{address}']").click()
    expect(page.locator("[data-tally-shell]")).to_have_count(0)
    expect(counter(page, "enquiries")[1]).to_have_text("2")
    expect(counter(page, "leaflets")[1]).to_have_text("1")


def test_who_signs_out_is_warned_of_what_was_not_sent_and_leaves_nothing(
    sign_in: SignIn, watch: Any, shot: Callable[..., None]
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    watch.allow("ERR_FAILED")
    address = set_up(sign_in("secretariat", "/console/activities/new/"))
    page = sign_in("secretariat", address, phone=True, fresh=True)
    kept(page)
    page.route(f"**{address}", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    counter(page, "leaflets")[0].click()
    expect(page.locator("[data-tally-number]")).to_have_text("1")
    page.locator(".menu summary").last.click()
    leave = page.locator("form[data-sign-out]")
    leave.locator("button").click()
    expect(leave.locator("[data-unsent-number]")).to_have_text("1")
    shot(page, "sign-out-unsent", whole=False)
    leave.locator("button").click()
    page.wait_for_url(lambda url: "/count/" not in url)
    left = page.evaluate(
        "async () => [Object.keys(localStorage), await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert left == [[], [], 0]


def test_the_desk_of_a_lecture_is_opened_again_without_network_and_each_guest_arrives_once(
    sign_in: SignIn, watch: Any, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    watch.allow("422")
    page = sign_in("secretariat", "/console/activities/")
    seminar = plan_for_tonight(page, "lecture")
    page.goto(f"{seminar}guests/paste/")
    page.fill("[name=text]", LIST)
    page.locator("main form button.button--primary").click()
    codes = codes_of(page, seminar)
    door = f"{urlsplit(seminar).path}door/"
    desk = sign_in("secretariat", door, phone=True, fresh=True)
    kept(desk)
    desk.context.set_offline(True)
    desk.fill("#id_code", codes["電信企業甲 客戶經理"])
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-door-count]")).to_have_text("1")
    desk = opened_again(desk, f"{door}?code={codes['日報社乙 記者']}")
    expect(desk.locator("[data-door-shell]")).to_be_visible()
    assert "客戶經理" not in desk.content()
    desk.locator("main form button.button--primary").click()
    for wrong in ("ZZZZZZ", codes["日報社乙 記者"].lower()):
        desk.fill("#id_code", wrong)
        desk.keyboard.press("Enter")
    expect(desk.locator("[data-door-count]")).to_have_text("4")
    accessible(desk)
    shot(desk, "door-shell")
    desk = opened_again(desk, door)
    desk.context.set_offline(False)
    expect(desk.locator("[data-door-waiting]")).to_be_hidden()
    expect(desk.locator("[data-door-reasons] li")).to_have_count(1)
    expect(desk.locator("[data-door-reasons]")).to_contain_text("ZZZZZZ")
    shot(desk, "door-refused")
    desk.locator("[data-door-discard]").click()
    desk.goto(door)
    expect(desk.locator(".door-total")).to_contain_text("2 / 3")
    expect(desk.locator("[data-door-refused]")).to_be_hidden()
