"""The pages of what an activity put out: the panel, the form of what is expected, the form for one more, the column of the file."""

import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.activities.models import Activity, Output
from open315.activities.outputs import services
from open315.activities.tests.making import held, planned
from open315.activities.tests.test_report_outputs import standing, told
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


def fields(page: str) -> list[str]:
    return re.findall(r'<input type="text" name="([\w.]+)"', page)


def of(activity: Activity) -> str:
    return f"/console/activities/{activity.pk}/"


@ON_THAT_DAY
def test_what_is_expected_is_asked_for_and_what_is_written_stands_on_the_page(cast: Any) -> None:
    client, activity = browser(cast), held(cast.actor("secretariat"), cast.at)
    page = words(client.get(of(activity)).content.decode())
    assert "出席人員 尚未填報" in page
    assert "填報活動成果" in page
    form = client.get(f"{of(activity)}outputs/").content.decode()
    assert fields(form) == ["attendance", "enterprises", "outlets"]
    sent = {"attendance": "150多人", "enterprises": "數十", "outlets": "", "version": "2"}
    assert client.post(f"{of(activity)}outputs/", sent)["Location"] == of(activity)
    page = words(client.get(of(activity)).content.decode())
    for said in ("出席人員 150餘人次 2026-05-12 10:00", "參加企業 數十 文字", "到場媒體 尚未填報", "更正活動成果"):
        assert said in page, said
    english = words(browser(cast, language="en").get(of(activity)).content.decode())
    assert "People present more than 150 attendances" in english


@ON_THAT_DAY
def test_a_correction_and_a_withdrawal_show_what_stood_there_before(cast: Any) -> None:
    client, actor = browser(cast), cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(attendance="150", outlets="20多"), actor=actor, at=cast.at)
    address = f"{of(activity)}outputs/"
    assert fields(client.get(address).content.decode()) == ["attendance", "enterprises", "outlets", "reason"]
    sent = {"attendance": "152", "outlets": "", "enterprises": ""}
    with nothing_changes(DRAFTS):
        refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "更正或撤回已填報的數字，請寫明理由。" in refused.content.decode()
    assert client.post(address, {**sent, "reason": "按簽到冊更正"})["Location"] == of(activity)
    page = words(client.get(of(activity)).content.decode())
    assert "出席人員 152人次 2026-05-12 10:00 150人次，2026-05-12 10:00更正 · 按簽到冊更正" in page
    assert "到場媒體 已撤回 20餘家次，2026-05-12 10:00撤回 · 按簽到冊更正" in page


@ON_THAT_DAY
def test_what_is_wrong_is_said_at_its_field_and_kept(cast: Any) -> None:
    client, activity = browser(cast), held(cast.actor("secretariat"), cast.at)
    with nothing_changes(DRAFTS):
        answer = client.post(f"{of(activity)}outputs/", {"attendance": "很熱鬧"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="很熱鬧"' in page
    assert "請填一個數字，準確數（1450）或約數" in page


@ON_THAT_DAY
def test_one_more_is_chosen_from_the_dictionary(cast: Any) -> None:
    client, activity = browser(cast), held(cast.actor("secretariat"), cast.at, kind="destruction")
    address = f"{of(activity)}outputs/new/"
    form = client.get(address).content.decode()
    assert '<optgroup label="假冒偽劣商品">' in form
    assert "銷毀件數：捲菸 (件)" in html.unescape(form)
    assert client.post(address, {"what": "fakes_number.tobacco", "said": "1200餘"})["Location"] == of(activity)
    assert standing(activity) == {"fakes_number.tobacco": ("1200餘", 120_000, "at_least")}
    assert "fakes_number.tobacco" not in client.get(address).content.decode()
    assert fields(client.get(f"{of(activity)}outputs/").content.decode()) == ["fakes_number.tobacco", "reason"]
    page = words(client.get(of(activity)).content.decode())
    assert "銷毀件數：捲菸 1,200餘件" in page
    assert "銷毀貨值 尚未填報" in page


@ON_THAT_DAY
def test_a_planned_activity_has_no_outputs_and_a_reader_no_forms(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    assert "活動成果" not in words(browser(cast).get(of(activity)).content.decode())
    done = held(actor, cast.at)
    services.report_outputs(done.pk, told(fakes_value__salt="1.2萬元"), actor=actor, at=cast.at)
    page = words(browser(cast, "analyst").get(of(done)).content.decode())
    assert "銷毀貨值：食鹽 1.20萬元" in page
    assert "更正活動成果" not in page
    assert browser(cast).get("/console/activities/999999/outputs/").status_code == 404


@ON_THAT_DAY
def test_the_file_of_the_list_has_what_stands(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(attendance="150多", outlets="20", boards="5"), actor=actor, at=cast.at)
    services.report_outputs(activity.pk, told(outlets=""), reason="錯", actor=actor, at=cast.at)
    answer = browser(cast).get("/console/activities/export/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.splitlines()[0].endswith(",活動成果")
    assert '"出席人員：150餘人次\n宣傳展板：5塊"' in text.replace("\r\n", "\n")
    assert Output.objects.count() == 3
