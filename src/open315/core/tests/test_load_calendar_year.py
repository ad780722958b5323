from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from open315.core.audit.models import AuditEntry
from open315.core.calendar import CalendarUnknown, queries, services
from open315.core.calendar.completeness import missing_festivals
from open315.core.calendar.reading import read_notice
from open315.core.calendar.shipped import NoticeDay, notices
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent

WHOLE = """一、元旦：1月1日至3日放假，共3天。
二、春節：2月5日至11日放假調休，共7天。2月14日（星期日）上班。
三、清明節：4月3日至5日放假，共3天。
四、勞動節：5月1日至5日放假調休，共5天。5月8日（星期六）上班。
五、端午節：6月9日放假，共1天。
六、中秋節：9月15日放假，共1天。
七、國慶節：10月1日至7日放假調休，共7天。10月9日（星期六）上班。"""
"""Made up: nobody has announced 2027 yet."""
YEAR = read_notice(WHOLE, 2027)


def load(cast: Any, who: str = "administrator", **changes: Any) -> None:
    values = {"days": YEAR, "source": "國辦發明電〔2026〕7號", **changes}
    services.load_year(2027, actor=cast.actor(who), at=cast.at, **values)


def test_the_shipped_years_are_there_from_the_start(db: None) -> None:
    assert queries.load().loaded_years == frozenset(range(2007, 2027))


def test_the_calendar_stays_the_same_object_until_it_changes(cast: Any) -> None:
    before = queries.load()
    assert queries.load() is before
    load(cast)
    assert queries.load() is not before
    assert 2027 in queries.load().loaded_years


def test_loading_a_year_makes_its_days_known_and_tells_the_rooms(cast: Any) -> None:
    load(cast)
    assert queries.load().is_off(date(2027, 1, 1))
    assert OutboxEvent.objects.get(name=services.CHANGED).payload == {"year": 2027}
    assert AuditEntry.objects.get(event="calendar.year_loaded").data["off"] == 27


def test_only_an_administrator_loads_a_year(cast: Any) -> None:
    with pytest.raises(NotAllowed):
        load(cast, "officer")
    load(cast, "administrator")


def test_a_loaded_year_is_replaced_only_on_request(cast: Any) -> None:
    load(cast)
    with pytest.raises(Conflict):
        load(cast)
    load(cast, days=read_notice(WHOLE.replace("1月1日至3日放假，共3天", "1月1日放假"), 2027), replace=True)
    assert not queries.load().is_statutory_holiday(date(2027, 1, 2))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": " "}, "source"),
        ({"days": ()}, "days"),
        ({"days": (NoticeDay(date(2028, 1, 1), "元旦", True),)}, "days"),
        ({"days": (*YEAR, YEAR[0])}, "days"),
        ({"days": (*YEAR, NoticeDay(date(2027, 1, 5), "元旦", False))}, "days"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(cast: Any, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load(cast, **changes)
    assert caught.value.field == field
    assert 2027 not in queries.load().loaded_years


def correct(cast: Any, who: str = "administrator", **changes: Any) -> None:
    values = {"day": date(2026, 6, 1), "kind": "off", "name": "臨時放假", "reason": "國辦通知", **changes}
    services.correct_day(values.pop("day"), actor=cast.actor(who), at=cast.at, **values)


def test_one_day_can_be_corrected_and_put_back_with_a_reason(cast: Any) -> None:
    correct(cast)
    correct(cast)
    assert queries.load().is_off(date(2026, 6, 1))
    correct(cast, kind="plain", name="")
    assert not queries.load().is_off(date(2026, 6, 1))
    assert AuditEntry.objects.filter(event="calendar.day_corrected").count() == 3


@pytest.mark.parametrize(
    ("changes", "field"), [({"reason": ""}, "reason"), ({"kind": "?"}, "kind"), ({"name": ""}, "name")]
)
def test_a_correction_without_its_grounds_is_refused(cast: Any, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        correct(cast, **changes)
    assert caught.value.field == field


def test_a_day_of_a_year_nobody_loaded_cannot_be_corrected(cast: Any) -> None:
    with pytest.raises(NotFound):
        correct(cast, day=date(2031, 1, 1))


def test_only_an_administrator_corrects_a_day(cast: Any) -> None:
    with pytest.raises(NotAllowed):
        correct(cast, "supervisor")
    correct(cast)


@pytest.mark.parametrize("left_out", ["元旦", "春節", "清明節", "勞動節", "端午節", "中秋節", "國慶節"])
def test_a_notice_without_one_of_the_seven_festivals_leaves_the_year_unknown(cast: Any, left_out: str) -> None:
    lines = [line for line in WHOLE.splitlines() if left_out not in line]
    with pytest.raises(InvalidInput) as caught:
        load(cast, days=read_notice("\n".join(lines), 2027))
    assert caught.value.field == "days"
    with translation.override("zh-hant"):
        assert left_out in str(caught.value.message)
    assert 2027 not in queries.load().loaded_years


def test_only_new_year_pasted_for_2027_dates_no_clock(cast: Any) -> None:
    """What the user saw: "已載入 2027 年日曆", and 94 clocks dated, one inside Spring Festival."""
    with pytest.raises(InvalidInput):
        load(cast, days=read_notice("一、元旦：1月1日至3日放假，共3天。", 2027))
    with pytest.raises(CalendarUnknown):
        queries.load().add_working_days(date(2027, 2, 1), 5)
    assert not OutboxEvent.objects.filter(name=services.CHANGED).exists()


def test_every_shipped_year_is_whole() -> None:
    assert {each.year: missing_festivals(each.year, each.days) for each in notices()} == {
        year: [] for year in range(2007, 2027)
    }


def test_the_page_shows_what_was_not_read_and_refuses_a_wrong_count(cast: Any) -> None:
    client = Client()
    client.force_login(cast.accounts["administrator"], backend="allauth.account.auth_backends.AuthenticationBackend")
    first = {"year": 2027, "source": "測試", "step": "load"}
    page = client.post("/console/admin/calendar/load/", {**first, "text": WHOLE.replace("共7天。2", "共8天。2")})
    assert "通知寫明共8天，讀出7天" in page.content.decode()
    with_more = f"{WHOLE}\n部分景區自6月30日起另行安排。"
    page = client.post("/console/admin/calendar/load/", {**first, "text": with_more})
    assert "部分景區自6月30日起另行安排" in page.content.decode()
    assert 2027 not in queries.load().loaded_years
    assert client.post("/console/admin/calendar/load/", {**first, "text": with_more, "looked": "on"}).status_code == 302
    assert 2027 in queries.load().loaded_years
