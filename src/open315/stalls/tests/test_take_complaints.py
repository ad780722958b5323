"""Complaints that are taken at a stall: each case is linked once, counted once, and taken off again. All expectations are by hand."""

from typing import Any

import pytest

from open315.activities import services as activities
from open315.activities.models import Activity
from open315.cases import services as cases
from open315.cases.models import Case
from open315.cases.tests.making import complaint
from open315.cases.types import Channel, Kind
from open315.core.errors import Conflict, InvalidInput
from open315.stalls import queries, services
from open315.stalls.models import Kept, Press, StallCase
from open315.stalls.tests.making import at, press, secretary, stall, trail, writing
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db


def case(cast: Any, **changes: Any) -> int:
    """A case of Wuhan's desk, taken at half past nine."""
    made = complaint(cast, channel=Channel.DESK, received_at=at(9, 30), **changes)
    return cases.register_case(made, actor=cast.actor("clerk"), at=at(9, 31)).case_id


def test_a_complaint_taken_at_a_stall_counts_there_once(cast: Any) -> None:
    clerk, row, taken = cast.actor("clerk"), stall(cast), case(cast)
    with writing() as written:
        services.link_case(row.pk, case_id=taken, actor=clerk, at=at(9, 32))
    ((_new, found),) = written["stalls.Press"]
    assert (found["token"], found["counter"], found["number"]) == (f"case-{taken}", "complaints_taken", 1)
    assert (found["pressed_at"], found["received_at"]) == (at(9, 30), at(9, 32))
    assert found["account_id"] == cast.accounts["clerk"].pk
    ((_new, link),) = written["stalls.StallCase"]
    assert {name: link[name] for name in ("stall_id", "case_id", "press_id", "linked_at")} == {
        "stall_id": row.pk, "case_id": taken, "press_id": found["id"], "linked_at": at(9, 32),
    }  # fmt: skip
    said = {"activity_id": row.activity_id, "number": 1, "case_id": taken, "counted": True}
    assert trail(written) == [("stalls.case_linked", said)]
    with nothing_changes():
        services.link_case(row.pk, case_id=taken, actor=clerk, at=at(9, 40))
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}


def test_one_that_a_button_was_pressed_for_counts_no_second_time(cast: Any) -> None:
    clerk, row, taken = cast.actor("clerk"), stall(cast), case(cast)
    services.press(row.pk, [press("a", "complaints_taken")], actor=clerk, at=at(9))
    with writing() as written:
        services.link_case(row.pk, case_id=taken, was_counted=True, actor=clerk, at=at(9, 32))
    assert "stalls.Press" not in written
    assert trail(written)[0][1]["counted"] is False
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}
    assert StallCase.objects.get().press is None


def test_an_enquiry_counts_as_one_and_a_report_has_no_button(cast: Any) -> None:
    clerk, row = cast.actor("clerk"), stall(cast)
    services.link_case(row.pk, case_id=case(cast, kind=Kind.ENQUIRY), actor=clerk, at=at(10))
    assert queries.totals_at(row.pk) == {"enquiries": 1}
    services.link_case(row.pk, case_id=case(cast, kind=Kind.REPORT), actor=clerk, at=at(10))
    assert queries.totals_at(row.pk) == {"enquiries": 1}
    assert StallCase.objects.count() == 2


def test_a_case_was_taken_in_one_place(cast: Any) -> None:
    clerk, row, taken = cast.actor("clerk"), stall(cast), case(cast)
    neighbour = stall(cast, activity=row.activity, number=2)
    services.link_case(row.pk, case_id=taken, actor=clerk, at=at(10))
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.link_case(neighbour.pk, case_id=taken, actor=clerk, at=at(10))
    assert refusal.value.field == "number"
    assert services.link_case(neighbour.pk, case_id=case(cast), actor=clerk, at=at(10)).pk == neighbour.pk


def test_a_case_that_one_does_not_see_is_not_linked(cast: Any) -> None:
    row, taken = stall(cast, "huangshi"), case(cast)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.link_case(row.pk, case_id=taken, actor=cast.actor("huangshi_clerk"), at=at(10))
    assert refusal.value.field == "number"


def test_at_a_cancelled_activity_nothing_is_taken(cast: Any) -> None:
    clerk, row, taken = cast.actor("clerk"), stall(cast), case(cast)
    Activity.objects.filter(pk=row.activity_id).update(state="cancelled")
    with nothing_changes(), pytest.raises(Conflict):
        services.link_case(row.pk, case_id=taken, actor=clerk, at=at(10))


def test_what_a_case_counted_goes_with_it_and_a_pressed_button_stays(cast: Any) -> None:
    clerk, row, taken, other = cast.actor("clerk"), stall(cast), case(cast), case(cast)
    services.press(row.pk, [press("a", "complaints_taken")], actor=clerk, at=at(9))
    services.link_case(row.pk, case_id=taken, actor=clerk, at=at(10))
    services.link_case(row.pk, case_id=other, was_counted=True, actor=clerk, at=at(10))
    with writing() as written:
        services.unlink_case(row.pk, case_id=taken, actor=clerk, at=at(11))
    said = {"activity_id": row.activity_id, "number": 1, "case_id": taken}
    assert trail(written) == [("stalls.case_unlinked", said)]
    services.unlink_case(row.pk, case_id=other, actor=clerk, at=at(11))
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}
    assert not StallCase.objects.exists()
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.unlink_case(row.pk, case_id=taken, actor=clerk, at=at(11))
    assert refusal.value.field == "case"
    services.link_case(row.pk, case_id=taken, actor=clerk, at=at(11))
    assert queries.totals_at(row.pk) == {"complaints_taken": 2}


def test_the_press_of_a_case_is_taken_back_with_the_case_alone(cast: Any) -> None:
    clerk, row, taken = cast.actor("clerk"), stall(cast), case(cast)
    services.press(row.pk, [press("a")], actor=clerk, at=at(9))
    services.link_case(row.pk, case_id=taken, actor=clerk, at=at(10))
    last = queries.last_of(row.pk, cast.accounts["clerk"].pk)
    assert last
    assert last.token == "a"
    with nothing_changes(), pytest.raises(Conflict):
        services.undo(row.pk, token=f"case-{taken}", actor=clerk, at=at(11))


def test_a_stall_at_which_a_case_was_taken_stays_on_the_plan(cast: Any) -> None:
    clerk, row = cast.actor("clerk"), stall(cast)
    services.link_case(row.pk, case_id=case(cast), was_counted=True, actor=clerk, at=at(10))
    with nothing_changes(), pytest.raises(Conflict):
        services.take_out_stall(row.pk, actor=secretary(cast), at=at(11))


def test_a_case_that_leaves_with_its_import_is_no_case_of_the_stall_any_more(cast: Any) -> None:
    clerk, row, taken = cast.actor("clerk"), stall(cast), case(cast)
    services.link_case(row.pk, case_id=taken, actor=clerk, at=at(10))
    assert queries.complaints_linked(row.activity_id) == {row.pk: 1}
    Case.objects.filter(pk=taken).update(is_leaving=True)
    assert queries.complaints_linked(row.activity_id) == {}
    assert queries.cases_at(clerk, row.pk) == []
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}


def test_a_case_linked_or_taken_off_afterwards_corrects_the_value(cast: Any) -> None:
    clerk, row, taken = cast.actor("clerk"), stall(cast), case(cast)
    activities.hold_activity(row.activity_id, actor=secretary(cast), at=at(12))
    services.link_case(row.pk, case_id=taken, actor=clerk, at=at(13))
    kept = Kept.objects.select_related("output").get(indicator="complaints_taken")
    assert kept.output
    assert kept.output.said == "1"
    services.unlink_case(row.pk, case_id=taken, actor=clerk, at=at(14))
    kept.refresh_from_db()
    assert kept.output.said == "0"
    assert not Press.objects.exists()


def test_of_two_cases_the_one_that_is_named_is_taken_off(cast: Any) -> None:
    clerk, row, first, second = cast.actor("clerk"), stall(cast), case(cast), case(cast)
    for each in (first, second):
        services.link_case(row.pk, case_id=each, actor=clerk, at=at(10))
    services.unlink_case(row.pk, case_id=second, actor=clerk, at=at(11))
    assert [each.case_id for each in StallCase.objects.all()] == [first]
    services.link_case(row.pk, case_id=second, actor=clerk, at=at(11))
    services.unlink_case(row.pk, case_id=first, actor=clerk, at=at(11))
    assert [each.case_id for each in StallCase.objects.all()] == [second]
    assert queries.totals_at(row.pk) == {"complaints_taken": 1}
