"""What verbs of stalls refuse of what was taken out, in which words, and what they leave as it is. All expectations are by hand."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from open315.activities import services as activities
from open315.activities.models import Output
from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.stalls import rules, services
from open315.stalls.models import Kept, Press
from open315.stalls.services import presses
from open315.stalls.services.verb import FAULTS
from open315.stalls.tests.making import BEGINS, at, press, secretary, stall
from open315.stalls.types import KitPlan, Pressed, ShiftPlan, StallPlan
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
SHIFT = ShiftPlan(BEGINS, at(10), "法規科", 2)
KIT = KitPlan("摺疊桌", "2張", "後勤組")
CODES = """
number_out_of_range body_missing body_too_long offers_too_long position_too_long office_missing office_too_long people_out_of_range
ends_before_start outside_of_day what_missing what_too_long amount_too_long
"""


def act(cast: Any, hour: int = 9) -> dict[str, Any]:
    return {"actor": secretary(cast), "at": at(hour)}


def test_each_fault_of_stalls_and_presses_has_words() -> None:
    assert sorted(FAULTS) == sorted(CODES.split())
    assert sorted(presses.FAULTS) == ["no_token", "unknown_counter"]


def test_how_many_and_how_long_is_told_by_hand() -> None:
    assert (rules.MOST_STALLS, rules.MOST_PEOPLE, presses.MOST_AT_ONCE) == (500, 200, 500)
    assert (rules.BODY_LENGTH, rules.OFFERS_LENGTH, rules.POSITION_LENGTH) == (120, 200, 80)
    assert (rules.OFFICE_LENGTH, rules.WHAT_LENGTH, rules.AMOUNT_LENGTH) == (120, 120, 40)
    minutes = [each.total_seconds() / 60 for each in (rules.EARLY, rules.LATE, rules.SENT_WITHIN, rules.SILENT_AFTER)]
    assert minutes == [180, 720, 10_080, 30]
    assert rules.COUNTER_OF == {"complaint": "complaints_taken", "enquiry": "enquiries"}


def test_shifts_and_kit_of_a_stall_that_was_taken_out_are_gone(cast: Any) -> None:
    gone = stall(cast)
    stays = stall(cast, activity=gone.activity, number=2)
    rows = {
        each: (services.add_shift(each.pk, SHIFT, **act(cast)), services.add_item(each.pk, KIT, **act(cast)))
        for each in (gone, stays)
    }
    services.take_out_stall(gone.pk, **act(cast))
    shift, item = rows[gone]
    for verb in (
        lambda: services.take_out_shift(shift.pk, **act(cast)),
        lambda: services.take_out_item(item.pk, **act(cast)),
        lambda: services.mark_item(item.pk, mark="packed", **act(cast)),
        lambda: services.press(gone.pk, [press("a")], **act(cast)),
        lambda: services.add_shift(gone.pk, SHIFT, **act(cast)),
    ):
        with nothing_changes(), pytest.raises(NotFound):
            verb()
    shift, item = rows[stays]
    assert services.take_out_shift(shift.pk, **act(cast)).stall_id == stays.pk
    assert services.take_out_item(item.pk, **act(cast)).stall_id == stays.pk


def test_what_comes_back_unpacked_was_packed_then_and_stays_marked(cast: Any) -> None:
    row = stall(cast)
    item = services.add_item(row.pk, KIT, **act(cast))
    marked = services.mark_item(item.pk, mark="returned", **act(cast, 13))
    assert (marked.packed_at, marked.returned_at) == (at(13), at(13))
    with nothing_changes():
        services.mark_item(item.pk, mark="returned", **act(cast, 14))
    opened = services.mark_item(item.pk, mark="open", **act(cast, 15))
    assert (opened.packed_at, opened.returned_at) == (None, None)
    with nothing_changes():
        services.mark_item(item.pk, mark="open", **act(cast, 16))


def test_each_refusal_of_a_press_says_what_is_to_be_done(cast: Any) -> None:
    row = stall(cast)
    told: list[tuple[Any, Any, str]] = [
        (InvalidInput, [Pressed("", "enquiries")], "This button has grown old. Open the page of the stall again."),
        (InvalidInput, [Pressed("a", "boards")], "There is no such button."),
        (InvalidInput, [], "There is no such button."),
        (
            Conflict,
            [press("a", pressed_at=at(4, 59))],
            "It is counted from three hours before the activity begins until that evening.",
        ),
    ]
    for error, batch, words in told:
        with nothing_changes(), pytest.raises(error) as refused:
            services.press(row.pk, batch, **act(cast))
        with translation.override("en"):
            assert str(refused.value.message) == words


def test_blanks_around_what_a_change_says_are_not_kept(cast: Any) -> None:
    row = stall(cast)
    changed = services.change_stall(row.pk, StallPlan(3, " 法學會 ", " 諮詢 ", " 西側 "), **act(cast))
    assert (changed.number, changed.body, changed.offers, changed.position) == (3, "法學會", "諮詢", "西側")
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.change_stall(row.pk, replace(StallPlan(501, "法學會")), **act(cast))
    assert refused.value.field == "number"


def test_what_was_typed_beside_one_counter_leaves_the_other(cast: Any) -> None:
    row = stall(cast)
    services.press(row.pk, [press("a"), press("b", "leaflets", 10)], **act(cast))
    activities.hold_activity(row.activity_id, **act(cast, 12))
    outputs.report_outputs(row.activity_id, [Told("leaflets", "", "20")], **act(cast, 13))
    kept = {each.indicator: (each.said, each.said_at) for each in Kept.objects.all()}
    assert kept == {"enquiries": ("", None), "leaflets": ("20", at(13))}


def test_a_value_that_came_from_counters_says_so_where_it_is_corrected(cast: Any) -> None:
    row = stall(cast)
    services.press(row.pk, [press("a")], **act(cast))
    activities.hold_activity(row.activity_id, **act(cast, 12))
    services.press(row.pk, [press("b", pressed_at=at(11))], actor=secretary(cast), at=at(9, day=13))
    standing = Output.objects.get(indicator="enquiries", ended_at=None)
    assert (standing.said, standing.reason) == ("2", "")
    assert Output.objects.get(indicator="enquiries", said="1").reason == "攤位現場計數"
    assert Kept.objects.get(indicator="enquiries").output_id == standing.pk
    assert Press.objects.count() == 2
