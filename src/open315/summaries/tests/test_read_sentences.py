"""The rules for words with figures in them, and what sentences claim of these."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.summaries.text import rules
from open315.summaries.text.rules import ByHand, Mark, Words


def test_words_are_taken_apart_into_words_marks_and_figures_typed_by_hand() -> None:
    pieces = list(rules.pieces_of("收到{1}件，收視{=1200萬人次| 廣電局 }。"))
    assert pieces == [Words("收到"), Mark(1), Words("件，收視"), ByHand("1200萬人次", "廣電局"), Words("。")]


def test_braces_of_a_chinese_keyboard_are_marks_too() -> None:
    assert rules.tidy(" 收到｛12｝件，｛＝3000份｜簡報｝\r\n下段 ") == "收到{12}件，{=3000份|簡報}\n下段"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("發放資料3000份", ["3000"]),
        ("發放資料３０００份", ["3000"]),
        ("挽回1,234.56元。", ["1,234.56"]),
        ("全省二十家企業", ["二十家"]),
        ("三百餘人參加", ["三百餘人"]),
        ("百分之八十", ["百分之八十"]),
        ("兩成以上", ["兩成"]),
        ("一成以上", ["一成"]),
        ("1月收到5件", ["5"]),
        ("收到{5}件", []),
        ("{=5件|簡報}", []),
        ("2026年3月15日，「3·15」當天", []),
        ("自2026-03-15起9:30開始", []),
        ("第3條、第十二屆、第三次", []),
        ("鄂消〔2026〕12號", []),
        ("二〇一〇年三月十五日", []),
        ("一個重要的原因，一次機會", []),
        ("十分重視", []),
        ("on 15 March 2026, in 2025", []),
        ("on 15 March 2026 we had 40", ["40"]),
    ],
)
def test_figures_are_told_from_days_and_articles(text: str, typed: list[str]) -> None:
    assert rules.typed_figures(text) == typed


def test_only_what_is_new_is_asked() -> None:
    assert rules.new_figures("四類人員，五類場所", "四類人員") == ["五類"]
    assert rules.new_figures("四類人員，四類場所", "四類人員") == ["四類"]
    assert rules.new_figures("四類人員", "四類人員") == []


def test_a_lost_mark_is_named_once() -> None:
    assert rules.lost_marks("{2}", "{1}{2}{1}") == [1]
    assert rules.lost_marks("{2}{1}", "{1}{2}") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{1}{2}", []),
        ("{0}", [("unknown", "{0}")]),
        ("{3}", [("unknown", "{3}")]),
        ("{=5件| }", [("sourceless", "")]),
        ("{= |簡報}", [("sourceless", "")]),
        ("{1", [("broken", ""), ("typed", "1")]),
        ("1}", [("broken", ""), ("typed", "1")]),
        ("5件、6件", [("typed", "5、6")]),
    ],
)
def test_what_is_wrong_with_words_is_named(text: str, found: list[tuple[str, str]]) -> None:
    assert list(rules.faults(text, "", 2, drops=False)) == found


def test_a_passage_has_its_length() -> None:
    assert list(rules.faults("字" * 4000, "", 0, drops=False)) == []
    assert list(rules.faults("字" * 4001, "", 0, drops=False)) == [("long", "4000")]


def test_marks_go_only_when_that_is_said() -> None:
    assert list(rules.faults("", "{1}{2}", 2, drops=False)) == [("lost", "{1} {2}")]
    assert list(rules.faults("", "{1}{2}", 2, drops=True)) == []


PIECES = st.lists(
    st.one_of(st.integers(1, 99).map(lambda n: f"{{{n}}}"), st.text("收到件，。a 上升{}|=1二", max_size=6)), max_size=8
)


@given(PIECES)
def test_whatever_is_typed_is_read_without_losing_a_sign(parts: list[str]) -> None:
    text = "".join(parts)
    length = 0
    for piece in rules.pieces_of(text):
        match piece:
            case Words():
                length += len(piece.text)
            case Mark():
                length += len(f"{{{piece.number}}}")
            case ByHand():
                assert len(piece.text) + len(piece.source) + 4 <= len(text)
                return
    assert length <= len(text)
