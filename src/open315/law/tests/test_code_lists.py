from datetime import date

import pytest
from django.utils import translation

from open315.cases.types import Channel, HandoffState, Kind, State
from open315.law import codelists
from open315.law.rules.packs import all_packs
from open315.law.types import ClockState


@pytest.mark.parametrize("name", codelists.list_names())
def test_every_list_can_be_read_and_is_named_in_both_languages(name: str) -> None:
    for each in codelists.code_list(name).codes.values():
        assert each.names.zh_hant, each
        assert each.names.en, each


@pytest.mark.parametrize(
    ("name", "enumeration"),
    [
        ("kinds", Kind),
        ("channels", Channel),
        ("states", State),
        ("clock_states", ClockState),
        ("handoff_states", HandoffState),
    ],
)
def test_every_value_of_an_enumeration_has_a_name(name: str, enumeration: type) -> None:
    assert set(codelists.codes(name)) == {each.value for each in enumeration}  # type: ignore[attr-defined]


def test_there_are_ten_natures_and_the_old_ones_live_on_in_them() -> None:
    assert len(codelists.codes("natures")) == 10
    assert "advertising" in codelists.codes("natures", on=date(2012, 1, 1))
    assert codelists.present("natures", "advertising") == "false_publicity"
    assert codelists.present("natures", "quality") == "quality"
    assert codelists.label("natures", "advertising").zh_hant == "廣告"


def test_labels_speak_the_language_that_is_active_when_they_are_shown() -> None:
    label = codelists.label("natures", "after_sales")
    with translation.override("zh-hans"):
        assert str(label) == "售后服务"
    with translation.override("en"):
        assert str(label) == "After-sales service"
    assert codelists.choices("kinds", "zh-hans")[0] == ("complaint", "投诉")


def test_an_unknown_code_is_its_own_name() -> None:
    assert str(codelists.label("goods", "spaceships")) == "spaceships"
    with pytest.raises(LookupError):
        codelists.entry("goods", "spaceships")
    with pytest.raises(LookupError):
        codelists.code_list("../goods")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("goods", "家用电子电器类", "appliances"),
        ("goods", "服裝、鞋帽", "clothing"),
        ("natures", "人格权益", "dignity"),
        ("natures", "營銷合同", "contract"),
        ("claims", "换货", "replace"),
        ("channels", "来访", "desk"),
        ("natures", "quality", "quality"),
        ("natures", "", ""),
    ],
)
def test_codes_are_found_by_the_names_that_sheets_use(name: str, text: str, code: str) -> None:
    assert codelists.find(name, text) == code


def test_goods_are_offered_in_groups() -> None:
    groups = dict(codelists.grouped_choices("goods", "en"))
    assert ("food", "Food") in groups["Goods"]
    assert ("telecom", "Telecommunications") in groups["Services"]
    assert sum(map(len, groups.values())) == len(codelists.codes("goods"))


def test_results_fit_the_kind_and_some_count_as_solved() -> None:
    assert "answered" not in [code for code, _ in codelists.choices("results", kind="complaint")]
    assert codelists.solved_results() >= {"mediated", "settled"}
    assert "not_settled" not in codelists.solved_results()


def test_the_short_names_cover_every_ground_of_every_pack() -> None:
    for found in all_packs().values():
        assert {each.code for each in found.grounds} <= set(codelists.codes("decline_grounds"))
        assert {each.code for each in found.pauses} <= set(codelists.codes("pause_grounds"))
