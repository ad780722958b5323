"""What a held activity put out: who may say it and when, what is refused at which field, what a correction leaves behind. By hand."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from open315.activities.models import Activity, Output
from open315.activities.outputs import queries, rules, services
from open315.activities.outputs.types import Told, split
from open315.activities.outputs.wording import indicator_words
from open315.activities.services import take_up_activity
from open315.activities.tests.making import held, planned
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.quantities import Bound, InWords, Quantity, certainly_more
from open315.indicators.queries import latest
from tests.rows import changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db
LATER = timedelta(days=1)


def told(**said: str) -> list[Told]:
    """What was written, by the names of the fields; a kind stands behind two underscores."""
    return [Told(*split(name.replace("__", ".")), words) for name, words in said.items()]


def standing(activity: Activity) -> dict[str, tuple[Any, ...]]:
    """What counts now, by field: as written, in hundredths, with what it claims."""
    return {name: (row.said, row.hundredths, row.bound) for name, row in queries.standing(activity).items()}


def test_a_value_is_kept_as_it_was_said_with_what_it_claims(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at, kind="consultation")
    said = told(
        leaflets="3000餘份", boards=" 35 ", enquiries="近百", volunteers="約2000", department_stalls="數十",
        fakes_number__salt="八十多", fakes_number__food="0", fakes_value__salt="1.2萬元", fakes_weight__food="1.5", lawyers="",
    )  # fmt: skip
    found = changes(lambda: services.report_outputs(activity.pk, said, actor=actor, at=cast.at))
    assert standing(activity) == {
        "leaflets": ("3000餘份", 300_000, "at_least"),
        "boards": ("35", 3_500, "exact"),
        "enquiries": ("近百", 10_000, "at_most"),
        "volunteers": ("約2000", 200_000, "about"),
        "department_stalls": ("數十", None, ""),
        "fakes_number.salt": ("八十多", 8_000, "at_least"),
        "fakes_number.food": ("0", 0, "exact"),
        "fakes_value.salt": ("1.2萬元", 1_200_000, "exact"),
        "fakes_weight.food": ("1.5", 150, "exact"),
    }
    rows = [row for _how, row in found["activities.Output"]]
    assert {(row["noted_at"], row["ended_at"], row["is_withdrawn"], row["reason"]) for row in rows} == {
        (cast.at, None, False, "")
    }
    province = cast.bodies["province"].pk
    noted = {"council_id": province, "state": "held", "changed": sorted(standing(activity))}
    thing = ("activity", str(activity.pk))
    in_the_audit_log(found, cast, "secretariat", province, "activities.reported", thing, {**noted, "reason": ""})
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == (
        "activities.reported",
        {"activity_id": activity.pk, "council_id": province, "actor": cast.accounts["secretariat"].pk},
    )
    ((_how, moved),) = found["activities.Activity"]
    assert moved["version"] == 3


@pytest.mark.parametrize(
    ("name", "written", "hundredths"),
    [
        ("fakes_weight__food", "3.2噸", 320_000), ("fakes_weight__food", "3.2t", 320_000), ("fakes_weight__food", "15公斤", 1_500),
        ("fakes_weight__food", "15千克", 1_500), ("fakes_weight__food", "15kg", 1_500), ("fakes_weight__food", "15斤", 750),
        ("fakes_weight__food", "1500克", 150), ("fakes_weight__food", "1500g", 150), ("fakes_value__food", "3000元", 300_000),
        ("fakes_value__food", "3000元整", 300_000), ("fakes_value__food", "3000圓", 300_000), ("fakes_value__food", "3000塊", 300_000),
        ("fakes_value__food", "3000塊錢", 300_000), ("fakes_value__food", "3000 yuan", 300_000), ("fakes_value__food", "￥3000", 300_000),
        ("boards", "35塊", 3_500),
    ],
)  # fmt: skip
def test_3_tonnes_are_3000_kilograms_and_not_three(cast: Any, name: str, written: str, hundredths: int) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(**{name: written}), actor=actor, at=cast.at)
    assert standing(activity) == {name.replace("__", "."): (written, hundredths, "exact")}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("fakes_weight__food", "80件"), ("fakes_value__food", "80件"), ("fakes_value__food", "3000美元"), ("leaflets", "3000元"),
        ("leaflets", "3000美元"), ("leaflets", "RMB3000"), ("leaflets", "3噸"), ("leaflets", "3公斤"), ("boards", "35元"),
    ],
)  # fmt: skip
def test_a_value_in_another_unit_is_not_read_as_ours(cast: Any, name: str, written: str) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    with nothing_changes(), pytest.raises(InvalidInput, match="單位與本項不符") as refused:
        services.report_outputs(activity.pk, told(**{name: written}), actor=actor, at=cast.at)
    assert refused.value.field == name.replace("__", ".")


def test_a_correction_ends_a_value_and_begins_the_next_one(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at, kind="consultation")
    services.report_outputs(activity.pk, told(leaflets="3000餘", boards="35"), actor=actor, at=cast.at)
    after = cast.at + LATER
    corrected = told(leaflets="3200", boards="35", enquiries="80")
    services.report_outputs(activity.pk, corrected, reason=" 清點後更正 ", actor=actor, at=after)
    chain = [
        (row.indicator, row.said, row.noted_at, row.ended_at, row.is_withdrawn, row.reason)
        for row in Output.objects.order_by("indicator", "pk")
    ]
    assert chain == [
        ("boards", "35", cast.at, None, False, ""),
        ("enquiries", "80", after, None, False, ""),
        ("leaflets", "3000餘", cast.at, after, False, "清點後更正"),
        ("leaflets", "3200", after, None, False, ""),
    ]


def test_a_withdrawn_value_does_not_stand_any_more(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(boards="35"), actor=actor, at=cast.at)
    services.report_outputs(activity.pk, told(boards=""), reason="記錯活動", actor=actor, at=cast.at + LATER)
    (row,) = Output.objects.all()
    assert (row.said, row.ended_at, row.is_withdrawn, row.reason) == ("35", cast.at + LATER, True, "記錯活動")
    assert standing(activity) == {}
    services.report_outputs(activity.pk, told(boards="30"), actor=actor, at=cast.at + LATER)
    assert standing(activity) == {"boards": ("30", 3_000, "exact")}


def test_what_stands_there_already_writes_nothing(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(boards="35"), actor=actor, at=cast.at)
    with nothing_changes():
        services.report_outputs(activity.pk, told(boards="35 ", leaflets=""), actor=actor, at=cast.at)


def test_the_reason_of_a_correction_is_kept_as_far_as_there_is_room(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(boards="35"), actor=actor, at=cast.at)
    services.report_outputs(activity.pk, told(boards="36"), reason="錯" * 201, actor=actor, at=cast.at)
    assert Output.objects.get(said="35").reason == "錯" * 200


QUANTITY = "請填一個數字，準確數（1450）或約數（80餘、近百、約2000）均可，也可填文字（數百）。"
EXACT = "這一項數得清楚，請填準確數。"
TWINS: list[tuple[dict[str, str], str, str, dict[str, str]]] = [
    # What is wrong, its field, the words, and the nearest that is right.
    ({"leaflets": "30到40"}, "leaflets", QUANTITY, {"leaflets": "40"}),
    ({"teams_final": "8餘"}, "teams_final", EXACT, {"teams_final": "8"}),
    ({"teams_final": "若干"}, "teams_final", EXACT, {"teams_final": "0"}),
    ({"leaflets": "10000.1億"}, "leaflets", "數字過大，請檢查是否多寫了一位。", {"leaflets": "10000億"}),
    ({"boards": "3.5"}, "boards", "小數位數超過了單位的精度。", {"boards": "3.0"}),
    ({"fakes_value__salt": "3.555"}, "fakes_value.salt", "小數位數超過了單位的精度。", {"fakes_value__salt": "3.55"}),
    ({"paper": "3"}, "paper", "請從列表中選擇指標。", {"boards": "3"}),
    ({"activities_held": "3"}, "activities_held", "請從列表中選擇指標。", {"boards": "3"}),
    ({"fakes_number": "3"}, "fakes_number", "請從列表中選擇種類。", {"fakes_number__other": "3"}),
    ({"fakes_number__cars": "3"}, "fakes_number.cars", "請從列表中選擇種類。", {"fakes_number__food": "3"}),
    ({"boards__food": "3"}, "boards.food", "請從列表中選擇種類。", {"boards": "3"}),
    (
        {"settled_on_spot": "31", "complaints_taken": "30"}, "settled_on_spot",
        "這一項是「受理投訴」的一部分，不應更大，請修改其中一個。", {"settled_on_spot": "30", "complaints_taken": "30"},
    ),
]  # fmt: skip


def test_what_does_not_do_is_refused_at_its_field_and_its_twin_is_taken(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at, kind="destruction")
    for wrong, field, said, right in TWINS:
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            services.report_outputs(activity.pk, told(**wrong), actor=actor, at=cast.at)
        with translation.override("zh-hant"):
            assert (refusal.value.field, str(refusal.value.message)) == (field, said), wrong
        with undone():
            services.report_outputs(activity.pk, told(**right), actor=actor, at=cast.at)
            assert len(standing(activity)) == len(right)


def test_the_same_field_is_not_written_twice(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.report_outputs(activity.pk, [*told(boards="3"), *told(boards="4")], actor=actor, at=cast.at)
    assert refusal.value.field == "boards"
    with translation.override("zh-hant"):
        assert str(refusal.value.message) == "同一項填了兩次，請刪去一個。"


@pytest.mark.parametrize("said", ["36", ""])
def test_a_correction_says_why(cast: Any, said: str) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(boards="35"), actor=actor, at=cast.at)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.report_outputs(activity.pk, told(boards=said), reason=" ", actor=actor, at=cast.at)
    with translation.override("zh-hant"):
        assert (refusal.value.field, str(refusal.value.message)) == (
            "reason",
            "更正或撤回已填報的數字，請寫明理由。",
        )


def test_a_part_is_compared_with_the_whole_that_stands_there(cast: Any) -> None:
    """Whichever of the two is written is the field that is wrong; what was wrong before hinders nobody."""
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(complaints_taken="30"), actor=actor, at=cast.at)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.report_outputs(activity.pk, told(settled_on_spot="31"), actor=actor, at=cast.at)
    assert refusal.value.field == "settled_on_spot"
    services.report_outputs(activity.pk, told(settled_on_spot="20"), actor=actor, at=cast.at)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.report_outputs(activity.pk, told(complaints_taken="19"), reason="錯", actor=actor, at=cast.at)
    assert refusal.value.field == "complaints_taken"
    Output.objects.filter(indicator="settled_on_spot").update(hundredths=9_900)
    services.report_outputs(activity.pk, told(boards="3"), actor=actor, at=cast.at)
    assert "boards" in standing(activity)


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_only_what_was_held_put_something_out(cast: Any, state: str) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    Activity.objects.filter(pk=activity.pk).update(state=state)
    with nothing_changes(), pytest.raises(Conflict):
        services.report_outputs(activity.pk, told(boards="3"), actor=actor, at=cast.at)
    Activity.objects.filter(pk=activity.pk).update(state="held")
    assert services.report_outputs(activity.pk, told(boards="3"), actor=actor, at=cast.at).state == "held"


def test_values_stay_when_an_activity_is_taken_up_again(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(boards="3"), actor=actor, at=cast.at)
    take_up_activity(activity.pk, reason="錯", actor=actor, at=cast.at)
    assert standing(activity) == {"boards": ("3", 300, "exact")}


def test_a_form_that_is_older_than_the_activity_is_refused(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    for version in (1, 3):
        with nothing_changes(), pytest.raises(Conflict):
            services.report_outputs(activity.pk, told(boards="3"), actor=actor, at=cast.at, version=version)
    assert services.report_outputs(activity.pk, told(boards="3"), actor=actor, at=cast.at, version=2).version == 3


def test_only_the_secretariats_of_the_council_and_of_those_above_report(cast: Any) -> None:
    activity = held(cast.actor("secretariat"), cast.at)
    for who, refusal in (("analyst", NotAllowed), ("clerk", NotAllowed), ("market_liaison", NotAllowed)):
        with nothing_changes(), pytest.raises(refusal):
            services.report_outputs(activity.pk, told(boards="3"), actor=cast.actor(who), at=cast.at)
    with nothing_changes(), pytest.raises(NotFound):
        services.report_outputs(activity.pk + 1, told(boards="3"), actor=cast.actor("secretariat"), at=cast.at)


def test_what_is_expected_and_not_told_is_shown_as_such(cast: Any) -> None:
    """A seminar is expected to tell who came; in the order of the dictionary, with what was told besides and what was before."""
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    services.report_outputs(activity.pk, told(boards="3", outlets="20多"), actor=actor, at=cast.at)
    services.report_outputs(activity.pk, told(boards="4", outlets=""), reason="錯", actor=actor, at=cast.at)
    found = [
        (each.name, each.now and each.now.said, [row.said for row in each.before])
        for each in queries.reported(activity)
    ]
    assert found == [
        ("boards", "4", ["3"]),
        ("attendance", None, []),
        ("enterprises", None, []),
        ("outlets", None, ["20多"]),
    ]


@pytest.mark.parametrize(
    ("part", "whole", "certain"),
    [
        (Quantity(Decimal(31)), Quantity(Decimal(30)), True),
        (Quantity(Decimal(30)), Quantity(Decimal(30)), False),
        (Quantity(Decimal(31), Bound.AT_LEAST), Quantity(Decimal(30), Bound.AT_MOST), True),
        (Quantity(Decimal(31), Bound.AT_MOST), Quantity(Decimal(30)), False),
        (Quantity(Decimal(31), Bound.ABOUT), Quantity(Decimal(30)), False),
        (Quantity(Decimal(31)), Quantity(Decimal(30), Bound.AT_LEAST), False),
        (Quantity(Decimal(31)), Quantity(Decimal(30), Bound.ABOUT), False),
        (InWords("數百"), Quantity(Decimal(30)), False),
        (Quantity(Decimal(31)), InWords("數百"), False),
        (Quantity(Decimal(31)), None, False),
    ],
)
def test_a_part_is_only_refused_where_it_cannot_be_true(part: Any, whole: Any, certain: bool) -> None:
    assert certainly_more(part, whole) is certain


@given(
    st.integers(0, 10**10),
    st.sampled_from(
        [("{}", "exact"), ("{}餘", "at_least"), ("近{}", "at_most"), ("約{}", "about"), ("{}多份", "at_least")]
    ),
)
def test_what_is_approximate_never_becomes_exact(number: int, said: tuple[str, str]) -> None:
    pattern, bound = said
    value = rules.value_of(pattern.format(number), latest("leaflets"))
    assert value == Quantity(Decimal(number), Bound(bound))
    assert rules.in_hundredths(value) == number * 100
    assert rules.from_hundredths(number * 100) == number


def test_a_stored_value_is_a_whole_number_where_it_is_one() -> None:
    assert (rules.from_hundredths(1_250), rules.from_hundredths(1_200)) == (Decimal("12.5"), 12)
    assert rules.in_hundredths(InWords("數百")) is None


def test_a_kind_that_the_dictionary_dropped_is_its_own_name() -> None:
    with translation.override("zh-hant"):
        assert indicator_words(latest("fakes_number"), "salt") == "銷毀件數：食鹽"
        assert indicator_words(latest("fakes_number"), "cars") == "銷毀件數：cars"
