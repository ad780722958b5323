"""Setting up: who may, what each verb writes, what is refused beside what is not, and what rules say of gaps. All expectations are by hand."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from open315.activities.models import Activity
from open315.activities.tests.test_use_the_verbs import people, table
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.spans import Span, gaps
from open315.stalls import queries, rules, services
from open315.stalls.models import KitItem, Shift, Stall
from open315.stalls.tests.making import BEGINS, ENDS, at, consultation, police, press, secretary, stall, trail, writing
from open315.stalls.types import KitPlan, ShiftPlan, StallPlan
from tests.rows import nothing_changes, undone

pytestmark = pytest.mark.django_db
DAY = Span(BEGINS, ENDS)
PLAN = StallPlan(2, " 律師協會 ", " 免費法律諮詢 ", " 入口處 ")
SHIFT = ShiftPlan(BEGINS, at(10), " 法規科 ", 2)
KIT = KitPlan(" 摺疊桌 ", " 2張 ", " 後勤組 ")
ROLES = """
# yes · no: NotAllowed, whosever it is · unseen: NotFound. Of Wuhan's consultation, which the province sees.
verb         province  wuhan   huangshi  analyst  administrator  clerk   officer  liaison  nobody  visitor
enter        yes       yes     unseen    no       no             no      no       no       no      no
change       yes       yes     unseen    no       no             no      no       no       no      no
take_out     yes       yes     unseen    no       no             no      no       no       no      no
add_shift    yes       yes     unseen    no       no             no      no       no       no      no
drop_shift   yes       yes     unseen    no       no             no      no       no       no      no
add_item     yes       yes     unseen    no       no             no      no       no       no      no
mark         yes       yes     unseen    no       no             no      no       no       no      no
drop_item    yes       yes     unseen    no       no             no      no       no       no      no
press        yes       yes     unseen    no       no             yes     yes      unseen   no      no
undo         yes       yes     unseen    no       no             yes     yes      unseen   no      no
read         yes       yes     unseen    yes      yes            yes     yes      unseen   unseen  unseen
"""


def use(verb: str, row: Stall, actor: Actor) -> Any:
    who: dict[str, Any] = {"actor": actor, "at": at(10)}
    shift, item = row.shifts.first(), row.kit.first()
    ways: dict[str, Any] = {
        "enter": lambda: services.enter_stall(row.activity_id, PLAN, **who),
        "change": lambda: services.change_stall(row.pk, PLAN, **who),
        "take_out": lambda: services.take_out_stall(row.pk, **who),
        "add_shift": lambda: services.add_shift(row.pk, SHIFT, **who),
        "drop_shift": lambda: services.take_out_shift((shift and shift.pk) or 0, **who),
        "add_item": lambda: services.add_item(row.pk, KIT, **who),
        "mark": lambda: services.mark_item((item and item.pk) or 0, mark="packed", **who),
        "drop_item": lambda: services.take_out_item((item and item.pk) or 0, **who),
        "press": lambda: services.press(row.pk, [press("neu")], **who),
        "undo": lambda: services.undo(row.pk, token="alt", **who),
        "read": lambda: queries.get_stall(actor, row.pk),
    }
    return ways[verb]()


def test_each_verb_is_open_to_those_of_the_table_and_changes_nothing_for_others(cast: Any) -> None:
    everybody = people(cast)
    row = stall(cast)
    services.add_shift(row.pk, SHIFT, actor=secretary(cast), at=cast.at)
    services.add_item(row.pk, KIT, actor=secretary(cast), at=cast.at)
    refused = {"no": NotAllowed, "unseen": NotFound}
    for (verb, who), expected in table(ROLES).items():
        with undone():
            if verb == "undo":
                services.press(row.pk, [press("alt")], actor=secretary(cast), at=cast.at)
            if expected == "yes":
                assert use(verb, row, everybody[who]).pk, (verb, who)
                continue
            with nothing_changes(), pytest.raises(refused[expected]):
                use(verb, row, everybody[who])


def test_a_stall_is_written_as_it_was_told_with_its_trail(cast: Any) -> None:
    actor, activity = secretary(cast), consultation(cast)
    partner = police(activity, actor)
    with writing() as written:
        made = services.enter_stall(activity.pk, replace(PLAN, partner_id=partner), actor=actor, at=at(9))
    assert written["stalls.Stall"] == [
        (
            "+",
            {
                "id": made.pk,
                "activity_id": activity.pk,
                "number": 2,
                "body": "律師協會",
                "partner_id": partner,
                "offers": "免費法律諮詢",
                "position": "入口處",
                "is_out": False,
                "version": 1,
                "created_at": at(9),
            },
        )
    ]
    said = trail(written)
    assert said == [("stalls.entered", {"activity_id": activity.pk, "number": 2, "body": "律師協會"})]
    with writing() as written:
        services.change_stall(made.pk, StallPlan(3, "法學會"), actor=actor, at=at(9))
    assert {name: written["stalls.Stall"][0][1][name] for name in ("number", "body", "offers", "position", "partner_id", "version")} == {
        "number": 3, "body": "法學會", "offers": "", "position": "", "partner_id": None, "version": 2,
    }  # fmt: skip
    assert trail(written) == [("stalls.changed", {"activity_id": activity.pk, "number": 3, "body": "法學會"})]


def test_shifts_and_kit_are_written_marked_and_taken_out_with_their_trail(cast: Any) -> None:
    actor, row = secretary(cast), stall(cast)
    with writing() as written:
        shift = services.add_shift(row.pk, SHIFT, actor=actor, at=at(9))
    assert written["stalls.Shift"][0][1] == {
        "id": shift.pk, "stall_id": row.pk, "starts_at": BEGINS, "ends_at": at(10), "office": "法規科", "people": 2,
    }  # fmt: skip
    assert trail(written) == [("stalls.shift_added", {"stall_id": row.pk, "people": 2})]
    with writing() as written:
        item = services.add_item(row.pk, KIT, actor=actor, at=at(9))
    assert written["stalls.KitItem"][0][1] == {
        "id": item.pk, "stall_id": row.pk, "what": "摺疊桌", "amount": "2張", "brings": "後勤組",
        "packed_at": None, "returned_at": None,
    }  # fmt: skip
    assert trail(written) == [("stalls.item_added", {"stall_id": row.pk})]
    with writing() as written:
        services.mark_item(item.pk, mark="packed", actor=actor, at=at(9, 1))
    assert trail(written) == [("stalls.item_marked", {"stall_id": row.pk, "mark": "packed"})]
    with nothing_changes():
        services.mark_item(item.pk, mark="packed", actor=actor, at=at(9, 2))
    services.mark_item(item.pk, mark="returned", actor=actor, at=at(13))
    assert _marks(item) == (at(9, 1), at(13))
    services.mark_item(item.pk, mark="packed", actor=actor, at=at(14))
    assert _marks(item) == (at(9, 1), None)
    services.mark_item(item.pk, mark="open", actor=actor, at=at(14))
    assert _marks(item) == (None, None)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.mark_item(item.pk, mark="lost", actor=actor, at=at(14))
    assert refusal.value.field == "mark"
    with writing() as written:
        services.take_out_item(item.pk, actor=actor, at=at(14))
    assert trail(written) == [("stalls.item_taken_out", {"stall_id": row.pk})]
    with writing() as written:
        services.take_out_shift(shift.pk, actor=actor, at=at(14))
    assert trail(written) == [("stalls.shift_taken_out", {"stall_id": row.pk})]
    assert not KitItem.objects.exists()
    assert not Shift.objects.exists()


def _marks(item: KitItem) -> tuple[Any, Any]:
    item.refresh_from_db()
    return item.packed_at, item.returned_at


def test_a_number_is_one_stalls_until_it_is_taken_out(cast: Any) -> None:
    actor, activity = secretary(cast), consultation(cast)
    first = stall(cast, activity=activity)
    stall(cast, activity=activity, number=7)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal, translation.override("en"):
        services.enter_stall(activity.pk, replace(PLAN, number=1), actor=actor, at=at(9))
    assert (refusal.value.field, str(refusal.value.message)) == (
        "number",
        "This number is another stall's. The next free one is 8.",
    )
    services.change_stall(first.pk, StallPlan(1, "改名"), actor=actor, at=at(9))
    with writing() as written:
        services.take_out_stall(first.pk, actor=actor, at=at(9))
    assert trail(written) == [("stalls.taken_out", {"activity_id": activity.pk, "number": 1})]
    assert services.enter_stall(activity.pk, replace(PLAN, number=1), actor=actor, at=at(9)).number == 1
    with pytest.raises(NotFound):
        services.change_stall(first.pk, PLAN, actor=actor, at=at(9))
    other = consultation(cast)
    assert services.enter_stall(other.pk, replace(PLAN, number=7), actor=actor, at=at(9)).pk


def test_a_stall_at_which_something_was_counted_stays_on_the_plan(cast: Any) -> None:
    actor, row = secretary(cast), stall(cast)
    services.press(row.pk, [press("a")], actor=actor, at=at(10))
    with nothing_changes(), pytest.raises(Conflict):
        services.take_out_stall(row.pk, actor=actor, at=at(11))
    services.undo(row.pk, token="a", actor=actor, at=at(11))
    assert services.take_out_stall(row.pk, actor=actor, at=at(11)).is_out


def test_a_partner_of_another_activity_has_no_stall_here(cast: Any) -> None:
    actor, activity, other = secretary(cast), consultation(cast), consultation(cast)
    elsewhere, here = police(other, actor), police(activity, actor)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.enter_stall(activity.pk, replace(PLAN, partner_id=elsewhere), actor=actor, at=at(9))
    assert refusal.value.field == "partner"
    assert services.enter_stall(activity.pk, replace(PLAN, partner_id=here), actor=actor, at=at(9)).partner_id == here


def test_a_cancelled_activity_has_no_stalls_shifts_or_presses(cast: Any) -> None:
    actor, row = secretary(cast), stall(cast)
    Activity.objects.filter(pk=row.activity_id).update(state="cancelled")
    for act in (
        lambda: services.enter_stall(row.activity_id, PLAN, actor=actor, at=at(9)),
        lambda: services.add_shift(row.pk, SHIFT, actor=actor, at=at(9)),
        lambda: services.press(row.pk, [press("a")], actor=actor, at=at(9)),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            act()


def test_a_form_that_is_older_than_the_stall_is_refused(cast: Any) -> None:
    actor, row = secretary(cast), stall(cast)
    services.change_stall(row.pk, PLAN, actor=actor, at=at(9), version=1)
    for act in (services.take_out_stall, lambda *a, **k: services.change_stall(*a, PLAN, **k)):
        with nothing_changes(), pytest.raises(Conflict):
            act(row.pk, actor=actor, at=at(9), version=1)


STALLS: list[Any] = [
        ({"number": 1}, []), ({"number": 500}, []), ({"number": 0}, [("number", "number_out_of_range")]),
        ({"number": 501}, [("number", "number_out_of_range")]),
        ({"body": " "}, [("body", "body_missing")]), ({"body": f" {'字' * 120} "}, []), ({"body": "字" * 121}, [("body", "body_too_long")]),
        ({"offers": f" {'字' * 200} "}, []), ({"offers": "字" * 201}, [("offers", "offers_too_long")]),
        ({"position": f" {'字' * 80} "}, []), ({"position": "字" * 81}, [("position", "position_too_long")]),
    ]  # fmt: skip


def test_what_is_wrong_with_a_stall_is_named_at_its_field() -> None:
    assert [(each, list(rules.stall_faults(replace(PLAN, **each)))) for each, _wrong in STALLS] == STALLS


SHIFTS: list[Any] = [
        ({"office": " "}, [("office", "office_missing")]), ({"office": f" {'字' * 120} "}, []), ({"office": "字" * 121}, [("office", "office_too_long")]),
        ({"people": 1}, []), ({"people": 0}, [("people", "people_out_of_range")]), ({"people": 200}, []), ({"people": 201}, [("people", "people_out_of_range")]),
        ({"ends_at": BEGINS}, [("ends_at", "ends_before_start")]), ({"ends_at": at(8, 1)}, []),
        ({"starts_at": at(7), "ends_at": BEGINS}, [("starts_at", "outside_of_day")]), ({"starts_at": at(7), "ends_at": at(8, 1)}, []),
        ({"starts_at": ENDS, "ends_at": at(13)}, [("starts_at", "outside_of_day")]), ({"starts_at": at(11, 59), "ends_at": at(13)}, []),
    ]  # fmt: skip


def test_what_is_wrong_with_a_shift_is_named_at_its_field() -> None:
    assert [(each, list(rules.shift_faults(replace(SHIFT, **each), DAY))) for each, _wrong in SHIFTS] == SHIFTS


THINGS: list[Any] = [
        ({}, []), ({"what": " "}, [("what", "what_missing")]), ({"what": f" {'字' * 120} "}, []), ({"what": "字" * 121}, [("what", "what_too_long")]),
        ({"amount": f" {'字' * 40} "}, []), ({"amount": "字" * 41}, [("amount", "amount_too_long")]),
        ({"brings": f" {'字' * 120} "}, []), ({"brings": "字" * 121}, [("brings", "body_too_long")]),
    ]  # fmt: skip


def test_what_is_wrong_with_a_thing_of_the_kit_list_is_named_at_its_field() -> None:
    assert [(each, list(rules.kit_faults(replace(KIT, **each)))) for each, _wrong in THINGS] == THINGS


def test_each_fault_is_said_at_the_field_by_the_verb(cast: Any) -> None:
    actor, row = secretary(cast), stall(cast)
    for act, field in (
        (lambda: services.enter_stall(row.activity_id, replace(PLAN, body=" "), actor=actor, at=at(9)), "body"),
        (lambda: services.change_stall(row.pk, replace(PLAN, number=0), actor=actor, at=at(9)), "number"),
        (lambda: services.add_shift(row.pk, replace(SHIFT, office=""), actor=actor, at=at(9)), "office"),
        (lambda: services.add_item(row.pk, replace(KIT, what=""), actor=actor, at=at(9)), "what"),
    ):
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            act()
        assert refusal.value.field == field


@pytest.mark.parametrize(
    ("shifts", "expected"),
    [
        ([], [(8, 12)]),
        ([(8, 12)], []),
        ([(7, 13)], []),
        ([(8, 10), (10, 12)], []),
        ([(10, 12), (8, 9)], [(9, 10)]),
        ([(9, 11)], [(8, 9), (11, 12)]),
        ([(8, 12), (9, 10)], []),
        ([(8, 9), (12, 13)], [(9, 12)]),
        ([(13, 14)], [(8, 12)]),
        ([(6, 8)], [(8, 12)]),
    ],
)
def test_when_nobody_is_at_a_stall(shifts: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    given_spans = [Span(at(first), at(last)) for first, last in shifts]
    assert gaps(DAY, given_spans) == [Span(at(first), at(last)) for first, last in expected]


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 120)), max_size=8))
def test_every_minute_of_the_day_is_either_manned_or_in_a_gap(shifts: list[tuple[int, int]]) -> None:
    start = BEGINS - timedelta(minutes=30)
    spans = [Span(start + timedelta(minutes=a), start + timedelta(minutes=a + n)) for a, n in shifts]
    found = gaps(DAY, spans)
    for minute in range(0, 240, 7):
        moment = BEGINS + timedelta(minutes=minute)
        manned = any(each.starts_at <= moment < each.ends_at for each in spans)
        assert manned != any(each.starts_at <= moment < each.ends_at for each in found)
