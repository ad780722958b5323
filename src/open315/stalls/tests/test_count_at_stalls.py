"""Counting: a press counts once however often it arrives, is taken back once, and becomes the activity's value. All expectations are by hand."""

from datetime import timedelta
from typing import Any

import pytest

from open315.activities import services as activities
from open315.activities.models import Activity, Output
from open315.activities.outputs import services as outputs
from open315.activities.outputs.queries import apart_from_count, reported
from open315.activities.outputs.types import Told
from open315.cases.services import register_case
from open315.cases.tests.making import complaint
from open315.core.access import ANONYMOUS
from open315.core.errors import Conflict, InvalidInput
from open315.core.spans import Span
from open315.stalls import queries, rules, services
from open315.stalls.models import Kept, Press, Stall, StallCase
from open315.stalls.tests.making import BEGINS, ENDS, at, consultation, press, secretary, stall, trail, writing
from open315.stalls.types import Pressed
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
DAY = Span(BEGINS, ENDS)


def values(activity_id: int) -> dict[str, str]:
    """What stands as the activity's values."""
    rows = Output.objects.filter(activity_id=activity_id, ended_at=None)
    return {each.indicator: each.said for each in rows}


def test_a_press_is_written_with_who_when_and_how_many(cast: Any) -> None:
    clerk, row = cast.actor("clerk"), stall(cast)
    with writing() as written:
        done = services.press(row.pk, [press("a", "leaflets", 50, at(9, 58))], actor=clerk, at=at(10))
    assert done.counted_now == 1
    ((_new, found),) = written["stalls.Press"]
    assert found == {
        "id": found["id"], "stall_id": row.pk, "token": "a", "counter": "leaflets", "number": 50, "pressed_at": at(9, 58),
        "received_at": at(10), "account_id": cast.accounts["clerk"].pk, "undone_at": None,
    }  # fmt: skip
    said = {"activity_id": row.activity_id, "number": 1, "presses": 1, "counted": {"leaflets": 50}}
    assert trail(written) == [("stalls.pressed", said)]
    assert set(written) == {"stalls.Press", "core.AuditEntry"}


def test_the_same_press_counts_once_however_often_it_comes(cast: Any) -> None:
    clerk, row = cast.actor("clerk"), stall(cast)
    assert services.press(row.pk, [press("a"), press("a"), press("b")], actor=clerk, at=at(10)).counted_now == 2
    with nothing_changes():
        assert services.press(row.pk, [press("b"), press("a")], actor=cast.actor("officer"), at=at(11)).counted_now == 0
    assert services.press(row.pk, [press("a"), press("c", "leaflets", 10)], actor=clerk, at=at(11)).counted_now == 1
    assert queries.totals_at(row.pk) == {"enquiries": 2, "leaflets": 10}
    neighbour = stall(cast, activity=row.activity, number=2)
    assert services.press(neighbour.pk, [press("a")], actor=clerk, at=at(11)).counted_now == 1
    assert queries.totals_of(row.activity_id) == {"enquiries": 3, "leaflets": 10}


def test_another_press_of_a_stall_with_a_case_is_taken_back(cast: Any) -> None:
    """Only the press that a case stands for cannot be."""
    clerk, row = cast.actor("clerk"), stall(cast)
    services.press(row.pk, [press("a")], actor=clerk, at=at(10))
    counted = Press.objects.create(
        stall=row,
        token="case",
        counter="complaints_taken",
        number=1,
        pressed_at=at(10),
        received_at=at(10),
        account_id=clerk.account_id,
    )
    taken = register_case(complaint(cast), actor=ANONYMOUS, at=at(9)).case_id
    StallCase.objects.create(stall=row, case_id=taken, press=counted, linked_at=at(10))
    with nothing_changes(), pytest.raises(Conflict):
        services.undo(row.pk, token="case", actor=clerk, at=at(11))
    services.undo(row.pk, token="a", actor=clerk, at=at(11))
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}


def test_how_many_one_press_can_count() -> None:
    assert rules.AT_ONCE == {
        "enquiries": (1,),
        "complaints_taken": (1,),
        "settled_on_spot": (1,),
        "leaflets": (1, 10, 50),
    }


def test_a_press_is_taken_back_once_and_does_not_come_again(cast: Any) -> None:
    clerk, row = cast.actor("clerk"), stall(cast)
    services.press(row.pk, [press("a"), press("b", "leaflets", 10)], actor=clerk, at=at(10))
    with writing() as written:
        services.undo(row.pk, token="b", actor=clerk, at=at(10, 1))
    assert trail(written) == [("stalls.undone", {"activity_id": row.activity_id, "number": 10, "counter": "leaflets"})]
    assert queries.totals_at(row.pk) == {"enquiries": 1}
    with nothing_changes():
        services.undo(row.pk, token="b", actor=clerk, at=at(10, 2))
        services.press(row.pk, [press("b", "leaflets", 10)], actor=clerk, at=at(10, 2))
    assert Press.objects.get(token="b").undone_at == at(10, 1)
    with nothing_changes(), pytest.raises(InvalidInput):
        services.undo(row.pk, token="never", actor=clerk, at=at(10))
    with nothing_changes(), pytest.raises(InvalidInput):
        services.undo(row.pk, token="a\x00", actor=clerk, at=at(10))
    neighbour = stall(cast, activity=row.activity, number=2)
    with nothing_changes(), pytest.raises(InvalidInput):
        services.undo(neighbour.pk, token="a", actor=clerk, at=at(10))


def test_the_last_press_to_take_back_is_ones_own_and_stands(cast: Any) -> None:
    clerk, officer, row = cast.actor("clerk"), cast.actor("officer"), stall(cast)
    services.press(row.pk, [press("a", pressed_at=at(9)), press("b", pressed_at=at(9, 30))], actor=clerk, at=at(10))
    services.press(row.pk, [press("c")], actor=officer, at=at(10))
    last = queries.last_of(row.pk, cast.accounts["clerk"].pk)
    assert last
    assert last.token == "b"
    services.undo(row.pk, token="b", actor=clerk, at=at(10))
    last = queries.last_of(row.pk, cast.accounts["clerk"].pk)
    assert last
    assert last.token == "a"
    assert queries.last_of(row.pk, cast.accounts["secretariat"].pk) is None


PRESSES: list[Any] = [
        (Pressed("a", "enquiries"), ""), (Pressed("a", "enquiries", 2), "unknown_counter"), (Pressed("a", "enquiries", 0), "unknown_counter"),
        (Pressed("a", "complaints_taken"), ""), (Pressed("a", "complaints_taken", 10), "unknown_counter"),
        (Pressed("a", "settled_on_spot"), ""), (Pressed("a", "settled_on_spot", 10), "unknown_counter"),
        (Pressed("a", "leaflets"), ""), (Pressed("a", "leaflets", 10), ""), (Pressed("a", "leaflets", 50), ""),
        (Pressed("a", "leaflets", 100), "unknown_counter"), (Pressed("a", "boards"), "unknown_counter"),
        (Pressed("", "enquiries"), "no_token"), (Pressed("a\x00", "enquiries"), "no_token"), (Pressed("a.b", "enquiries"), "no_token"), (Pressed("aZ09_-", "enquiries"), ""), (Pressed("t" * 40, "enquiries"), ""), (Pressed("t" * 41, "enquiries"), "no_token"),
    ]  # fmt: skip


def test_what_is_no_press() -> None:
    assert [(each, rules.press_fault(each)) for each, _code in PRESSES] == PRESSES


def test_a_batch_with_what_is_no_press_counts_nothing(cast: Any) -> None:
    clerk, row = cast.actor("clerk"), stall(cast)
    for batch in ([], [press("a"), press("b", "boards")], [press(str(n)) for n in range(501)]):
        with nothing_changes(), pytest.raises(InvalidInput):
            services.press(row.pk, batch, actor=clerk, at=at(10))
    assert services.press(row.pk, [press(str(n)) for n in range(500)], actor=clerk, at=at(10)).counted_now == 500


@pytest.mark.parametrize(
    ("says", "counts"),
    [
        (None, at(10)), (at(9, 30), at(9, 30)), (at(10), at(10)), (at(10, 1), at(10)),
        (at(10, day=5), at(10, day=5)), (at(9, 59, day=5), at(10)),
    ],
)  # fmt: skip
def test_a_telephone_is_believed_unless_it_goes_ahead_or_was_away_for_a_week(says: Any, counts: Any) -> None:
    assert rules.moment_of(says, at(10)) == counts


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(at(5), True), (at(4, 59), False), (at(9), True), (at(0, 0, 13), True), (at(0, 1, 13), False)],
)
def test_what_counts_is_of_the_day(cast: Any, moment: Any, expected: bool) -> None:
    assert rules.counts_at(moment, DAY) is expected
    clerk, row = cast.actor("clerk"), stall(cast)
    if expected:
        assert services.press(row.pk, [press("a")], actor=clerk, at=moment).counted_now == 1
        return
    with nothing_changes(), pytest.raises(Conflict):
        services.press(row.pk, [press("a")], actor=clerk, at=moment)


def test_what_was_pressed_on_the_day_counts_when_it_comes_days_later(cast: Any) -> None:
    clerk, row = cast.actor("clerk"), stall(cast)
    services.press(row.pk, [press("a", pressed_at=at(11))], actor=clerk, at=at(9, day=15))
    assert Press.objects.get().pressed_at == at(11)


SILENT: list[Any] = [
        (None, at(8, 29), False), (None, at(8, 30), True), (at(9), at(9, 29), False), (at(9), at(9, 30), True),
        (at(7), at(8, 10), False), (None, at(7, 59), False), (None, at(12), False), (None, at(11, 59), True),
    ]  # fmt: skip


def test_when_a_stall_is_silent() -> None:
    assert [(last, now, rules.is_silent(last, DAY, now)) for last, now, _is_so in SILENT] == SILENT


def test_what_is_counted_becomes_the_value_when_the_activity_was_held(cast: Any) -> None:
    actor, clerk, row = secretary(cast), cast.actor("clerk"), stall(cast)
    services.press(row.pk, [press("a"), press("b"), press("c", "leaflets", 50)], actor=clerk, at=at(10))
    assert values(row.activity_id) == {}
    activities.hold_activity(row.activity_id, actor=actor, at=at(12))
    assert values(row.activity_id) == {"enquiries": "2", "leaflets": "50"}
    output = Output.objects.get(indicator="enquiries")
    assert (output.hundredths, output.bound, output.noted_at, output.reason) == (200, "exact", at(12), "")
    assert Kept.objects.get(indicator="enquiries").output_id == output.pk


def test_an_activity_without_counters_is_held_without_values(cast: Any) -> None:
    row = stall(cast)
    activities.hold_activity(row.activity_id, actor=secretary(cast), at=at(12))
    assert values(row.activity_id) == {}
    assert not Kept.objects.exists()


def test_late_presses_and_those_taken_back_correct_the_value_by_themselves(cast: Any) -> None:
    actor, clerk, row = secretary(cast), cast.actor("clerk"), stall(cast)
    services.press(row.pk, [press("a")], actor=clerk, at=at(10))
    activities.hold_activity(row.activity_id, actor=actor, at=at(12))
    late = [press("b", pressed_at=at(11)), press("c", "complaints_taken", pressed_at=at(11))]
    services.press(row.pk, late, actor=clerk, at=at(0, 0, 13))
    assert values(row.activity_id) == {"enquiries": "2", "complaints_taken": "1"}
    ended = Output.objects.get(indicator="enquiries", said="1")
    assert (ended.ended_at, ended.is_withdrawn) == (at(0, 0, 13), False)
    assert ended.reason
    services.undo(row.pk, token="a", actor=clerk, at=at(14, 0, 14))
    services.undo(row.pk, token="b", actor=clerk, at=at(14, 0, 14))
    assert values(row.activity_id) == {"enquiries": "0", "complaints_taken": "1"}
    assert Output.objects.get(indicator="enquiries", said="2").ended_at == at(14, 0, 14)


def test_of_one_day_only_the_last_count_is_kept_as_value(cast: Any) -> None:
    actor, clerk, row = secretary(cast), cast.actor("clerk"), stall(cast)
    services.press(row.pk, [press("a")], actor=clerk, at=at(10))
    activities.hold_activity(row.activity_id, actor=actor, at=at(12))
    services.press(row.pk, [press("b"), press("c")], actor=clerk, at=at(23, 59))
    output = Output.objects.get(indicator="enquiries")
    assert (output.said, output.hundredths, output.noted_at, output.ended_at) == ("3", 300, at(23, 59), None)


def test_a_total_typed_afterwards_is_compared_and_not_added(cast: Any) -> None:
    actor, clerk, row = secretary(cast), cast.actor("clerk"), stall(cast)
    services.press(row.pk, [press(str(n)) for n in range(12)], actor=clerk, at=at(10))
    activities.hold_activity(row.activity_id, actor=actor, at=at(12))
    told = [Told("enquiries", "", "15"), Told("boards", "", "30")]
    with writing() as written:
        outputs.report_outputs(row.activity_id, told, actor=actor, at=at(18))
    assert values(row.activity_id) == {"enquiries": "12", "boards": "30"}
    assert typed(row) == {"enquiries": "15"}
    ((name, said),) = trail(written)
    assert (name, said["changed"], said["beside"]) == ("activities.reported", ["boards"], ["enquiries"])
    with nothing_changes():
        outputs.report_outputs(row.activity_id, told, actor=actor, at=at(19))
    outputs.report_outputs(row.activity_id, [Told("enquiries", "", "")], actor=actor, at=at(19))
    assert typed(row) == {"enquiries": ""}
    assert values(row.activity_id) == {"enquiries": "12", "boards": "30"}


def test_a_total_beside_the_counters_must_be_a_value_of_the_indicator(cast: Any) -> None:
    actor, row = secretary(cast), stall(cast)
    services.press(row.pk, [press("a")], actor=actor, at=at(10))
    activities.hold_activity(row.activity_id, actor=actor, at=at(12))
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        outputs.report_outputs(row.activity_id, [Told("enquiries", "", "沒數")], actor=actor, at=at(18))
    assert refusal.value.field == "enquiries"


def test_a_total_typed_before_anything_was_counted_becomes_what_stands_beside(cast: Any) -> None:
    actor, clerk, row = secretary(cast), cast.actor("clerk"), stall(cast)
    activities.hold_activity(row.activity_id, actor=actor, at=at(12))
    outputs.report_outputs(row.activity_id, [Told("enquiries", "", "約400")], actor=actor, at=at(13))
    services.press(row.pk, [press("a", pressed_at=at(9))], actor=clerk, at=at(14))
    assert values(row.activity_id) == {"enquiries": "1"}
    assert typed(row) == {"enquiries": "約400"}
    assert Kept.objects.get().said_at == at(13)
    assert Output.objects.get(said="約400").ended_at == at(14)


def typed(row: Stall) -> dict[str, str]:
    return queries.typed_of(row.activity_id)


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        ("15", 3),
        ("12", 0),
        ("9", -3),
        ("10餘", 0),
        ("20餘", 8),
        ("近10", -2),
        ("近20", 0),
        ("約400", 0),
        ("數十", 0),
        ("", 0),
    ],
)
def test_how_far_a_typed_total_certainly_is_from_the_count(cast: Any, said: str, apart: int) -> None:
    actor, row = secretary(cast), stall(cast)
    services.press(row.pk, [press(str(n)) for n in range(12)], actor=actor, at=at(10))
    activities.hold_activity(row.activity_id, actor=actor, at=at(12))
    outputs.report_outputs(row.activity_id, [Told("enquiries", "", said)], actor=actor, at=at(18))
    (found,) = [each for each in reported(row.activity) if each.indicator.code == "enquiries"]
    assert apart_from_count(found) == apart


def test_what_was_not_held_is_carried_when_it_is_held_after_all(cast: Any) -> None:
    actor, row = secretary(cast), stall(cast)
    services.press(row.pk, [press("a")], actor=actor, at=at(10))
    activities.hold_activity(row.activity_id, actor=actor, at=at(12))
    activities.take_up_activity(row.activity_id, reason="寫錯了", actor=actor, at=at(12))
    services.press(row.pk, [press("b")], actor=actor, at=at(12, 30))
    assert values(row.activity_id) == {"enquiries": "1"}
    activities.hold_activity(row.activity_id, actor=actor, at=at(13))
    assert values(row.activity_id) == {"enquiries": "2"}


def test_stalls_of_two_activities_do_not_mix(cast: Any) -> None:
    actor = secretary(cast)
    one, other = (
        stall(cast),
        stall(cast, activity=consultation(cast, starts_at=BEGINS, ends_at=ENDS + timedelta(hours=1))),
    )
    services.press(one.pk, [press("a")], actor=actor, at=at(10))
    services.press(other.pk, [press("b"), press("c")], actor=actor, at=at(10))
    for each in (one, other):
        activities.hold_activity(each.activity_id, actor=actor, at=at(12))
    assert values(one.activity_id) == {"enquiries": "1"}
    assert values(other.activity_id) == {"enquiries": "2"}
    assert Activity.objects.filter(state="held").count() == 2
