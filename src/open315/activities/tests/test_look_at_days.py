"""The calendar of activities: which days a month and a week show, and what stands on them for whom. Days and counts by hand."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from open315.activities import services
from open315.activities.schedule.rules import FIRST, LAST, days_of, held_to, month_of, week_of
from open315.activities.tests.making import held, planned
from open315.activities.tests.test_meet_the_plan import wuhan
from open315.activities.tests.test_show_activities import browser, words
from open315.core.clock import SHANGHAI

pytestmark = pytest.mark.django_db
MARCH = {"day": "2026-03-10"}
URL = "/console/activities/calendar/"
TODAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=SHANGHAI)  # type: ignore[misc]


def cells(page: str) -> dict[str, str]:
    """What stands on each day, in words, without the day itself."""
    found = re.findall(r'<td id="day-([\d-]+)".*?</p>(.*?)</td>', page, re.DOTALL)
    return {day: words(markup) for day, markup in found}


def test_a_month_is_shown_in_whole_weeks_from_monday_on() -> None:
    view = month_of(date(2026, 3, 10))
    assert (view.name, view.day) == ("month", date(2026, 3, 10))
    assert (view.first, view.last) == (date(2026, 2, 23), date(2026, 4, 5))
    assert (view.before, view.after) == (date(2026, 2, 1), date(2026, 4, 1))


def test_a_month_that_begins_on_monday_and_ends_on_sunday_has_no_day_of_another() -> None:
    view = month_of(date(2027, 2, 28))
    assert (view.first, view.last) == (date(2027, 2, 1), date(2027, 2, 28))
    assert (view.before, view.after) == (date(2027, 1, 1), date(2027, 3, 1))


def test_december_is_followed_by_january() -> None:
    view = month_of(date(2026, 12, 31))
    assert (view.before, view.after) == (date(2026, 11, 1), date(2027, 1, 1))


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 3, 15)])
def test_a_week_goes_from_monday_to_sunday(day: date) -> None:
    view = week_of(day)
    assert (view.name, view.day, view.first, view.last) == ("week", day, date(2026, 3, 9), date(2026, 3, 15))
    assert (view.before, view.after) == (date(2026, 3, 2), date(2026, 3, 16))


def test_the_calendar_has_two_ends() -> None:
    assert (date(1983, 1, 1), date(2199, 12, 31)) == (FIRST, LAST)
    assert (month_of(FIRST).before, month_of(FIRST).after) == (None, date(1983, 2, 1))
    assert (month_of(LAST).before, month_of(LAST).after) == (date(2199, 11, 1), None)
    assert week_of(date(1983, 1, 10)).before == date(1983, 1, 3)
    assert week_of(date(1983, 1, 9)).before is None
    assert week_of(LAST).after is None
    assert month_of(date(1983, 2, 1)).before == FIRST
    assert [held_to(day) for day in (date(1982, 12, 31), FIRST, date(2026, 3, 1), LAST, date(2200, 1, 1))] == [
        FIRST, FIRST, date(2026, 3, 1), LAST, LAST,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        (at(2026, 3, 10, 9), at(2026, 3, 10, 11), [10]),
        (at(2026, 3, 10, 9), at(2026, 3, 10, 9), [10]),
        (at(2026, 3, 10), at(2026, 3, 10), [10]),
        (at(2026, 3, 10, 22), at(2026, 3, 11), [10]),
        (at(2026, 3, 10, 22), at(2026, 3, 11, 0, 1), [10, 11]),
        (at(2026, 3, 8, 9), at(2026, 3, 10, 9), [9, 10]),
        (at(2026, 3, 14, 9), at(2026, 3, 20, 9), [14, 15]),
        (at(2026, 3, 1, 9), at(2026, 4, 1, 9), [9, 10, 11, 12, 13, 14, 15]),
        (at(2026, 3, 7, 9), at(2026, 3, 9), []),
        (at(2026, 3, 16), at(2026, 3, 16, 9), []),
        (datetime(2026, 3, 9, 16, 30, tzinfo=UTC), datetime(2026, 3, 9, 17, 0, tzinfo=UTC), [10]),
        (datetime(2026, 3, 9, 15, 30, tzinfo=UTC), datetime(2026, 3, 9, 16, 0, tzinfo=UTC), [9]),
    ],
)
def test_an_activity_stands_on_each_of_its_days_in_china(starts: datetime, ends: datetime, days: list[int]) -> None:
    found = days_of(starts, ends, date(2026, 3, 9), date(2026, 3, 15))
    assert list(found) == [date(2026, 3, day) for day in days]


@given(st.dates(FIRST, LAST))
def test_every_day_stands_in_its_own_month_and_week_and_neighbours_leave_no_gap(day: date) -> None:
    for view in (month_of(day), week_of(day)):
        assert view.first <= day <= view.last
        assert (view.first.weekday(), view.last.weekday()) == (0, 6)
    if after := month_of(day).after:
        assert month_of(after).before == day.replace(day=1)
    if later := week_of(day).after:
        assert week_of(later).first > week_of(day).last


def test_what_is_planned_stands_on_its_day_with_time_place_and_state(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    page = browser(cast).get(URL, MARCH).content.decode()
    found = cells(page)
    assert len(found) == 42
    assert found["2026-03-10"] == "年主題座談會 09:00 · 武昌區 · 已舉辦"
    assert [day for day, said in found.items() if said] == ["2026-03-10"]
    assert f'href="/console/activities/{activity.pk}/"' in page
    assert "2026年3月" in words(page)


def test_what_lasts_several_days_goes_on_and_stands_in_the_next_month_too(cast: Any) -> None:
    planned(cast.actor("secretariat"), cast.at, starts_at=at(2026, 3, 30, 9), ends_at=at(2026, 4, 7, 0))
    client = browser(cast)
    april = cells(client.get(URL, {"day": "2026-04-20"}).content.decode())
    assert [day for day, said in april.items() if said] == [
        "2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06",
    ]  # fmt: skip
    assert april["2026-03-30"] == "年主題座談會 09:00 · 武昌區"
    assert april["2026-03-31"] == "年主題座談會 接續前日 · 武昌區"
    week = cells(client.get(URL, {"view": "week", "day": "2026-04-06"}).content.decode())
    assert list(week) == [f"2026-04-{day:02}" for day in range(6, 13)]
    assert [day for day, said in week.items() if said] == ["2026-04-06"]
    empty = client.get(URL, {"view": "week", "day": "2026-04-13"}).content.decode()
    assert cells(empty) == {}
    assert "這些日子沒有活動" in words(empty)


def test_a_moment_at_midnight_stands_in_its_week_and_its_end_not_in_the_next(cast: Any) -> None:
    actor, client = cast.actor("secretariat"), browser(cast)
    planned(actor, cast.at, title="零點", starts_at=at(2026, 3, 9), ends_at=at(2026, 3, 9))
    planned(actor, cast.at, title="前夜", starts_at=at(2026, 3, 8, 20), ends_at=at(2026, 3, 9))
    planned(actor, cast.at, title="下週", starts_at=at(2026, 3, 16), ends_at=at(2026, 3, 16, 1))
    week = cells(client.get(URL, {"view": "week", "day": "2026-03-09"}).content.decode())
    assert [(day, said) for day, said in week.items() if said] == [("2026-03-09", "零點 00:00 · 武昌區")]


def test_a_month_shows_four_a_day_and_leads_to_the_rest(cast: Any) -> None:
    actor, client = cast.actor("secretariat"), browser(cast)
    for number in range(6):
        planned(actor, cast.at, title=f"第{number}場")
    page = client.get(URL, MARCH).content.decode()
    assert [f"第{number}場" in page for number in range(6)] == [True, True, True, True, False, False]
    assert 'href="?day=2026-03-10&amp;view=week#day-2026-03-10">另有2項</a>' in page
    week = client.get(URL, {"day": "2026-03-10", "view": "week"}).content.decode()
    assert all(f"第{number}場" in week for number in range(6))
    assert "另有" not in week


def test_what_is_chosen_stands_in_the_address_and_can_be_taken_away(cast: Any) -> None:
    actor, client = cast.actor("secretariat"), browser(cast)
    planned(actor, cast.at, title="甲", kind="lecture")
    gone = planned(actor, cast.at, title="乙", kind="seminar")
    services.cancel_activity(gone.pk, reason="場地", actor=actor, at=cast.at)
    for asked, seen in (({}, "甲乙"), ({"kind": "lecture"}, "甲"), ({"state": "cancelled"}, "乙"), ({"q": "甲"}, "甲")):
        page = client.get(URL, {**MARCH, **asked}).content.decode()
        stands = cells(page).get("2026-03-10", "")
        assert "".join(each for each in "甲乙" if each in stands) == seen
    page = client.get(URL, {**MARCH, "kind": "lecture", "view": "month"}).content.decode()
    for href in (
        'href="?day=2026-02-01&amp;kind=lecture&amp;view=month"', 'href="?day=2026-04-01&amp;kind=lecture&amp;view=month"',
        'href="?day=2026-03-10&amp;kind=lecture&amp;view=week"', 'href="?day=2026-03-10&amp;view=month"',
        'href="/console/activities/?kind=lecture&amp;first=2026-03-01&amp;last=2026-03-31"',
    ):  # fmt: skip
        assert href in page
    assert 'name="view" value="month"' in page


@TODAY
def test_without_a_day_it_is_the_month_of_today_and_today_is_marked(cast: Any) -> None:
    planned(cast.actor("secretariat"), cast.at, starts_at=at(2026, 5, 12, 9), ends_at=at(2026, 5, 12, 10))
    page = browser(cast).get(URL).content.decode()
    assert "2026年5月" in words(page)
    assert re.findall(r'id="day-([\d-]+)"\s+class="[^"]*agenda__day--today', page) == ["2026-05-12"]


@TODAY
@pytest.mark.parametrize("asked", [{"day": "x"}, {"day": "2026-02-30"}, {"view": "year"}])
def test_what_nobody_understands_shows_the_month_of_today(cast: Any, asked: dict[str, str]) -> None:
    assert "2026年5月" in words(browser(cast).get(URL, asked).content.decode())


def test_the_ends_of_the_calendar_are_turned_no_further(cast: Any) -> None:
    client = browser(cast)
    first, last = (client.get(URL, {"day": day}).content.decode() for day in ("1983-01-05", "2199-12-05"))
    assert ('data-key="["' in first, 'data-key="]"' in first) == (False, True)
    assert ('data-key="["' in last, 'data-key="]"' in last) == (True, False)


def test_a_city_sees_its_own_days_and_the_province_those_below_it(cast: Any) -> None:
    planned(cast.actor("secretariat"), cast.at, title="全省")
    planned(wuhan(cast), cast.at, title="武漢")
    seen = {
        who: cells(browser(cast, who).get(URL, MARCH).content.decode())["2026-03-10"]
        for who in ("secretariat", "second_officer")
    }
    assert ("全省" in seen["secretariat"], "武漢" in seen["secretariat"]) == (True, True)
    assert ("全省" in seen["second_officer"], "武漢" in seen["second_officer"]) == (False, True)


def test_a_month_costs_the_same_whatever_stands_in_it(cast: Any) -> None:
    actor, client = cast.actor("secretariat"), browser(cast)
    planned(actor, cast.at)
    client.get(URL, MARCH)
    with CaptureQueriesContext(connection) as few:
        client.get(URL, MARCH)
    for day in range(1, 20):
        planned(actor, cast.at, starts_at=at(2026, 3, day, 9), ends_at=at(2026, 3, day + 1, 9))
    with CaptureQueriesContext(connection) as many:
        client.get(URL, MARCH)
    assert len(many) == len(few)


def lanes(page: str) -> dict[str, tuple[str, list[str]]]:
    """Of each column of the board its number and the titles of its cards."""
    found = {}
    for key, lane in re.findall(r'id="lane-(\w+)">(.*?)</section>', page, re.DOTALL):
        number = re.search(r'<span class="badge[^>]*>(.*?)</span>', lane, re.DOTALL)
        titles = re.findall(r'<li class="lane__card">\s*<a [^>]*>(.*?)</a>', lane, re.DOTALL)
        found[key] = (words(number[1]) if number else "", titles)
    return found


@TODAY
def test_the_board_tells_what_is_ahead_and_of_what_nobody_has_said_whether_it_was_held(cast: Any) -> None:
    actor, client = cast.actor("secretariat"), browser(cast)
    for title, day in (
        ("六月", (2026, 6, 1)),
        ("今日", (2026, 5, 12)),
        ("昨日", (2026, 5, 11)),
        ("三月", (2026, 3, 1)),
    ):
        planned(actor, cast.at, title=title, starts_at=at(*day), ends_at=at(*day, 23))
    held(actor, cast.at, title="舊", starts_at=at(2026, 1, 9, 9), ends_at=at(2026, 1, 9, 10))
    held(actor, cast.at, title="新")
    gone = planned(actor, cast.at, title="不辦了")
    services.cancel_activity(gone.pk, reason="場地", actor=actor, at=cast.at)
    page = client.get("/console/activities/board/").content.decode()
    assert lanes(page) == {
        "ahead": ("2", ["今日", "六月"]), "waiting": ("2", ["三月", "昨日"]), "held": ("2", ["新", "舊"]), "cancelled": ("1", ["不辦了"]),
    }  # fmt: skip
    assert "2026-03-10 09:00 – 11:30" in words(page)
    hrefs = re.findall(r'<h2 class="lane__head"[^>]*>\s*<a href="([^"]+)"', page)
    counts = [client.get(href.replace("&amp;", "&")).content.decode().count('<th scope="row"') for href in hrefs]
    assert counts == [2, 2, 2, 1]


def test_the_board_is_each_one_s_own(cast: Any) -> None:
    planned(cast.actor("secretariat"), cast.at)
    wuhan(cast)
    assert "還沒有活動" in words(browser(cast, "second_officer").get("/console/activities/board/").content.decode())
