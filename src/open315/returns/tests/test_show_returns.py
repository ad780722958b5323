"""The pages of returns: asking, filling in, what is said at the field, signing, the lists, the file, what all came to."""

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.tests.making import held
from open315.returns import services
from open315.returns.models import Call, Filing, Return
from open315.returns.tests.making import asked, campaign, filled, last_year, of, secretary_of, signed, told
from open315.returns.types import Answer
from tests.rows import DRAFTS, nothing_changes

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ON_THAT_DAY = time_machine.travel(NOW, tick=False)


def browser(cast: Any, who: str = "secretariat", language: str = "zh-hant") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return words(answer.content.decode())


def at(row: Return, step: str = "") -> str:
    return f"/console/returns/{row.pk}/{step}"


@ON_THAT_DAY
def test_the_secretary_asks_and_the_bodies_stand_on_the_page(cast: Any) -> None:
    campaign(cast, 2027)
    this = campaign(cast)
    client = browser(cast)
    form = client.get("/console/returns/calls/new/").content.decode()
    assert re.findall(r'<option value="(\d*)"\s+selected', form) == [str(this.pk)]
    for said in ('value="2026-03-01"', 'value="2026-03-15"', 'value="2026-05-26"', "宣傳展板", "發出上報通知"):
        assert said in form, said
    ids = [cast.bodies[name].pk for name in ("wuhan", "huangshi")]
    assert re.findall(r'name="councils" value="(\d+)"[^>]*checked', form) == [str(each) for each in ids]
    sent = {
        "title": "活動成果", "campaign": this.pk, "first": "2026-03-01", "last": "2026-03-15", "due_on": "2026-05-20",
        "indicators": ["boards", "leaflets"], "councils": ids, "note": "",
    }  # fmt: skip
    answer = client.post("/console/returns/calls/new/", sent)
    call = Call.objects.get()
    assert answer["Location"] == f"/console/returns/calls/{call.pk}/"
    found = page(client, answer["Location"])
    for said in (
        "武漢市消費者協會 待填報 2026-05-20",
        "黃石市消費者委員會 待填報",
        "已簽發0份，共2份，逾期0份",
        "宣傳資料、宣傳展板",
    ):
        assert said in found, said
    with nothing_changes(DRAFTS):
        refused = client.post("/console/returns/calls/new/", {**sent, "title": "又一份"})
    assert refused.status_code == 422
    assert "再要就會重複計算" in refused.content.decode()
    listed = page(client, "/console/returns/calls/")
    assert "活動成果 湖北省消費者委員會 2026-03-01 – 2026-03-15 2026-05-20 2 0" in listed


@ON_THAT_DAY
def test_a_clerk_fills_in_and_reads_at_each_field_what_the_system_knows(cast: Any) -> None:
    last_year(cast, told(leaflets="1000", boards="60"))
    who = secretary_of(cast, "wuhan")
    activity = held(who, cast.at, kind="consultation")
    outputs.report_outputs(activity.pk, [Told("boards", "", "50")], actor=who, at=cast.at)
    row = of(asked(cast), cast.bodies["wuhan"])
    client = browser(cast, "clerk")
    assert "填報" in page(client, at(row))
    form = page(client, at(row, "fill/"))
    assert "系統記錄合計：50塊。 去年：60塊。" in form
    assert "去年：1,000份。" in form
    markup = client.get(at(row, "fill/")).content.decode()
    assert 'type="text" name="boards__reason"' not in markup
    kinds = {f"{code}__kind": "value" for code in ("leaflets", "boards", "enquiries")}
    sent = {**kinds, "leaflets": "3000餘", "boards": "49", "enquiries": "很多人", "version": "1"}
    with nothing_changes(DRAFTS):
        refused = client.post(at(row, "fill/"), sent)
    said = words(refused.content.decode())
    assert refused.status_code == 422
    for fault in (
        "去年為1,000份，今年達到三倍或以上",
        "系統中的活動記錄合計50塊，多於此數",
        "請填一個數字，準確數（1450）",
    ):
        assert fault in said, fault
    assert 'type="text" name="boards__reason"' in refused.content.decode()
    assert 'type="hidden" name="enquiries__reason"' in refused.content.decode()
    reasons = {"leaflets__reason": "加印", "boards__reason": "一塊損壞"}
    sent |= {**reasons, "enquiries": "", "enquiries__kind": "unknown"}
    assert client.post(at(row, "fill/"), sent)["Location"] == at(row)
    found = page(client, at(row))
    for line in (
        "宣傳資料 3,000餘份 1,000份 加印",
        "宣傳展板 49塊 50塊 少於記錄 60塊 一塊損壞",
        "解答諮詢 不詳",
        "待簽發",
    ):
        assert line in found, line
    assert "等待第二人簽發" not in found
    markup = client.get(at(row, "fill/")).content.decode()
    assert 'value="3000餘"' in markup
    assert 'value="加印"' in markup


@ON_THAT_DAY
def test_the_second_person_signs_or_sends_back_and_the_first_reads_that_he_cannot(cast: Any) -> None:
    row = of(asked(cast), cast.bodies["wuhan"])
    services.fill_in(row.pk, told(), actor=cast.actor("officer"), at=cast.at)
    found = page(browser(cast, "officer"), at(row))
    assert "等待第二人簽發" in found
    assert "退回" not in found
    client = browser(cast, "supervisor")
    assert "退回" in page(client, at(row))
    client.post(at(row, "send-back/"), {"reason": "少填", "version": "2"})
    assert "待重填" in page(client, at(row))
    assert "重填理由 少填" in page(client, at(row))
    services.fill_in(row.pk, told(), actor=cast.actor("officer"), at=cast.at)
    answer = client.post(at(row, "sign/"), {"version": "4"}, follow=True)
    assert "上報表已簽發，計入統計。" in words(answer.content.decode())
    row.refresh_from_db()
    assert row.state == "signed"
    found = page(client, at(row))
    assert "第2版 2026-05-12 10:00 officer 2026-05-12 10:00 supervisor 第1版" in found
    assert "更正" not in found  # the supervisor signs, and does not fill in


@ON_THAT_DAY
def test_a_signed_return_is_corrected_with_a_reason_and_every_filing_stays(cast: Any) -> None:
    row = signed(cast)
    client = browser(cast, "clerk")
    kinds = {f"{code}__kind": "value" for code in ("leaflets", "boards", "enquiries")}
    sent = {**kinds, "leaflets": "3000餘", "boards": "36", "enquiries": "近百", "version": "3"}
    assert client.post(at(row, "correct/"), sent).status_code == 422
    assert client.post(at(row, "correct/"), {**sent, "reason": "清點"})["Location"] == at(row)
    first, second = Filing.objects.order_by("number")
    assert "宣傳展板 35塊" in page(client, f"/console/returns/filings/{first.pk}/")
    found = page(client, f"/console/returns/filings/{second.pk}/")
    assert "武漢市消費者協會第2版" in found
    assert "宣傳展板 36塊" in found
    above = browser(cast)
    assert "宣傳展板 35塊" in page(above, at(row))
    assert above.get(f"/console/returns/filings/{second.pk}/").status_code == 404


@ON_THAT_DAY
def test_the_council_that_asked_opens_again_moves_the_day_and_closes(cast: Any) -> None:
    row = signed(cast)
    client = browser(cast)
    assert "重新開放" in page(client, at(row))
    assert 'value="2026-05-19"' in client.get(at(row, "reopen/")).content.decode()
    sent = {"reason": "與記錄不符", "due_on": "2026-05-30", "version": "3"}
    assert client.post(at(row, "reopen/"), sent)["Location"] == at(row)
    assert "為何" not in page(client, at(row))
    assert "重填理由 與記錄不符" in page(client, at(row))
    call = f"/console/returns/calls/{row.call_id}/"
    assert client.post(f"{call}move/", {"due_on": "2026-05-12", "reason": "提前", "version": "1"})["Location"] == call
    assert set(Return.objects.values_list("due_on", flat=True)) == {date(2026, 5, 12)}
    client.post(f"{call}close/", {"version": "2"})
    found = page(client, call)
    assert "結束時間 2026-05-12 10:00" in found
    assert "調整期限" not in found


@ON_THAT_DAY
def test_the_late_stand_in_a_list_of_their_own(cast: Any) -> None:
    row = signed(cast, due_on=date(2026, 5, 12))
    client = browser(cast)
    assert "逾期" not in page(client, f"/console/returns/calls/{row.call_id}/").replace("逾期0份", "")
    with time_machine.travel(datetime(2026, 5, 13, 2, 0, tzinfo=UTC), tick=False):
        client = browser(cast)
        found = page(client, "/console/returns/?state=late")
        assert "黃石市消費者委員會 「3·15」活動成果 2026-03-01 – 2026-03-15 待填報 逾期 2026-05-12" in found
        assert "武漢市消費者協會 「3·15」活動成果" not in found
        assert "逾期1份" in page(client, f"/console/returns/calls/{row.call_id}/")
        assert "黃石市消費者委員會 「3·15」" not in page(client, f"/console/returns/?council={row.council_id}")
        assert "黃石市消費者委員會 「3·15」" not in page(client, "/console/returns/?state=signed")


@ON_THAT_DAY
def test_what_all_came_to_opens_what_each_told_and_is_not_for_those_below(cast: Any) -> None:
    row = signed(cast, told(boards="30"))
    who = secretary_of(cast, "huangshi")
    activity = held(who, cast.at, kind="consultation")
    outputs.report_outputs(activity.pk, [Told("boards", "", "45")], actor=who, at=cast.at)
    client, call = browser(cast), f"/console/returns/calls/{row.call_id}/"
    found = page(client, call)
    assert "宣傳展板 30塊 1個單位尚未上報 45塊 少於記錄 1" in found
    assert f'href="{call}values/boards/"' in client.get(call).content.decode()
    found = page(client, f"{call}values/boards/")
    assert "武漢市消費者協會 已簽發 30塊 已計入" in found
    assert "黃石市消費者委員會 待填報 45塊 尚未簽發" in found
    assert "合計 30塊 1個單位尚未上報" in found
    assert "尚未上報" not in page(browser(cast, "clerk"), call)
    assert browser(cast, "clerk").get(f"{call}values/boards/").status_code == 404
    assert client.get(f"{call}values/lawyers/").status_code == 404
    english = words(browser(cast, language="en").get(call).content.decode())
    assert "1 body has not told yet" in english


@ON_THAT_DAY
def test_more_bodies_and_more_filings_ask_the_database_no_more_often(cast: Any) -> None:
    """Each body used to cost two statements in the file, and one on the page of an indicator."""
    row = signed(cast)
    first = browser(cast)
    addresses = ("/console/returns/export/", f"/console/returns/calls/{row.call_id}/values/boards/")

    def statements(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = first.get(address)
            b"".join(answer)
        return len(asked)

    before = [statements(address) for address in addresses]
    for name in ("huangshi", "market", "health"):
        Return.objects.get_or_create(
            call=row.call, council=cast.bodies[name], defaults={"due_on": row.due_on, "created_at": cast.at}
        )
    services.correct(row.pk, told(), reason="更正", actor=cast.actor("clerk"), at=cast.at)
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at)
    assert [statements(address) for address in addresses] == before


@ON_THAT_DAY
def test_the_file_has_each_signed_value_and_each_return_without_one(cast: Any) -> None:
    row = filled(cast, [*told(leaflets="3000餘")[:2], Answer("enquiries", "nothing")])
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at)
    answer = browser(cast).get("/console/returns/export/")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0] == (
        "id,上報表,起始日,截止日,地區代碼,機構,狀態,期限,版次,簽發時間,代碼,指標,單位,填報方式,數值,準確程度,理由"
    )
    about = (
        f"{row.pk},「3·15」活動成果,2026-03-01,2026-03-15,420100,武漢市消費者協會,已簽發,2026-05-20,1,2026-05-12 10:00,"
    )
    assert lines[1:4] == [
        f"{about}leaflets,宣傳資料,份,按所填,3000餘,at_least,",
        f"{about}boards,宣傳展板,塊,按所填,35,exact,",
        f"{about}enquiries,解答諮詢,人次,無,,,",
    ]
    other = of(row.call, cast.bodies["huangshi"])
    assert (
        lines[4]
        == f"{other.pk},「3·15」活動成果,2026-03-01,2026-03-15,420200,黃石市消費者委員會,待填報,2026-05-20,,,,,,,,,"
    )
    assert len(lines) == 6  # the last says what list it was, when and by which filters
