"""The pages of the roster: the week with its gaps, a pasted column, swaps, hand-overs, the first page. By hand."""

from datetime import time
from typing import Any

import pytest
import time_machine

from open315.activities.tests.test_show_activities import browser
from open315.core.spans import Span
from open315.core.ui.waiting import Harm, waits_for
from open315.hotline.models import Duty, HandOver, Leave, Swap
from open315.hotline.roster.drawing import hours_words, span_words
from open315.hotline.tests.making import AT, OTHER, PLAN, china, duty, line
from open315.hotline.tests.test_hear_calls import hear, heard
from open315.hotline.tests.test_ring_back import LIST, in_vain, page

pytestmark = pytest.mark.django_db
THEN = time_machine.travel(AT, tick=False)
WEEK = f"{LIST}roster/?first=2026-05-11"
SLOT = {"first": "2026-05-13", "since": "08:00", "until": "12:00"}


def manned(cast: Any, **changes: Any) -> Any:
    return line(cast, hours_from=time(8), hours_until=time(12), weekdays="12345", **changes)


@THEN
def test_the_week_shows_who_is_there_when_nobody_is_and_who_is_twice(cast: Any) -> None:
    on, other = manned(cast), line(cast, name="聯合熱線")
    duty(cast, on, "clerk", china(13, 8), china(13, 11))
    duty(cast, other, "clerk", china(13, 10), china(13, 12))
    duty(cast, on, "officer", china(14, 20), china(15, 8))
    line(cast, "huangshi", name="黃石熱線")
    shown = page(browser(cast, "clerk"), WEEK)
    for said in (
        "2026-05-11", "2026-05-17", "08:00–11:00 clerk", "11:00–12:00 無人值班", "20:00–08:00 (+1) officer", "10:00–11:00 clerk同時值兩條線路",
    ):  # fmt: skip
        assert said in shown, said
    assert shown.count("無人值班") == 5
    assert shown.count("08:00–12:00 無人值班") == 4
    assert "2026-05-18" not in shown
    assert "黃石熱線" not in shown
    assert "錄入一個班次" not in shown
    monday_night = page(browser(cast, "clerk"), f"{LIST}roster/?first=2026-05-15")
    assert "2026-05-14 20:00–08:00 (+1) officer" in monday_night
    assert "clerk" not in monday_night.split("2026-05-15", 2)[2].split("2026-05-16")[0]
    boss = browser(cast, "supervisor")
    shown = page(boss, WEEK)
    assert "錄入一個班次" in shown
    assert "複製前一週" in shown
    assert "2026-05-11" in page(boss, f"{LIST}roster/")
    assert "2026-05-11" in page(boss, f"{LIST}roster/?first=moon")
    assert "2199-12-31" in page(boss, f"{LIST}roster/?first=9999-12-31")


@THEN
def test_a_column_is_pasted_and_what_is_wrong_is_said_at_the_names(cast: Any) -> None:
    on, boss = manned(cast), browser(cast, "supervisor")
    address = f"{LIST}roster/{on.pk}/slot/?first=2026-05-11"
    html = boss.get(address).content.decode()
    assert 'value="08:00"' in html
    assert 'value="2026-05-11"' in html
    refused = boss.post(address, {**SLOT, "names": "clerk\n王五"})
    assert refused.status_code == 422
    assert "沒有王五" in refused.content.decode()
    assert not Duty.objects.exists()
    answer = boss.post(address, {**SLOT, "names": "\nclerk\nofficer"})
    assert answer["Location"] == WEEK
    assert [(str(each.account), each.starts_at) for each in Duty.objects.all()] == [
        ("clerk", china(14, 8)),
        ("officer", china(15, 8)),
    ]
    boss.post(f"{LIST}roster/{on.pk}/copy/?first=2026-05-18")
    assert Duty.objects.count() == 4
    one = f"{LIST}roster/{on.pk}/one/?first=2026-05-11"
    assert 'value="2026-05-11T08:00"' in boss.get(one).content.decode()
    sent = {"account": cast.accounts["clerk"].pk, "starts_at": "2026-05-13T20:00", "ends_at": "2026-05-14T08:00"}
    assert boss.post(one, sent)["Location"] == WEEK
    assert boss.post(one, sent).status_code == 422
    assert Duty.objects.count() == 5
    made = Duty.objects.get(starts_at=china(13, 20))
    assert boss.post(f"{LIST}duties/{made.pk}/off/")["Location"] == f"{LIST}roster/?first=2026-05-13"
    assert Duty.objects.count() == 4


@THEN
def test_a_swap_is_asked_on_the_page_of_the_duty_and_answered_there(cast: Any) -> None:
    on = line(cast)
    mine = duty(cast, on, "clerk", china(13, 8), china(13, 12))
    hers = duty(cast, on, "officer", china(14, 8), china(14, 12))
    clerk, officer, address = browser(cast, "clerk"), browser(cast, "officer"), f"{LIST}duties/{mine.pk}/"
    assert "申請調班" in page(clerk, address)
    assert "申請調班" not in page(officer, address)
    assert "officer · 維權熱線 · 2026-05-14 08:00–12:00" in page(clerk, f"{address}swap/")
    sent = {"asked_of": cast.accounts["officer"].pk, "instead": hers.pk}
    assert clerk.post(f"{address}swap/", sent)["Location"] == address
    assert clerk.post(f"{address}swap/", sent).status_code == 409
    shown = page(clerk, address)
    assert "申請調班" not in shown
    assert "2026-05-13 08:00–12:00 換 2026-05-14 08:00–12:00" in shown
    swap = Swap.objects.get()
    (asks,) = [each for each in waits_for(cast.actor("officer")) if each.key == "hotline_swap"]
    assert asks.count == "1"
    assert "2026-05-13 08:00–12:00 換" in page(officer, asks.url)
    assert "2026-05-13 08:00–12:00 換" not in page(browser(cast, "second_officer"), asks.url)
    shown = page(officer, address)
    assert "同意" in shown
    assert "撤回" not in shown
    clerk.post(f"{LIST}swaps/{swap.pk}/agree/")
    assert Duty.objects.get(pk=mine.pk).account == cast.accounts["clerk"]
    officer.post(f"{LIST}swaps/{swap.pk}/agree/")
    assert Duty.objects.get(pk=mine.pk).account == cast.accounts["officer"]
    assert Duty.objects.get(pk=hers.pk).account == cast.accounts["clerk"]
    assert not [each for each in waits_for(cast.actor("officer")) if each.key == "hotline_swap"]


@THEN
def test_a_swap_is_declined_and_withdrawn_by_its_buttons(cast: Any) -> None:
    mine = duty(cast, line(cast), "clerk", china(13, 8), china(13, 12))
    clerk, officer = browser(cast, "clerk"), browser(cast, "officer")
    for client, step, state in ((officer, "decline", "declined"), (clerk, "withdraw", "withdrawn")):
        clerk.post(f"{LIST}duties/{mine.pk}/swap/", {"asked_of": cast.accounts["officer"].pk, "instead": ""})
        client.post(f"{LIST}swaps/{Swap.objects.latest('pk').pk}/{step}/")
        assert Swap.objects.latest("pk").state == state
    assert str(Duty.objects.get().account) == "clerk"


@THEN
def test_leave_is_entered_and_the_week_shows_the_gap(cast: Any) -> None:
    on, boss = manned(cast), browser(cast, "supervisor")
    duty(cast, on, "clerk", china(13, 8), china(13, 12))
    assert page(boss, WEEK).count("08:00–12:00 無人值班") == 4
    sent = {"account": cast.accounts["clerk"].pk, "starts_on": "2026-05-13", "ends_on": "2026-05-13"}
    assert boss.post(f"{LIST}leave/add/", {**sent, "ends_on": "2026-05-12"}).status_code == 422
    assert boss.post(f"{LIST}leave/add/", sent)["Location"] == f"{LIST}leave/"
    assert "clerk" in page(boss, f"{LIST}leave/")
    shown = page(boss, WEEK)
    assert "clerk請假" in shown
    assert shown.count("08:00–12:00 無人值班") == 5
    assert boss.post(f"{LIST}leave/{Leave.objects.get().pk + 1}/out/").status_code == 404
    boss.post(f"{LIST}leave/{Leave.objects.get().pk}/out/")
    assert page(boss, WEEK).count("08:00–12:00 無人值班") == 4


@THEN
def test_gaps_of_the_coming_week_wait_for_the_supervisor_alone(cast: Any) -> None:
    on = manned(cast)
    duty(cast, on, "clerk", china(12, 8, 30), china(12, 11))
    (told,) = [each for each in waits_for(cast.actor("supervisor")) if each.key == "hotline_gaps"]
    assert (told.count, told.harm, told.url) == ("6", Harm.SOON, f"{LIST}roster/?first=2026-05-12")
    shown = page(browser(cast, "supervisor"), told.url)
    assert shown.count("無人值班") == 6
    assert "hotline_gaps" not in {each.key for each in waits_for(cast.actor("clerk"))}


def test_a_shift_is_handed_over_and_the_next_one_acknowledges(cast: Any) -> None:
    on = line(cast)
    mine = duty(cast, on, "clerk", china(12, 8), china(12, 18))
    duty(cast, on, "officer", china(12, 18), china(12, 22))
    in_vain(on.pk)
    with time_machine.travel(china(12, 17, 50), tick=False):
        (until,) = [each for each in waits_for(cast.actor("clerk")) if each.key == "hotline_duty"]
        assert (until.count, until.url) == ("18:00", f"{LIST}duties/{mine.pk}/")
        assert not [each for each in waits_for(cast.actor("officer")) if each.key == "hotline_duty"]
        clerk = browser(cast, "clerk")
        assert "交班" in page(clerk, until.url)
        answer = clerk.post(f"{until.url}hand-over/", {"words": "甲公司的人說六點後方便"})
        note = HandOver.objects.get()
        assert answer["Location"] == f"{LIST}hand-overs/{note.pk}/"
        shown = page(clerk, answer["Location"])
        assert "199****1111" in shown
        assert "已閱，接班" not in shown
        assert "甲公司的人說六點後方便" in clerk.get(f"{until.url}hand-over/").content.decode()
        assert clerk.post(f"{until.url}hand-over/", {"words": "字" * 1001}).status_code == 422
    with time_machine.travel(china(12, 18), tick=False):
        officer = browser(cast, "officer")
        (waits,) = [each for each in waits_for(cast.actor("officer")) if each.key == "hotline_hand_over"]
        assert (waits.count, waits.harm) == ("1", Harm.STANDS_STILL)
        assert "甲公司" in page(officer, waits.url)
        assert "甲公司" not in page(clerk, waits.url)
        assert "甲公司" in page(clerk, f"{LIST}hand-overs/?line={on.pk}&show=open")
        address = f"{LIST}hand-overs/{note.pk}/"
        assert "已閱，接班" in page(officer, address)
        assert "已閱，接班" not in page(browser(cast, "secretariat"), address)
        assert officer.post(f"{address}read/")["Location"] == address
        assert "officer已閱，2026-05-12 18:00" in page(officer, address)
        assert not [each for each in waits_for(cast.actor("officer")) if each.key == "hotline_hand_over"]
        assert "甲公司" not in page(clerk, f"{LIST}hand-overs/?show=open")


@THEN
def test_incoming_calls_of_ones_own_line_come_first_and_say_who_is_on_duty(cast: Any) -> None:
    mine, hers = line(cast), line(cast, name="乙線")
    duty(cast, mine, "clerk", china(12, 8), china(12, 18))
    duty(cast, hers, "officer", china(12, 8), china(12, 17))
    hear(hers.pk, heard("arrived", -60, call="c-1", number=OTHER))
    hear(mine.pk, heard("arrived", -20, call="c-2"))
    opened = browser(cast, "clerk").get(f"{LIST}now/")
    told = [(each["is_first"], each["on_duty"]) for each in opened.context["calls"]]
    assert told == [(True, "值班：clerk（至 18:00）"), (False, "值班：officer（至 17:00）")]
    assert "值班：officer（至 17:00）" in opened.content.decode()
    assert browser(cast, "clerk").get(f"{LIST}now/calls/").content.decode().count("button--primary") == 1
    in_vain(mine.pk, "c-3", minutes=-10)
    in_vain(hers.pk, "c-4", minutes=-10, number=OTHER)
    (waits,) = [each for each in waits_for(cast.actor("clerk")) if each.key == "hotline_missed"]
    assert waits.count == "1"
    shown = page(browser(cast, "clerk"), waits.url)
    assert ("199****1111" in shown, "199****2222" in shown) == (True, False)


def test_hours_and_spans_read_as_people_say_them(cast: Any) -> None:
    assert span_words(Span(china(12, 8), china(12, 12))) == "08:00–12:00"
    assert span_words(Span(china(12, 20), china(13, 8))) == "20:00–08:00 (+1)"
    assert hours_words(manned(cast)).endswith("08:00–12:00")
    assert hours_words(line(cast, hours_from=time(0), hours_until=time(0))) == "00:00–00:00"
    assert PLAN.hours_from is None
