"""Groups of signs, their weights, shares and reasons: counted by hand."""

import math
from array import array
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.learning.rules.grams import groups, known_groups, vector
from open315.learning.rules.linear import LIKELY_ENOUGH, Weights, packed, shares_of, suggest, unpacked
from open315.learning.types import Card, Likely, OfCode, Subject


def test_a_text_is_its_groups_of_one_to_three_signs_in_one_script_and_with_single_blanks() -> None:
    assert groups("退貨 \n 退") == Counter(["退", "货", " ", "退", "退货", "货 ", " 退", "退货 ", "货 退"])
    assert groups("") == Counter()
    assert groups("AB") == Counter(["a", "b", "ab"])


def test_what_stands_behind_four_thousand_signs_is_not_read() -> None:
    assert "末" in groups("字" * 3999 + "末")
    assert "末" not in groups("字" * 4000 + "末")


def test_groups_count_from_the_least_number_of_texts_on_and_the_commonest_are_kept() -> None:
    texts = ["甲乙", "甲乙", "甲丙"]
    places, rarity = known_groups(texts, least=2, most=10)
    assert places == {"甲": 0, "乙": 1, "甲乙": 2}
    assert rarity == pytest.approx([1.0, math.log(4 / 3) + 1, math.log(4 / 3) + 1])
    assert known_groups(texts, least=2, most=1)[0] == {"甲": 0}
    assert known_groups(texts, least=4, most=9) == ({}, [])


def test_a_vector_has_length_one_and_weighs_counts_by_their_logarithm() -> None:
    found = vector("甲甲乙丁", {"甲": 0, "乙": 1}, [1.0, 2.0])
    twice = 1 + math.log(2)
    length = math.hypot(twice, 2.0)
    assert found == pytest.approx({0: twice / length, 1: 2.0 / length})
    assert vector("丁", {"甲": 0}, [1.0]) == {}


def small(heat: float = 1.0) -> Weights:
    """Of 甲乙 the first code, of 丙丁 the second; the third never."""
    rows = [2.0, -1.0, -1.0] * 3 + [-1.0, 2.0, -1.0] * 3
    places = {"甲": 0, "乙": 1, "甲乙": 2, "丙": 3, "丁": 4, "丙丁": 5}
    return Weights(places, [1.0] * 6, ("one", "two", "three"), array("f", rows), (0.0, 0.1, -0.5), heat)


def test_the_likeliest_come_first_and_are_known_by_the_words_as_they_were_written() -> None:
    found = suggest(Subject.GOODS, small(), "丙丁了")
    assert found is not None
    assert [each.code for each in found.likely] == ["two", "one", "three"]
    score = 3 / math.sqrt(3)
    raised = [math.exp(each) for each in (2 * score + 0.1, -score, -score - 0.5)]
    assert [each.share for each in found.likely] == pytest.approx([each / sum(raised) for each in raised])
    assert found.because == ("丙丁",)
    assert found.likely[0].share > LIKELY_ENOUGH


def test_reasons_stand_in_the_script_of_the_text() -> None:
    places = {"退货": 0, "货": 1}
    model = Weights(places, [1.0, 1.0], ("one", "two"), array("f", [1.0, -1.0, 1.0, -1.0]), (0.0, 0.0), 1.0)
    found = suggest(Subject.KIND, model, "不給退貨！")
    assert found is not None
    assert found.because == ("退貨",)


def test_signs_and_blanks_are_no_reason() -> None:
    places = {"，不": 0, "不 ": 1, "不退": 2}
    model = Weights(places, [1.0] * 3, ("one", "two"), array("f", [9.0, 0.0, 9.0, 0.0, 1.0, 0.0]), (0.0, 0.0), 1.0)
    found = suggest(Subject.KIND, model, "，不 不退")
    assert found is not None
    assert found.because == ("不退",)


def test_words_that_speak_against_the_best_are_no_reason_and_none_is_named_inside_another() -> None:
    places = {"甲乙": 0, "甲乙丙": 1, "丁戊": 2, "己庚": 3, "辛壬": 4, "癸子": 5}
    rows = [1.0, 0.0, 3.0, 0.0, -1.0, 1.0, 2.0, 0.0, 2.5, 0.0, 0.5, 0.0]
    model = Weights(places, [1.0] * 6, ("one", "two"), array("f", rows), (0.0, 0.0), 1.0)
    found = suggest(Subject.GOODS, model, "甲乙丙丁戊己庚辛壬癸子")
    assert found is not None
    assert found.because == ("甲乙丙", "辛壬", "己庚")


def test_of_a_text_of_which_nothing_is_known_nothing_is_suggested() -> None:
    assert suggest(Subject.GOODS, small(), "天") is None
    assert suggest(Subject.GOODS, small(), "") is None


def test_a_model_is_the_same_after_it_was_bytes() -> None:
    before = small(0.4)
    after = unpacked(packed(before))
    assert (after.places, after.rarity, after.codes) == (before.places, before.rarity, before.codes)
    assert (list(after.weights), after.bias, after.heat) == (list(before.weights), before.bias, before.heat)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=40), st.floats(0.05, 5))
def test_shares_add_up_to_one_in_the_order_of_the_scores(scores: list[float], heat: float) -> None:
    shares = shares_of(scores, heat)
    assert sum(shares) == pytest.approx(1.0)
    assert max(shares) == shares[scores.index(max(scores))]


def test_less_heat_makes_the_first_surer() -> None:
    assert shares_of([1.0, 0.0], 1.0) == pytest.approx([0.7310586, 0.2689414])
    assert shares_of([1.0, 0.0], 0.5) == pytest.approx([0.8807970, 0.1192030])


@given(st.text(max_size=200))
def test_any_text_is_read_and_its_shares_are_of_one(text: str) -> None:
    found = suggest(Subject.GOODS, small(), text)
    if found is not None:
        assert sum(each.share for each in found.likely) == pytest.approx(1.0)
        assert all(isinstance(each, Likely) for each in found.likely)


def test_a_card_weighs_each_code_the_same() -> None:
    card = Card(40, (OfCode("a", 30, 24, 26), OfCode("b", 10, 8, 14)), ())
    assert [each.f1 for each in card.codes] == pytest.approx([48 / 56, 16 / 24])
    assert card.macro_f1 == pytest.approx((48 / 56 + 16 / 24) / 2)
    assert card.right == pytest.approx(32 / 40)
    empty = Card(0, (), ())
    assert (empty.macro_f1, empty.right, OfCode("c", 0, 0, 0).f1) == (0.0, 0.0, 0.0)
