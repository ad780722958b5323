"""A secretary on Monday: plans an activity, finds it in the calendar by keys, puts it off, and reads it in the calendar of a telephone."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]


def plan(page: Page, title: str, day: date) -> str:
    """The address of an activity that was planned by the form."""
    page.goto("/console/activities/new/")
    page.select_option("[name=kind]", "lecture")
    page.select_option("[name=region]", "420106")
    for name, value in {
        "title": title,
        "starts_at": f"{day}T09:00",
        "ends_at": f"{day}T11:00",
        "venue": "活動室",
        "hosts": "湖北省消費者委員會",
    }.items():
        page.fill(f"[name={name}]", value)
    page.locator("main form button.button--primary").click()
    page.wait_for_url(re.compile(r"/console/activities/\d+/$"))
    return page.url


def test_what_is_planned_is_found_by_day_put_off_and_read_elsewhere(
    sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    page = sign_in("secretariat", "/console/activities/")
    day = date.today().replace(day=1) + timedelta(days=45)
    address, title = plan(page, "看日曆的講座", day), "看日曆的講座"

    page.goto(f"/console/activities/calendar/?day={day - timedelta(days=day.day)}")
    page.keyboard.press("]")
    page.wait_for_url(re.compile(rf"day={day:%Y-%m}-01"))
    expect(page.locator(f"#day-{day}")).to_contain_text(title)
    accessible(page)
    shot(page, "activities-calendar")

    page.goto(f"{address}postpone/")
    expect(page.locator("main")).to_contain_text("系統即時通知")
    later = day + timedelta(days=1)
    page.fill("[name=starts_at]", f"{later}T14:00")
    page.fill("[name=ends_at]", f"{later}T15:00")
    page.fill("[name=reason]", "天氣預警")
    page.locator("main form button.button--primary").click()
    page.wait_for_url(address)

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/console/activities/calendar/?view=week&day={later}")
    expect(page.locator(f"#day-{later}")).to_contain_text("14:00")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})

    page.goto("/console/activities/feeds/new/")
    page.locator("main form button.button--primary").click()
    secret = page.locator(".secret__text").inner_text()
    path = re.sub(r"^https?://[^/]+", "", secret.strip())
    content = page.request.get(path).text()
    event = next(each for each in content.split("BEGIN:VEVENT") if title in each)
    assert f"DTSTART;TZID=Asia/Shanghai:{later:%Y%m%d}T140000" in event
    assert "SEQUENCE:1" in event
    page.goto("/console/activities/feeds/")
    page.locator("details.confirm summary").first.click()
    page.locator("details.confirm[open] button").click()
    page.wait_for_url("**/console/activities/feeds/")
    assert page.request.get(path).status == 404


def test_the_province_sees_which_departments_came_where(
    sign_in: SignIn, accessible: Callable[[Page], None], shot: Callable[..., None]
) -> None:
    page = sign_in("secretariat", "/console/activities/partners/matrix/")
    accessible(page)
    shot(page, "partners-matrix")
    page.locator("a.partners-cell").first.click()
    expect(page.locator("main tbody tr").first).to_be_visible()
    page.goto("/console/activities/partners/undelivered/")
    accessible(page)
    page.goto("/console/activities/board/")
    expect(page.locator(".lane")).to_have_count(4)
    accessible(page)
