"""Folding, cutting and comparing Chinese text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.core.text import bigrams, fold, folding, letters, similarity, to_simplified, to_traditional
from open315.core.text.folding import registered
from open315.core.text.script import converter

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("變速箱", "变速箱"), ("裏面", "裡面"), ("裏面", "里面"), ("鬍鬚", "胡须"), ("製造", "制造"), ("臺灣", "台湾"),
        ("羣眾", "群众"), ("爲什麼", "为什么"), ("為什麽", "为什么"), ("瞭解", "了解"), ("拉鍊", "拉链"), ("帳戶", "账户"),
        ("看著", "看着"), ("乾淨", "干净"), ("頭髮", "头发"), ("發票", "发票"), ("計畫", "计划"), ("衞生", "卫生"),
        ("ＢＭＷ　３２０ｉ", "bmw 320I"), ("Škoda", "skoda"), ("5㎏", "5KG"), ("退\u200b款", "退款"), ("㈱", "(株)"),
    ],
)  # fmt: skip
def test_ways_of_writing_the_same_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("blank", ["\t", "\n", "\x85", "\u3000", "\u00a0"])
def test_every_kind_of_blank_stays_between_words(blank: str) -> None:
    assert fold(f"one{blank}two") == "one two"


@pytest.mark.parametrize("parting", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_a_control_sign_that_parts_words_is_a_blank_as_well(parting: str) -> None:
    assert fold(f"one{parting}two") == "one two"


def test_a_registered_name_is_told_in_one_script_with_its_width_case_and_signs() -> None:
    names = {
        "武漢　　市 ABC（一店）": "武汉 市 ABC（一店）", " 甲\u00a0乙 ": "甲 乙", "ＡＢＣ": "ＡＢＣ", "\u2f00\u2f2d\u2fd5": "一山龠", "e\u0301": "é", "㈱": "㈱", "①": "①",
        "葛\ufe00店\ufe0f": "葛店", "葛\U000e0100店\U000e01ef": "葛店", "\u2eff⼭": "\u2eff山", "ﷺ": "ﷺ", "Å": "Å", "!": "!",
    }  # fmt: skip
    assert {each: registered(each) for each in names} == names


def test_radicals_and_selectors_stand_where_unicode_has_them() -> None:
    assert (
        range(0x2F00, 0x2FE0), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0),
    ) == (folding.KANGXI, folding.VARIATIONS, folding.MORE_VARIATIONS)  # fmt: skip


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(CHINESE, st.sampled_from(["s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s", "t2tw", "t2hk"]))
def test_a_text_folds_like_its_other_scripts(text: str, way: str) -> None:
    assert fold(converter(way).convert(text)) == fold(text)


@given(st.text(max_size=60), st.data())
def test_every_part_of_two_or_more_letters_is_a_run_of_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    whole, run = bigrams(text), bigrams(part)
    if len(letters(part)) >= 2:
        assert any(whole[at : at + len(run)] == run for at in range(len(whole)))
    else:
        assert run == []


def test_pairs_run_across_punctuation_and_leave_it_out() -> None:
    assert bigrams("退款，難！") == ["退款", "款难"]


def test_rare_characters_beyond_the_first_plane_are_letters() -> None:
    assert bigrams("𠮷野家") == ["𠮷野", "野家"]


def test_alike_texts_are_alike_in_either_script() -> None:
    assert similarity("變速箱漏油，要求退車", "变速箱漏油要求退车") == 1.0
    assert similarity("變速箱漏油", "外賣送錯了") == 0.0
    assert similarity("", "") == 0.0
    assert 0.5 < similarity("新買的手機無法開機，商家不退款", "新買的手機無法開機，商家拒絕退款") < 1.0


def test_conversion_for_reading_keeps_the_mainland_words() -> None:
    assert to_traditional("这个软件为什么在里面") == "這個軟件為什麼在裡面"
    assert to_simplified("這個軟體為什麼在裡面") == "这个软体为什么在里面"
    assert to_simplified("屬於「解決」的『件數』") == "属于“解决”的‘件数’"
