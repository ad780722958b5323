"""The pages of stalls: the plan and its list to print, the forms, the buttons with and without scripts, the desk, the board. All expectations are by hand."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.activities import services as activities
from open315.activities.tests.test_show_activities import browser, words
from open315.cases.models import Case
from open315.core.facts import Period, Scope, compute
from open315.core.spans import Span
from open315.stalls import queries, rules, services
from open315.stalls.models import KitItem, Press, Shift, Stall, StallCase
from open315.stalls.tests.making import BEGINS, ENDS, NOW, at, consultation, police, press, secretary, stall
from open315.stalls.tests.test_take_complaints import case
from open315.stalls.types import KitPlan, ShiftPlan

pytestmark = pytest.mark.django_db
NOT_THE_DAY = "活動開始前三小時起至結束後十二小時內可以計數。"
ON_THAT_DAY = time_machine.travel(NOW, tick=False)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return words(answer.content.decode())


def counting(row: Stall) -> str:
    return f"/console/stalls/stall/{row.pk}/count/"


@ON_THAT_DAY
def test_a_secretary_enters_a_stall_a_shift_and_what_is_to_be_brought(cast: Any) -> None:
    client, activity = browser(cast), consultation(cast, "province")
    partner = police(activity, secretary(cast, "province"))
    sent = {"number": "1", "position": "東側", "partner": str(partner), "body": "", "offers": "防詐騙宣傳"}
    answer = client.post(f"/console/stalls/{activity.pk}/enter/", sent)
    assert answer["Location"] == f"/console/stalls/{activity.pk}/"
    row = Stall.objects.get()
    assert (row.body, row.partner_id) == ("武漢市公安局", partner)
    shift = {"starts_at": "2026-05-12T08:00", "ends_at": "2026-05-12T10:00", "office": "法規科", "people": "2"}
    client.post(f"/console/stalls/stall/{row.pk}/shifts/add/", shift)
    client.post(f"/console/stalls/stall/{row.pk}/kit/add/", {"what": "摺疊桌", "amount": "2張", "brings": ""})
    plan = page(client, f"/console/stalls/{activity.pk}/")
    for said in (
        "1號 武漢市公安局",
        "防詐騙宣傳",
        "東側",
        "08:00–10:00 · 法規科 · 2人",
        "10:00–12:00 無人值守",
        "摺疊桌 2張",
        "待備齊",
    ):
        assert said in plan, said
    client.post(f"/console/stalls/kit/{KitItem.objects.get().pk}/mark/packed/")
    printed = page(client, f"/console/stalls/{activity.pk}/print/")
    for said in ("武漢市公安局", "08:00–10:00 · 法規科 · 2人", "10:00–12:00 無人值守", "摺疊桌 2張", "☑", "☐"):
        assert said in printed, said
    client.post(f"/console/stalls/stall/{row.pk}/edit/", {**sent, "body": "公安分局", "number": "3", "version": "1"})
    row.refresh_from_db()
    assert (row.number, row.body) == (3, "公安分局")
    client.post(f"/console/stalls/shifts/{Shift.objects.get().pk}/take-out/")
    client.post(f"/console/stalls/kit/{KitItem.objects.get().pk}/take-out/")
    assert not Shift.objects.exists()
    assert not KitItem.objects.exists()
    client.post(f"/console/stalls/stall/{row.pk}/take-out/", {"version": "2"})
    assert "尚未登記攤位" in page(client, f"/console/stalls/{activity.pk}/")


@ON_THAT_DAY
def test_what_is_wrong_is_said_at_the_field(cast: Any) -> None:
    client, activity = browser(cast), consultation(cast, "province")
    answer = client.post(f"/console/stalls/{activity.pk}/enter/", {"number": "1", "partner": "", "body": " "})
    assert answer.status_code == 422
    assert "請選擇設攤的參與單位，或填寫單位名稱。" in words(answer.content.decode())
    assert not Stall.objects.exists()


@ON_THAT_DAY
def test_the_list_shows_activities_with_stalls_and_an_activity_leads_there(cast: Any) -> None:
    row = stall(cast)
    consultation(cast, "huangshi", title="黃石諮詢")
    listed = page(browser(cast, "clerk"), "/console/stalls/")
    assert "現場諮詢服務" in listed
    assert "黃石諮詢" not in listed
    assert "黃石諮詢" in page(browser(cast), "/console/stalls/")
    assert "現場諮詢服務" not in page(browser(cast, "clerk"), "/console/stalls/?first=2026-05-13")
    assert "現場諮詢服務" in page(browser(cast, "clerk"), "/console/stalls/?last=2026-05-12")
    assert (
        f"/console/stalls/{row.activity_id}/"
        in browser(cast).get(f"/console/activities/{row.activity_id}/").content.decode()
    )


def buttons(client: Client, row: Stall, counter: str) -> list[str]:
    """The values of the buttons of a counter."""
    drawn = client.get(counting(row)).content.decode()
    return re.findall(rf'value="({counter}\.\d+\.[^"]+)"', drawn)


@ON_THAT_DAY
def test_without_scripts_a_button_counts_once_however_often_it_is_sent(cast: Any) -> None:
    client, row = browser(cast, "clerk"), stall(cast)
    (value,) = buttons(client, row, "enquiries")
    assert client.post(counting(row), {"press": value})["Location"] == counting(row)
    assert queries.totals_at(row.pk) == {"enquiries": 1}
    again = words(client.post(counting(row), {"press": value}, follow=True).content.decode())
    assert "這一次已經計過" in again
    assert queries.totals_at(row.pk) == {"enquiries": 1}
    (fresh,) = buttons(client, row, "enquiries")
    assert fresh != value
    client.post(counting(row), {"press": fresh})
    assert [each.split(".")[1] for each in buttons(client, row, "leaflets")] == ["1", "10", "50"]
    client.post(counting(row), {"press": buttons(client, row, "leaflets")[2]})
    assert queries.totals_at(row.pk) == {"enquiries": 2, "leaflets": 50}
    refused = words(client.post(counting(row), {"press": "boards.1.x"}, follow=True).content.decode())
    assert "沒有這個按鈕。" in refused


@ON_THAT_DAY
def test_the_last_press_is_taken_back_by_a_button(cast: Any) -> None:
    client, row = browser(cast, "clerk"), stall(cast)
    services.press(row.pk, [press("a")], actor=cast.actor("clerk"), at=NOW)
    assert "撤回上一次 諮詢 +1" in page(client, counting(row))
    answer = client.post(f"/console/stalls/stall/{row.pk}/undo/", {"token": "a"}, follow=True)
    assert "已撤回上一次計數。" in words(answer.content.decode())
    assert "10:00 諮詢 +1 已撤回" in page(client, counting(row))
    answer = client.post(f"/console/stalls/stall/{row.pk}/undo/", {"token": "b"}, follow=True)
    assert "沒有這次計數。" in words(answer.content.decode())


def sent(*presses: dict[str, Any], undone: tuple[str, ...] = ()) -> dict[str, str]:
    return {"presses": json.dumps(presses), "undone": json.dumps(undone)}


@ON_THAT_DAY
def test_with_scripts_presses_come_in_a_batch_with_their_moments_and_count_once(cast: Any) -> None:
    client, row = browser(cast, "clerk"), stall(cast)
    one = {"token": "a", "counter": "enquiries", "number": 1, "at": "2026-05-12T01:30:00.000Z"}
    two = {"token": "b", "counter": "leaflets", "number": 50, "at": "2026-05-12T01:40:00.000Z"}
    answer = client.post(counting(row), sent(one, two))
    assert (answer.status_code, answer.json()) == (200, {"totals": {"enquiries": 1, "leaflets": 50}, "refused": []})
    assert client.post(counting(row), sent(one, two)).json() == {
        "totals": {"enquiries": 1, "leaflets": 50},
        "refused": [],
    }
    assert Press.objects.get(token="a").pressed_at == datetime(2026, 5, 12, 9, 30, tzinfo=BEGINS.tzinfo)
    answer = client.post(counting(row), sent(undone=("b",)))
    assert answer.json() == {"totals": {"enquiries": 1}, "refused": []}
    answer = client.post(counting(row), sent(two, undone=("b",)))
    assert answer.json() == {"totals": {"enquiries": 1}, "refused": []}
    unsaid = {"token": "c", "counter": "enquiries", "number": 1, "at": "yesterday"}
    client.post(counting(row), sent(unsaid))
    assert Press.objects.get(token="c").pressed_at == NOW


@ON_THAT_DAY
def test_a_batch_that_is_none_is_refused_and_says_why(cast: Any) -> None:
    client, row = browser(cast, "clerk"), stall(cast)
    for wrong in (
        {"presses": "nonsense"},
        {"presses": '[{"token": "a", "counter": "enquiries", "number": 1e999}]'},
        {"presses": "3"},
        {"presses": '[{"token": "a"}]'},
        {"presses": '["a"]'},
    ):
        answer = client.post(counting(row), wrong)
        assert answer.status_code == 422, wrong
        assert answer.json() == {"unread": "此請求不是來自攤位頁面。"}, wrong
    assert not Press.objects.exists()


@ON_THAT_DAY
def test_on_another_day_the_telephone_is_told_why_nothing_counts(cast: Any) -> None:
    client = browser(cast, "clerk")
    row = stall(cast, activity=consultation(cast, starts_at=at(8, day=20), ends_at=at(12, day=20)))
    answer = client.post(counting(row), sent({"token": "a", "counter": "enquiries", "number": 1}))
    assert (answer.status_code, answer.json()) == (
        200,
        {"totals": {}, "refused": [{"token": "a", "words": NOT_THE_DAY}]},
    )


@ON_THAT_DAY
def test_a_press_that_is_refused_holds_up_no_other(cast: Any) -> None:
    client, row = browser(cast, "clerk"), stall(cast)
    early = {"token": "early", "counter": "leaflets", "number": 1, "at": "2026-05-11T01:30:00.000Z"}
    strange = {"token": "strange", "counter": "boards", "number": 1}
    good = {"token": "good", "counter": "enquiries", "number": 1}
    for _time in range(2):
        answer = client.post(counting(row), sent(early, strange, good, undone=("never",))).json()
        assert answer == {
            "totals": {"enquiries": 1},
            "refused": [
                {"token": "early", "words": NOT_THE_DAY},
                {"token": "strange", "words": "沒有這個按鈕。"},
                {"undo": "never", "words": "沒有這次計數。"},
            ],
        }
    assert list(Press.objects.values_list("token", flat=True)) == ["good"]


@ON_THAT_DAY
def test_the_shell_of_the_buttons_tells_no_number_and_nobody_and_until_when_it_is_kept(cast: Any) -> None:
    client, row = browser(cast, "clerk"), stall(cast)
    services.press(row.pk, [press("a")], actor=cast.actor("clerk"), at=NOW)
    assert f'data-offline="{counting(row)}shell/"' in client.get(counting(row)).content.decode()
    answer = client.get(f"{counting(row)}shell/")
    drawn = answer.content.decode()
    assert f'data-tally="{counting(row)}"' in drawn
    assert [each.split(".")[1] for each in buttons(client, row, "leaflets")] == ["1", "10", "50"]
    assert "data-tally-total>0<" in drawn
    assert "data-tally-total>1<" not in drawn
    assert "csrfmiddlewaretoken" not in drawn
    assert "辦件員" not in drawn
    assert answer["X-Kept-Until"] == "2026-05-12T16:00:00+00:00"
    assert client.post(f"{counting(row)}shell/").status_code == 405


COMPLAINT = {
    "channel": "hotline", "kind": "complaint", "purpose": "", "phone": "13900139000", "name": "測試消費者", "title": "過期餅乾", "narrative": "買到過期餅乾，店家拒絕退貨。",
    "trader_name": "示例超市", "trader_kind": "offline", "place": "420106", "goods": "food", "nature": "quality", "claims": "refund", "foreclosure": "on",
}  # fmt: skip


@ON_THAT_DAY
def test_a_complaint_taken_at_a_stall_is_a_case_of_the_desk_and_counts_once(cast: Any) -> None:
    client, row = browser(cast, "clerk"), stall(cast)
    address = f"/console/desk/?at=stall.{row.pk}"
    assert f"{address}" in client.get(counting(row)).content.decode()
    drawn = client.get(address).content.decode()
    assert "1號 武漢市公安局，現場諮詢服務。案件將關聯到此攤位，並計為該攤位的一件投訴。" in words(drawn)
    submission = re.findall(r'name="submission"\s+value="([^"]+)"', drawn)[0]
    form = {**COMPLAINT, "submission": submission}
    answer = client.post(address, form)
    assert answer.status_code == 302, words(answer.content.decode())[:600]
    assert answer["Location"].endswith(f"/?at=stall.{row.pk}")
    client.post(address, form)
    found = Case.objects.get()
    assert found.channel == "desk"
    assert StallCase.objects.get().case_id == found.pk
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}
    receipt = client.get(answer["Location"]).content.decode()
    assert counting(row) in receipt
    assert "返回攤位" in words(receipt)
    about = page(client, f"/console/stalls/stall/{row.pk}/")
    assert found.number in about
    assert "隨案件計數" in about


@ON_THAT_DAY
def test_a_place_that_is_none_for_the_clerk_is_not_found_at_the_desk(cast: Any) -> None:
    own, foreign = stall(cast), stall(cast, "huangshi")
    client = browser(cast, "clerk")
    assert client.get(f"/console/desk/?at=stall.{own.pk}.counted").status_code == 200
    for asked in (f"stall.{foreign.pk}", "stall.x", "stall", "elsewhere.1"):
        assert client.get(f"/console/desk/?at={asked}").status_code == 404, asked


@ON_THAT_DAY
def test_one_counted_before_is_written_down_without_counting_again(cast: Any) -> None:
    client, row = browser(cast, "clerk"), stall(cast)
    services.press(row.pk, [press("a", "complaints_taken")], actor=cast.actor("clerk"), at=NOW)
    assert "有 1 件已計數而尚未立案" in page(client, f"/console/stalls/stall/{row.pk}/")
    address = f"/console/desk/?at=stall.{row.pk}.counted"
    drawn = client.get(address).content.decode()
    submission = re.findall(r'name="submission"\s+value="([^"]+)"', drawn)[0]
    assert client.post(address, {**COMPLAINT, "submission": submission}).status_code == 302
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}
    assert "尚未立案" not in page(client, f"/console/stalls/stall/{row.pk}/")


@ON_THAT_DAY
def test_a_case_is_linked_by_its_number_and_taken_off_again(cast: Any) -> None:
    client, row, taken = browser(cast, "clerk"), stall(cast), case(cast)
    number = Case.objects.get(pk=taken).number
    address = f"/console/stalls/stall/{row.pk}/cases/link/"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"number": "沒有", "was_counted": ""})
    assert answer.status_code == 422
    assert "沒有這件案件。" in words(answer.content.decode())
    assert client.post(address, {"number": f" {number} "}).status_code == 302
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}
    client.post(f"/console/stalls/stall/{row.pk}/cases/{taken}/unlink/")
    assert not StallCase.objects.exists()
    assert client.post(address, {"number": number, "was_counted": "on"}).status_code == 302
    assert queries.totals_at(row.pk) == {}
    assert "有 1 件已立案而未計數" in page(client, f"/console/stalls/stall/{row.pk}/")


@ON_THAT_DAY
def test_the_board_tells_each_stall_each_hour_and_who_is_silent(cast: Any) -> None:
    row = stall(cast)
    quiet = stall(cast, activity=row.activity, number=2, name="律師協會")
    services.add_shift(row.pk, ShiftPlan(BEGINS, ENDS, "法規科"), actor=secretary(cast), at=cast.at)
    clerk = cast.actor("clerk")
    services.press(
        row.pk,
        [press("a", pressed_at=at(8, 59)), press("b", pressed_at=at(9)), press("c", "leaflets", 50, at(9, 31))],
        actor=clerk,
        at=NOW,
    )
    services.press(
        quiet.pk, [press("a", pressed_at=at(9, 30)), press("z", "complaints_taken", 1, at(9, 10))], actor=clerk, at=NOW
    )
    services.undo(row.pk, token="b", actor=clerk, at=NOW)
    board = page(browser(cast, "clerk"), f"/console/stalls/{row.activity_id}/board/")
    for said in (
        "截至 10:00。", "諮詢 2 投訴 1 現場調解 0 宣傳資料 50 已立案投訴 0 暫無計數的攤位 1",
        "1號 武漢市公安局 1 0 0 50 0 09:31", "2號 律師協會 1 1 0 0 0 09:30 暫無計數 此刻無人值守 有 1 件已計數而尚未立案",
        "05-12 08:00–08:59 1 0 0 0", "05-12 09:00–09:59 1 1 0 50", "確認活動已舉辦後",
    ):  # fmt: skip
        assert said in board, said
    assert (
        f'hx-get="/console/stalls/{row.activity_id}/board/part/"'
        in browser(cast).get(f"/console/stalls/{row.activity_id}/board/").content.decode()
    )
    with time_machine.travel(at(18), tick=False):
        activities.hold_activity(row.activity_id, actor=secretary(cast), at=at(18))
        after = browser(cast).get(f"/console/stalls/{row.activity_id}/board/").content.decode()
        assert "hx-get" not in after
        assert "活動已舉辦" in words(after)
        assert "暫無計數的攤位" not in words(after)


@pytest.mark.parametrize(
    ("shifts", "now", "expected"),
    [
        ([(8, 10)], at(8), True), ([(8, 10)], at(9, 59), True), ([(8, 10)], at(10), False), ([], at(8), False),
        ([], at(7, 59), True), ([], at(12), True), ([(10, 12)], at(9, 59), False), ([(10, 12)], at(11, 59), True),
    ],
)  # fmt: skip
def test_whether_somebody_is_at_the_stall_now(shifts: list[tuple[int, int]], now: Any, expected: bool) -> None:
    spans = [Span(at(first), at(last)) for first, last in shifts]
    assert rules.is_manned(spans, Span(BEGINS, ENDS), now) is expected


@ON_THAT_DAY
def test_the_page_of_the_activity_shows_count_typed_total_and_difference(cast: Any) -> None:
    row, actor = stall(cast), secretary(cast)
    services.press(row.pk, [press(str(n)) for n in range(12)], actor=actor, at=NOW)
    activities.hold_activity(row.activity_id, actor=actor, at=NOW)
    client = browser(cast)
    address = f"/console/activities/{row.activity_id}/"
    assert "12人次 現場計數" in page(client, address)
    drawn = page(client, f"{address}outputs/")
    assert "供比對的合計" in drawn
    client.post(f"{address}outputs/", {"enquiries": "15", "version": str(row.activity.version + 1)})
    assert "12人次 現場計數 另填合計：15 比計數多 3" in page(client, address)
    client.post(f"{address}outputs/", {"enquiries": "10"})
    assert "比計數少 2" in page(client, address)


@ON_THAT_DAY
def test_the_complaints_of_stalls_are_a_figure_with_its_rows(cast: Any) -> None:
    row, actor, clerk = stall(cast), secretary(cast), cast.actor("clerk")
    services.link_case(row.pk, case_id=case(cast), actor=clerk, at=NOW)
    activities.hold_activity(row.activity_id, actor=actor, at=NOW)
    period = Period(at(0).date(), at(0).date())
    found: Any = compute("stalls.complaints_taken", period, Scope(), cast.actor("secretariat"))
    assert found.value == 1
    value: Any = compute("activities.output.complaints_taken", period, Scope(), cast.actor("secretariat"))
    assert value.value == 1
    shown = page(browser(cast), "/console/facts/stalls.complaints_taken/rows/?first=2026-05-12&last=2026-05-12")
    assert Case.objects.get().number in shown


@ON_THAT_DAY
def test_few_questions_are_asked_for_a_page_however_many_stalls(cast: Any, django_assert_max_num_queries: Any) -> None:
    row = stall(cast)
    for n in range(2, 12):
        other = stall(cast, activity=row.activity, number=n)
        services.add_item(other.pk, KitPlan("桌"), actor=secretary(cast), at=NOW)
        services.press(other.pk, [press("a")], actor=cast.actor("clerk"), at=NOW)
    client = browser(cast)
    for path in (
        f"{row.activity_id}/",
        f"{row.activity_id}/board/",
        f"{row.activity_id}/print/",
        f"stall/{row.pk}/count/",
    ):
        client.get(f"/console/stalls/{path}")
        with django_assert_max_num_queries(24):
            client.get(f"/console/stalls/{path}")
