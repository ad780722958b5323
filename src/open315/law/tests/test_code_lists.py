from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from open315.core.names import Names
from open315.law import codelists
from open315.law.rules.packs import all_packs
from open315.law.types import ClockState

LISTS = (
    "age_bands",
    "claims",
    "clock_states",
    "decline_grounds",
    "genders",
    "goods",
    "natures",
    "pause_grounds",
    "results",
)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_be_read_and_is_named_in_both_languages(name: str) -> None:
    for each in codelists.code_list(name).codes.values():
        assert each.names.zh_hant, each
        assert each.names.en, each


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
    assert codelists.choices("claims", "zh-hans")[0] == ("return", "退货")


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


def test_the_states_of_a_clock_have_a_name_each() -> None:
    assert set(codelists.codes("clock_states")) == {"running", "paused", "met", "late", "void", "unknown"}
    assert {each.value for each in ClockState} == {"running", "paused", "met", "late", "void", "unknown"}


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2009, 12, 31), False),
        (date(2010, 1, 1), True),
        (date(2015, 6, 30), True),
        (date(2015, 7, 1), False),
        (None, False),
    ],
)
def test_a_code_is_in_use_from_its_first_to_its_last_day(day: date | None, holds: bool) -> None:
    code = codelists.Code("old", Names("舊", "old"), valid_from=date(2010, 1, 1), valid_until=date(2015, 6, 30))
    assert code.holds_on(day) is holds


def test_a_code_without_dates_is_always_in_use() -> None:
    code = codelists.Code("ever", Names("常", "ever"))
    assert code.holds_on(None)
    assert code.holds_on(date(1900, 1, 1))


@pytest.fixture
def lists_of_a_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], str]]:
    """Makes the package of a room with one list; what was registered is forgotten afterwards."""
    before = dict(codelists._packages)
    monkeypatch.syspath_prepend(tmp_path)

    def make(name: str, content: str) -> str:
        package = f"lists_{tmp_path.name}_{name}"  # imported packages are remembered by name
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("", encoding="utf-8")
        (tmp_path / package / f"{name}.toml").write_text(content, encoding="utf-8")
        return package

    yield make
    codelists._packages.clear()
    codelists._packages.update(before)
    codelists.code_list.cache_clear()


ONE = 'codes = [{ code = "yes", zh_hant = "是", en = "Yes" }]'


def test_a_room_adds_lists_of_its_own(lists_of_a_room: Callable[[str, str], str]) -> None:
    package = lists_of_a_room("verdicts", ONE)
    with pytest.raises(LookupError):
        codelists.code_list("verdicts")
    codelists.add_lists(package)
    codelists.add_lists(package)
    assert codelists.label("verdicts", "yes").zh_hant == "是"
    assert codelists.list_names().count("verdicts") == 1


def test_two_lists_of_one_name_are_refused_when_a_room_starts(lists_of_a_room: Callable[[str, str], str]) -> None:
    with pytest.raises(ValueError, match="two code lists called 'goods'"):
        codelists.add_lists(lists_of_a_room("goods", ONE))
    assert "food" in codelists.codes("goods")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            'codes = [{ code = "a", zh_hant = "甲", en = "A" }, { code = "a", zh_hant = "甲", en = "A" }]',
            "a is there twice",
        ),
        ('codes = [{ code = "a", zh_hant = "甲", en = "A", group = "x" }]', "its group is unknown"),
        ('codes = [{ code = "a", zh_hant = "甲", en = "A", becomes = "b" }]', "'b'.* do not exist"),
    ],
)
def test_a_mistake_in_a_list_is_named(content: str, message: str, lists_of_a_room: Callable[[str, str], str]) -> None:
    codelists.add_lists(lists_of_a_room("wrong", content))
    with pytest.raises(ValueError, match=message):
        codelists.code_list("wrong")
