from datetime import date
from typing import Any

import pytest

from open315.core.audit.models import AuditEntry
from open315.core.calendar import queries, services
from open315.core.calendar.reading import read_notice
from open315.core.calendar.shipped import NoticeDay
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent

NEW_YEAR = read_notice("一、元旦：1月1日至3日放假，共3天。", 2027)


def load(cast: Any, who: str = "administrator", **changes: Any) -> None:
    values = {"days": NEW_YEAR, "source": "國辦發明電〔2026〕7號", **changes}
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
    assert AuditEntry.objects.get(event="calendar.year_loaded").data["off"] == 3


def test_only_an_administrator_loads_a_year(cast: Any) -> None:
    with pytest.raises(NotAllowed):
        load(cast, "officer")
    load(cast, "administrator")


def test_a_loaded_year_is_replaced_only_on_request(cast: Any) -> None:
    load(cast)
    with pytest.raises(Conflict):
        load(cast)
    load(cast, days=read_notice("2027-01-01,元旦,off", 2027), replace=True)
    assert not queries.load().is_statutory_holiday(date(2027, 1, 2))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": " "}, "source"),
        ({"days": ()}, "days"),
        ({"days": (NoticeDay(date(2028, 1, 1), "元旦", True),)}, "days"),
        ({"days": (*NEW_YEAR, NEW_YEAR[0])}, "days"),
        ({"days": (*NEW_YEAR, NoticeDay(date(2027, 1, 5), "元旦", False))}, "days"),
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
