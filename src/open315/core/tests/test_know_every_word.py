"""Every word and sign that redaction goes by bites: the sentences of `every_word.txt`, and the ways to part a number, typed by hand.

A list and its sentences are held against each other in both directions, so that a word that is lost, mistyped or without a
sentence shows.
"""

import re

import pytest

from open315.core.redaction import redact
from open315.core.redaction.patterns.telephones import is_grouped_as_fixed, is_grouped_as_local, is_grouped_as_mobile
from open315.core.redaction.reading import NUMERALS
from open315.core.redaction.words import either, firsts, groupings, names, parsed, words
from open315.core.tests.every_word import sentences, table, typed

MOBILE = "3-4-4 3-3-5 4-3-4 4-4-3 3-2-2-2-2 3-4-2-2 3-2-2-4 1-3-3-4 1-2-4-4 1-2-8"
FIXED = "7 8 4-4 3-4 4-3 2-2-2-2 4-2-2 3-2-2 2-3-3 2-2-3 2-6 3-5 1-7"
SPOKEN = {
    "0": "〇零洞○◯",
    "1": "一壹弌幺吆",
    "2": "二贰貳弍两兩",
    "3": "三叁參叄弎",
    "4": "四肆",
    "5": "五伍",
    "6": "六陆陸",
    "7": "七柒拐",
    "8": "八捌",
    "9": "九玖勾",
}


def hides(sentence: str) -> bool:
    """Whether what stands in brackets is hidden, save three signs at its beginning and four at its end, and nothing else is."""
    before, secret, after = re.fullmatch(r"([^⟦]*)(?:⟦(.*)⟧)?(.*)", sentence).groups("")  # type: ignore[union-attr]
    said = redact(before + secret + after).text
    middle = said[len(before) : len(before) + len(secret)]
    return said.startswith(before) and said.endswith(after) and "*" in middle and middle[3:-4].strip("*.·_- ") == ""


@pytest.mark.parametrize("how", ["hides", "leaves"])
def test_every_word_does_in_its_sentence_what_it_is_for(how: str) -> None:
    tried = [sentence.format(word) for name in table() for sentence in sentences(name, how) for word in typed(name)]
    failed = [each for each in tried if (hides(each) if how == "hides" else redact(each).text == each) is False]
    assert failed == []
    assert len(tried) > 150


def test_another_word_in_its_place_does_the_opposite() -> None:
    for name in table():
        others = [other.format(typed(name)[0]) for other in sentences(name, "but")]
        assert others, name
        for other in others:
            assert hides(other) if "⟦" in other else redact(other).text == other, other


def test_every_word_of_every_list_has_a_sentence() -> None:
    parted = {"telephones.mobile_groups": MOBILE.split(), "telephones.fixed_groups": FIXED.split()}
    assert {name: list(words(name)) for name in names()} == {name: typed(name) for name in table()} | parted


def test_no_word_ends_with_another_of_its_list_that_would_do_in_its_place() -> None:
    something_before = {"names.mine", "telephones.mobile_groups", "telephones.fixed_groups"}
    free = [name for name in names() if name not in something_before]
    assert [(a, b) for name in free for a in words(name) for b in words(name) if a != b and a.endswith(b)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "x = []",
        "x = ['電話', '電話']",
        "x = ['']",
        "x = ['Tel']",
        "x = [' tel']",
        "x = ['ｔｅｌ']",
        "x = ''",
        "x = '王王'",
    ],
)
def test_a_list_with_a_word_that_cannot_bite_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"telephones\.x of words\.toml"):
        parsed(f"[telephones]\n{wrong}")


def test_lists_are_read_by_kind_and_name() -> None:
    assert parsed("[a]\nb = ['電話', 'id no']\nc = '王李'\n[d]\nb = ['x']") == {
        "a.b": ("電話", "id no"), "a.c": ("王", "李"), "d.b": ("x",),
    }  # fmt: skip


def parted(number: str, sizes: str, *signs: str) -> str:
    """The number in groups of these sizes, the signs in turn between them."""
    text, at = "", 0
    for index, size in enumerate(map(int, sizes.split("-"))):
        text += (signs[index % len(signs)] if text else "") + number[at : at + size]
        at += size
    assert at == len(number)
    return text


def test_a_mobile_number_is_known_in_every_grouping_of_the_list_and_in_no_other() -> None:
    assert [each for each in MOBILE.split() if not is_grouped_as_mobile(parted("13912345678", each, "-", "/"))] == []
    others = "2-4-5 3-5-3 2-2-7 5-3-3 4-2-5 1-4-6 3-3-3-2 1-3-7".split()
    assert [each for each in others if is_grouped_as_mobile(parted("13912345678", each, "-", "/"))] == []


def test_a_fixed_number_is_known_in_every_grouping_of_the_list_and_in_no_other() -> None:
    number = {each: "87654321"[: sum(map(int, each.split("-")))] for each in FIXED.split()}
    assert [each for each in number if not is_grouped_as_local(parted(number[each], each, " "))] == []
    assert [each for each in number if not is_grouped_as_fixed(f"027 {parted(number[each], each, ' ')}")] == []
    assert [each for each in number if redact(f"027 {parted(number[each], each, ' ')}").found == ()] == []
    others = {"5-3": "87654321", "6-2": "87654321", "1-6": "8765432", "5-2": "8765432", "3-3-2": "87654321"}
    assert [each for each in others if is_grouped_as_local(parted(others[each], each, " "))] == []
    assert [each for each in others if is_grouped_as_fixed(f"027 {parted(others[each], each, ' ')}")] == []


def test_a_day_is_no_telephone_number_and_an_area_code_has_two_to_four_digits() -> None:
    assert [is_grouped_as_local(each) for each in ("2020-10-12", "2020-40-12", "2020 1012")] == [False, True, True]
    assert [is_grouped_as_fixed(each) for each in ("010 2020-10-12", "010 2020-40-12")] == [False, True]
    areas = {"02 7654321": True, "027 7654321": True, "0276 7654321": True, "0 7654321": False, "02765 7654321": False}
    assert {each: is_grouped_as_fixed(each) for each in areas} == areas
    assert [is_grouped_as_fixed(each) for each in ("02787654321", "0 2 7 8 7 6 5 4 3 2 1", "027 87 654321")] == [
        True
    ] * 3


def test_words_become_alternatives_and_what_they_begin_with_a_class() -> None:
    assert either(["電話", "tel", "fax"]) == "電話|tel|fax"
    assert firsts(["电话", "電話", "电报", "tel"]) == "电電t"


def test_groupings_are_tuples_of_sizes() -> None:
    assert (3, 4, 4) in groupings("telephones.mobile_groups")
    assert (7,) in groupings("telephones.fixed_groups")
    assert len(groupings("telephones.mobile_groups")) == 10
    assert len(groupings("telephones.fixed_groups")) == 13


def test_every_sign_for_a_digit_is_read_as_it() -> None:
    assert {digit: [NUMERALS[ord(sign)] for sign in signs] for digit, signs in SPOKEN.items()} == {
        digit: [digit] * len(signs) for digit, signs in SPOKEN.items()
    }
