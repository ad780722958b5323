"""Amounts of yuan in words, as they are read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.core.text import amounts
from open315.core.text.amount_words import in_words

SAID = {
    0: "零元", 5: "五分", 50: "五角", 55: "五角五分", 100: "一元", 105: "一元零五分", 110: "一元一角", 1000: "十元", 1100: "十一元",
    11_000: "一百一十元", 10_500: "一百零五元", 100_500: "一千零五元", 329_900: "三千二百九十九元", 320_005: "三千二百元零五分",
    1_000_500: "一萬零五元", 1_050_000: "一萬零五百元", 1_500_000: "一萬五千元", 10_000_100: "十萬零一元", 1_000_000_000: "一千萬元",
    10_000_000_000: "一億元", 10_001_000_100: "一億零一萬零一元", 1_000_010_000_000: "一百億零一十萬元", 10_000_000_000_100: "一千億零一元",
    123_456_789_012: "十二億三千四百五十六萬七千八百九十元一角二分",
}  # fmt: skip


@pytest.mark.parametrize(("cents", "words"), SAID.items())
def test_an_amount_is_said_as_one_reads_it(cents: int, words: str) -> None:
    assert in_words(cents) == words


@pytest.mark.parametrize("cents", [-1, 10**14])
def test_less_than_nothing_and_a_million_million_are_not_said(cents: int) -> None:
    with pytest.raises(ValueError, match=str(cents)):
        in_words(cents)


def test_the_largest_amount_is_said() -> None:
    assert in_words(10**14 - 1) == "九千九百九十九億九千九百九十九萬九千九百九十九元九角九分"


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_what_is_said_is_read_as_the_same_amount(yuan: int) -> None:
    found = amounts.read(in_words(yuan * 100))
    assert found is not None
    assert found.cents == yuan * 100
