"""The two verbs of the working calendar: for whom, what they refuse beside what they take, and everything they write."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from open315.core import verbs
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.calendar import services
from open315.core.calendar.models import CalendarDay, CalendarYear
from open315.core.calendar.reading import read_notice
from open315.core.calendar.shipped import NoticeDay
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Open315Error
from tests.rows import Row, changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db
CALENDAR = {"core.CalendarYear": CalendarYear, "core.CalendarDay": CalendarDay}
"""Not among the tables that are compared: thousands of days come with the software."""


@pytest.fixture(autouse=True)
def _any_days_make_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a notice is the whole year is held in `test_load_calendar_year`; here a few days will do."""
    monkeypatch.setattr(services, "missing_festivals", lambda _year, _days: [])


def off(*day: int, name: str = "元旦") -> NoticeDay:
    return NoticeDay(date(*day), name, True)


def work(*day: int, name: str = "元旦") -> NoticeDay:
    return NoticeDay(date(*day), name, False)


NEW_YEAR = (off(2027, 1, 1), work(2027, 1, 3))
LOAD: dict[str, Any] = {"year": 2027, "days": NEW_YEAR, "source": " 國辦發明電〔2026〕7號 "}
CORRECT: dict[str, Any] = {"day": date(2026, 6, 1), "kind": "off", "name": " 臨時放假 ", "reason": " 國辦通知 "}


def use(verb: str, cast: Any, actor: Actor | None = None, **otherwise: Any) -> Any:
    who: dict[str, Any] = {"actor": actor or cast.actor("administrator"), "at": cast.at}
    if verb == "load":
        given = {**LOAD, **otherwise}
        return services.load_year(given.pop("year"), **given, **who)
    given = {**CORRECT, **otherwise}
    return services.correct_day(given.pop("day"), **given, **who)


def stored() -> dict[str, list[Row]]:
    return {name: list(model.objects.order_by("pk").values()) for name, model in CALENDAR.items()}  # type: ignore[attr-defined]


def test_the_verbs_of_the_room_are_these_two() -> None:
    found = {
        each.name: (each.function.__name__, each.event, each.announces, each.permission, each.makes)
        for each in verbs.of_room("calendar")
    }
    assert found == {
        "load_year": ("load_year", "calendar.year_loaded", "core.calendar_changed", "calendar:manage", True),
        "correct_day": ("correct_day", "calendar.day_corrected", "core.calendar_changed", "calendar:manage", True),
    }  # fmt: skip
    assert all(isinstance(each.face, verbs.NoFace) for each in verbs.of_room("calendar"))


@pytest.mark.parametrize("verb", ["load", "correct"])
def test_the_administrator_and_the_system_change_the_calendar_and_nobody_else(cast: Any, verb: str) -> None:
    others = [cast.actor(who) for who in cast.accounts if who != "administrator"]
    for actor in [*others, ANONYMOUS, Actor(kind=ActorKind.CLIENT, label="api")]:
        before = stored()
        with nothing_changes(), pytest.raises(NotAllowed) as refusal:
            use(verb, cast, actor)
        assert stored() == before
        with translation.override("zh-hant"):
            assert str(refusal.value.message) == "只有管理員可以更改工作日曆。"
    for actor in (cast.actor("administrator"), SYSTEM):
        with undone():
            use(verb, cast, actor)
            assert stored() != before


def trail(cast: Any, found: dict[str, Any], event: str, kind: str, key: str, data: Row) -> None:
    """The audit entry and the event are all that is written beside the calendar."""
    assert set(found) == {"core.AuditEntry", "core.OutboxEvent"}
    in_the_audit_log(found, cast, "administrator", cast.bodies["province"].pk, event, (kind, key), data)
    ((_how, told),) = found["core.OutboxEvent"]
    assert (told["name"], told["payload"]) == ("core.calendar_changed", {"year": int(key[:4])})
    assert told["created_at"] == told["available_at"] == cast.at


def test_loading_writes_the_year_its_days_and_the_trail(cast: Any) -> None:
    before = stored()
    given = (*NEW_YEAR, off(2026, 12, 31))
    found = changes(lambda: use("load", cast, days=given))
    after = stored()
    (year,) = [each for each in after["core.CalendarYear"] if each not in before["core.CalendarYear"]]
    assert len(year.pop("version")) == 32
    assert year == {"year": 2027, "source": "國辦發明電〔2026〕7號", "loaded_at": cast.at}
    assert [each for each in after["core.CalendarDay"] if each not in before["core.CalendarDay"]] == [
        {"day": date(2026, 12, 31), "name": "元旦", "is_off": True, "plan_year": 2027},
        {"day": date(2027, 1, 1), "name": "元旦", "is_off": True, "plan_year": 2027},
        {"day": date(2027, 1, 3), "name": "元旦", "is_off": False, "plan_year": 2027},
    ]
    assert all(each in after["core.CalendarDay"] for each in before["core.CalendarDay"])
    trail(cast, found, "calendar.year_loaded", "calendar_year", "2027", {"off": 2, "working": 1, "replaced": False})


def test_loading_gives_back_the_year(cast: Any) -> None:
    assert use("load", cast).year == 2027


def test_a_later_notice_takes_the_place_of_the_first_as_a_whole(cast: Any) -> None:
    use("load", cast, days=(off(2027, 1, 1), work(2027, 1, 3), off(2026, 12, 31)))
    old = CalendarYear.objects.get(year=2027).version
    before = stored()
    # The new notice names a day that the notice of the year before had moved.
    CalendarDay.objects.create(day=date(2026, 12, 30), name="舊", is_off=False, plan_year=2026)
    given = (off(2027, 1, 2), off(2026, 12, 30))
    found = changes(lambda: use("load", cast, days=given, source="長" * 201, replace=True))
    after = stored()
    assert [each for each in after["core.CalendarDay"] if each not in before["core.CalendarDay"]] == [
        {"day": date(2026, 12, 30), "name": "元旦", "is_off": True, "plan_year": 2027},
        {"day": date(2027, 1, 2), "name": "元旦", "is_off": True, "plan_year": 2027},
    ]
    gone = [each["day"] for each in before["core.CalendarDay"] if each not in after["core.CalendarDay"]]
    assert gone == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 3)]
    year = CalendarYear.objects.get(year=2027)
    assert (year.source, year.version != old) == ("長" * 200, True)
    trail(cast, found, "calendar.year_loaded", "calendar_year", "2027", {"off": 2, "working": 0, "replaced": True})


NOT_A_YEAR, NO_DAY = "請用四位數字填寫年份。", "文字中沒有找到放假日。"
LOADS: list[tuple[Row, type[Open315Error], str, str, Row]] = [
    # What is wrong, how it is refused, at which field, in which words, and what is taken.
    ({"year": 1948, "days": (off(1948, 10, 1),)}, InvalidInput, "year", NOT_A_YEAR, {"year": 1949, "days": (off(1949, 10, 1),)}),
    ({"year": 2201, "days": (off(2201, 10, 1),)}, InvalidInput, "year", NOT_A_YEAR, {"year": 2200, "days": (off(2200, 10, 1),)}),
    ({"days": ()}, InvalidInput, "days", NO_DAY, {"days": (off(2027, 1, 1),)}),
    ({"days": (work(2027, 1, 3),)}, InvalidInput, "days", NO_DAY, {"days": (work(2027, 1, 3), off(2027, 1, 1))}),
    ({"days": (off(2027, 1, 1), work(2027, 1, 3), off(2027, 1, 1))}, InvalidInput, "days", "2027-01-01 出現了兩次。", {}),
    ({"days": (off(2028, 1, 1),)}, InvalidInput, "days", "2028-01-01 不在通知所屬的年度內。", {"days": (off(2027, 12, 31),)}),
    ({"days": (off(2026, 12, 25),)}, InvalidInput, "days", "2026-12-25 不在通知所屬的年度內。", {"days": (off(2026, 12, 26),)}),
    ({"days": (off(2026, 11, 30),)}, InvalidInput, "days", "2026-11-30 不在通知所屬的年度內。", {"days": (off(2026, 12, 30),)}),
    ({"days": (off(2025, 12, 31),)}, InvalidInput, "days", "2025-12-31 不在通知所屬的年度內。", {"days": (off(2026, 12, 31),)}),
    ({"days": (off(2027, 1, 1), work(2027, 1, 8))}, InvalidInput, "days", "2027-01-08 本來就是工作日，不能作為補班日。",
     {"days": (off(2027, 1, 1), work(2027, 1, 9))}),
    ({"source": " \n"}, InvalidInput, "source", "請填寫通知的出處：文號或網址。", {"source": "x"}),
    ({"year": 2026, "days": (off(2026, 1, 1),)}, Conflict, "replace", "2026 年已載入。如後來的通知有改動，請勾選「取代」。",
     {"year": 2026, "days": (off(2026, 1, 1),), "replace": True}),
]  # fmt: skip
REASON, NAME, KIND = "請填寫理由，例如通知的文號。", "請填寫節日名稱。", "請選擇這一天的性質。"
CORRECTIONS: list[tuple[Row, type[Open315Error], str, str, Row]] = [
    ({"kind": ""}, InvalidInput, "kind", KIND, {"kind": "plain"}),
    ({"kind": "holiday"}, InvalidInput, "kind", KIND, {"kind": "working"}),
    ({"reason": " "}, InvalidInput, "reason", REASON, {"reason": "x"}),
    ({"name": "　"}, InvalidInput, "name", NAME, {"name": "x"}),
    ({"name": ""}, InvalidInput, "name", NAME, {"name": "", "kind": "working"}),
    ({"day": date(2027, 1, 1)}, NotFound, "day", "2027 年的日曆尚未載入。", {"day": date(2026, 12, 31)}),
    ({"day": date(2006, 12, 31)}, NotFound, "day", "2006 年的日曆尚未載入。", {"day": date(2007, 1, 1)}),
]


@pytest.mark.parametrize(("verb", "twins"), [("load", LOADS), ("correct", CORRECTIONS)])
def test_what_cannot_be_is_refused_at_its_field_and_its_twin_is_taken(cast: Any, verb: str, twins: Any) -> None:
    for wrong, how, field, words, right in twins:
        before = stored()
        with nothing_changes(), pytest.raises(how) as refusal:
            use(verb, cast, **wrong)
        assert (type(refusal.value), refusal.value.field, stored()) == (how, field, before), wrong
        with translation.override("zh-hant"):
            assert str(refusal.value.message) == words, wrong
        with undone():
            use(verb, cast, **right)
            assert stored() != before, right


def test_a_holiday_may_be_any_day_of_the_week(cast: Any) -> None:
    use("load", cast, days=(off(2027, 1, 1), off(2027, 1, 2), off(2027, 1, 3), off(2027, 1, 4)))
    assert CalendarDay.objects.filter(plan_year=2027).count() == 4


DAYS: list[tuple[Row, Row | None, Row]] = [
    # What is said of a day, what is stored of it, what the audit entry says.
    ({}, {"name": "臨時放假", "is_off": True}, {"kind": "off", "name": "臨時放假", "reason": "國辦通知"}),
    ({"kind": "working"}, {"name": "臨時放假", "is_off": False}, {"kind": "working", "name": "臨時放假", "reason": "國辦通知"}),
    ({"kind": "working", "name": ""}, {"name": "", "is_off": False}, {"kind": "working", "name": "", "reason": "國辦通知"}),
    ({"kind": "plain", "name": ""}, None, {"kind": "plain", "name": "", "reason": "國辦通知"}),
    ({"name": "長" * 41, "reason": "長" * 401}, {"name": "長" * 40, "is_off": True},
     {"kind": "off", "name": "長" * 40, "reason": "長" * 400}),
]  # fmt: skip


@pytest.mark.parametrize("moved", [False, True])
def test_correcting_writes_the_day_its_year_and_the_trail(cast: Any, moved: bool) -> None:
    """Whether the day was moved before or not."""
    day, year = date(2026, 6, 1), CalendarYear.objects.filter(year=2026)
    for said, kept, noted in DAYS:
        with undone():
            if moved:
                CalendarDay.objects.create(day=day, name="舊", is_off=False, plan_year=2025)
            before = stored()
            found = changes(lambda: use("correct", cast, **said))  # noqa: B023
            expected = {each["day"]: each for each in before["core.CalendarDay"] if each["day"] != day}
            if kept is not None:
                expected[day] = {"day": day, "plan_year": 2026, **kept}
            assert {each["day"]: each for each in stored()["core.CalendarDay"]} == expected, said
            (old,) = [each for each in before["core.CalendarYear"] if each["year"] == 2026]
            new = year.values().get()
            assert old.pop("version") != new.pop("version")
            assert old == new
            assert [each for each in stored()["core.CalendarYear"] if each["year"] != 2026] == [
                each for each in before["core.CalendarYear"] if each["year"] != 2026
            ]
            trail(cast, found, "calendar.day_corrected", "calendar_day", "2026-06-01", noted)


def test_a_day_of_the_last_week_belongs_to_its_own_year_when_it_is_corrected(cast: Any) -> None:
    use("correct", cast, day=date(2026, 12, 31))
    assert CalendarDay.objects.get(day=date(2026, 12, 31)).plan_year == 2026


def test_the_days_of_a_notice_can_be_loaded_as_they_are_read(cast: Any) -> None:
    use("load", cast, days=read_notice("一、元旦：1月1日至3日放假，共3天。1月9日上班。", 2027))
    found = CalendarDay.objects.filter(plan_year=2027).order_by("day").values_list("day", "is_off")
    assert [(each.day, is_off) for each, is_off in found] == [(1, True), (2, True), (3, True), (9, False)]
