"""What the plan of an activity must satisfy: each refusal at its field, in its words, beside the nearest plan that is taken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.activities import services
from open315.activities.models import Activity
from open315.activities.tests.making import PLAN, plan, planned
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from tests.rows import Row, nothing_changes, undone

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _days(first: datetime, last: datetime) -> Row:
    return {"starts_at": first, "ends_at": last}


NEW_YEAR_1983 = datetime(1983, 1, 1, tzinfo=SHANGHAI)
LAST_EVENING = datetime(2028, 12, 31, 23, 59, tzinfo=SHANGHAI)
RANGE = "請填寫1983年以後、最多提前兩年的開始時間。"
TWINS: list[tuple[Row, str, str, Row]] = [
    # What is wrong, its field, the words, and the nearest that is right.
    ({"kind": "party"}, "kind", "請從列表中選擇活動形式。", {"kind": "other"}),
    ({"title": " \u3000"}, "title", "請填寫活動名稱。", {"title": "會"}),
    (_days(NEW_YEAR_1983 - timedelta(minutes=1), NEW_YEAR_1983), "starts_at", RANGE, _days(NEW_YEAR_1983, NEW_YEAR_1983)),
    (_days(LAST_EVENING + timedelta(minutes=1), LAST_EVENING + HOUR), "starts_at", RANGE, _days(LAST_EVENING, LAST_EVENING + HOUR)),
    (_days(PLAN.starts_at, PLAN.starts_at - timedelta(minutes=1)), "ends_at", "結束時間早於開始時間，請修改其中一個。",
     _days(PLAN.starts_at, PLAN.starts_at)),
    (_days(PLAN.starts_at, PLAN.starts_at + timedelta(days=366, minutes=1)), "ends_at", "一項活動最多持續一年，請修改其中一個時間。",
     _days(PLAN.starts_at, PLAN.starts_at + timedelta(days=366))),
    ({"venue": " "}, "venue", "請填寫地點。", {"venue": "館"}),
    ({"hosts": tuple(f"單位{n}" for n in range(41))}, "hosts", "主辦單位最多40個，每行一個。", {"hosts": tuple(f"單位{n}" for n in range(40))}),
    ({"hosts": ("甲" * 121,)}, "hosts", "主辦單位名稱最多120個字。", {"hosts": ("甲" * 120,)}),
    ({"hosts": ("甲", "甲")}, "hosts", "同一個主辦單位寫了兩次，請刪去一個。", {"hosts": ("甲", "乙")}),
    ({"region_code": "999999"}, "region", "請從列表中選擇地區。", {"region_code": "420102"}),
]  # fmt: skip


@pytest.mark.parametrize("verb", ["plan", "change"])
def test_a_plan_is_refused_at_its_field_and_its_twin_is_taken(cast: Any, verb: str) -> None:
    given: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    pk = planned(**given).pk

    def send(changes: Row) -> Activity:
        if verb == "plan":
            return services.plan_activity(plan(**changes), **given)
        return services.change_activity(pk, plan(**changes), **given)

    for wrong, field, said, right in TWINS:
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            send(wrong)
        with translation.override("zh-hant"):
            assert (refusal.value.field, str(refusal.value.message)) == (field, said), wrong
        with undone():
            send(right)


def test_the_last_day_ahead_is_counted_in_china(cast: Any) -> None:
    """On the last evening of the year in London it is next year in Wuhan, and two years ahead ends later."""
    actor, begins = cast.actor("secretariat"), datetime(2029, 6, 1, tzinfo=UTC)
    far = plan(**_days(begins, begins))
    with nothing_changes(), pytest.raises(InvalidInput):
        services.plan_activity(far, actor=actor, at=datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    assert services.plan_activity(far, actor=actor, at=datetime(2026, 12, 31, 16, 0, tzinfo=UTC)).pk


def test_what_has_not_begun_was_not_held(cast: Any) -> None:
    actor = cast.actor("secretariat")
    pk = planned(actor, cast.at).pk
    with nothing_changes(), pytest.raises(Conflict) as refusal:
        services.hold_activity(pk, actor=actor, at=PLAN.starts_at - timedelta(seconds=1))
    with translation.override("zh-hant"):
        assert str(refusal.value.message) == "活動還沒有開始，開始以後才能登記為已舉辦。"
    assert services.hold_activity(pk, actor=actor, at=PLAN.starts_at).state == "held"


def test_what_was_held_does_not_begin_later_than_now(cast: Any) -> None:
    actor = cast.actor("secretariat")
    pk = planned(actor, cast.at).pk
    services.hold_activity(pk, actor=actor, at=PLAN.starts_at)
    now = PLAN.starts_at + HOUR
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.change_activity(pk, plan(**_days(now + HOUR, now + HOUR)), actor=actor, at=now)
    assert refusal.value.field == "starts_at"
    assert services.change_activity(pk, plan(**_days(now, now + HOUR)), actor=actor, at=now).starts_at == now


@pytest.mark.parametrize("verb", ["postpone", "cancel", "take_up"])
def test_a_step_that_others_will_ask_about_says_why(cast: Any, verb: str) -> None:
    actor, at = cast.actor("secretariat"), PLAN.starts_at
    pk = planned(actor, cast.at).pk
    if verb == "take_up":
        services.hold_activity(pk, actor=actor, at=at)

    def use(reason: str) -> Activity:
        more: Row = _days(at + HOUR, at + HOUR) if verb == "postpone" else {}
        function = getattr(services, f"{verb}_activity")
        done: Activity = function(pk, **more, reason=reason, actor=actor, at=at)
        return done

    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        use(" \n")
    with translation.override("zh-hant"):
        assert (refusal.value.field, str(refusal.value.message)) == ("reason", "請寫明原因：受邀請的人會問。")
    assert use(" 雨 ").reason == "雨"


def test_a_postponed_activity_keeps_to_the_rules_of_a_plan(cast: Any) -> None:
    actor = cast.actor("secretariat")
    pk = planned(actor, cast.at).pk
    wrong = _days(PLAN.starts_at + HOUR, PLAN.starts_at)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.postpone_activity(pk, **wrong, reason="雨", actor=actor, at=cast.at)
    assert refusal.value.field == "ends_at"


def test_only_a_council_plans(cast: Any) -> None:
    market = cast.actor("market_liaison")
    able = replace(market, permissions=market.permissions | {"activities:manage"})
    with nothing_changes(), pytest.raises(NotAllowed) as refusal:
        services.plan_activity(PLAN, actor=able, at=cast.at)
    with translation.override("zh-hant"):
        assert str(refusal.value.message) == "只有消費者組織可以在這裡安排活動。"
