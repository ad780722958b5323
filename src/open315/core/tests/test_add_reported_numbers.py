"""Numbers that people report stay what they were said to be, alone and in a sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.core.quantities import Bound, InWords, NoQuantity, Quantity, Total, read, read_with_measure, total

EXACT, AT_LEAST, AT_MOST, ABOUT = Bound.EXACT, Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT
WRITTEN = {
    "1450": (1450, EXACT),
    "1,450名": (1450, EXACT),
    "１８６７０份": (18670, EXACT),
    "一千四百五十": (1450, EXACT),
    "0": (0, EXACT),
    "共35塊": (35, EXACT),
    "80餘": (80, AT_LEAST),
    "80多家": (80, AT_LEAST),
    "80家以上": (80, AT_LEAST),
    "3000餘份": (3000, AT_LEAST),
    "200餘個代表隊": (200, AT_LEAST),
    "百餘": (100, AT_LEAST),
    "上百": (100, AT_LEAST),
    "逾3萬": (30_000, AT_LEAST),
    "3千餘萬": (30_000_000, AT_LEAST),
    "1450+": (1450, AT_LEAST),
    "more than 80": (80, AT_LEAST),
    "近百": (100, AT_MOST),
    "近10個": (10, AT_MOST),
    "將近一萬人": (10_000, AT_MOST),
    "不足50": (50, AT_MOST),
    "約2000": (2000, ABOUT),
    "2000份左右": (2000, ABOUT),
    "~300": (300, ABOUT),
    "十來個": (10, ABOUT),
    "約3000餘": (3000, ABOUT),
    "近3000餘": (3000, ABOUT),
    "12.5萬": (125_000, EXACT),
    "1萬2千": (12_000, EXACT),
    "10幾": (10, AT_LEAST),
    "20幾家": (20, AT_LEAST),
    "十數家": (10, AT_LEAST),
    "不少於八十": (80, AT_LEAST),
    "多於八十家": (80, AT_LEAST),
    "不下3000": (3000, AT_LEAST),
    "不下於八十人": (80, AT_LEAST),
    "人民幣3000元": (3000, EXACT),
    "約￥3,000": (3000, ABOUT),
    "RMB3000": (3000, EXACT),
    "CNY 3000": (3000, EXACT),
    "80成人": (80, EXACT),
    "80成年人": (80, EXACT),
    "80成員": (80, EXACT),
    "80成员": (80, EXACT),
    "80成品": (80, EXACT),
    "80th": (80, EXACT),
    "3.2t": (Decimal("3.2"), EXACT),
    "300g": (300, EXACT),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_number_keeps_what_it_was_said_to_be(written: str) -> None:
    value, bound = WRITTEN[written]
    assert read(written) == Quantity(Decimal(value), bound)


@pytest.mark.parametrize("written", [
    "數百", "數百人", "幾千份", "若干", "十幾個", "大量", "好幾十", "不少", "多家商戶", "一批", "一些", "大批", "少量", "部分企業",
    "數以千計", "a few", "dozens", "hundreds", "thousands of people",
])  # fmt: skip
def test_words_without_a_number_are_kept_as_words(written: str) -> None:
    assert read(written) == InWords(written)


@pytest.mark.parametrize("written", ["", "  ", "。"])
def test_nothing_written_is_nothing(written: str) -> None:
    assert read(written) is None


@pytest.mark.parametrize("written", ["80-100", "80至100", "-5", "三百五百", "3家和4家", "見附件", "1.2.3", "80/100"])
def test_what_is_no_single_number_is_refused(written: str) -> None:
    with pytest.raises(NoQuantity):
        read(written)


@pytest.mark.parametrize(
    "written", ["近8成", "80%", "5‰", "3倍", "8折", "1個半小時", "3半", "一天半", "8O", "3l", "5s"]
)
def test_a_share_a_half_or_a_letter_for_a_figure_is_not_read_as_the_number_before_it(written: str) -> None:
    with pytest.raises(NoQuantity):
        read(written)


@pytest.mark.parametrize(
    ("written", "measure"),
    [("80多家", "家"), ("３.2噸", "吨"), ("3000元整", "元整"), ("￥3000", "元"), ("RMB3000", "元"), ("¥3000元", "元"), ("80", ""), ("數百人", ""), ("", "")],
)  # fmt: skip
def test_the_measure_word_behind_a_number_is_told_too(written: str, measure: str) -> None:
    assert read_with_measure(written)[1] == measure


@pytest.mark.parametrize(
    ("bounds", "together"),
    [
        ((EXACT, EXACT), EXACT),
        ((EXACT, AT_LEAST), AT_LEAST),
        ((AT_LEAST, AT_LEAST), AT_LEAST),
        ((EXACT, AT_MOST), AT_MOST),
        ((AT_MOST, AT_MOST), AT_MOST),
        ((AT_LEAST, AT_MOST), ABOUT),
        ((EXACT, ABOUT), ABOUT),
        ((AT_LEAST, ABOUT), ABOUT),
        ((AT_MOST, ABOUT, EXACT), ABOUT),
    ],
)
def test_a_sum_claims_no_more_than_its_parts(bounds: tuple[Bound, ...], together: Bound) -> None:
    found = total(Quantity(Decimal(10), bound) for bound in bounds)
    assert found == Total(Quantity(Decimal(10 * len(bounds)), together))


def test_what_is_missing_and_what_is_said_in_words_stands_beside_the_sum() -> None:
    found = total([Quantity(Decimal(3)), None, InWords("數百"), None])
    assert found == Total(Quantity(Decimal(3)), ("數百",), 2)
    assert not found.is_whole
    assert total([Quantity(Decimal(3))]).is_whole


@pytest.mark.parametrize("parts", [[], [None], [InWords("若干")]])
def test_a_sum_of_no_number_is_not_zero(parts: list[InWords | None]) -> None:
    assert total(parts).sum is None


QUANTITIES = st.builds(Quantity, st.integers(0, 10**9).map(Decimal), st.sampled_from(Bound))


@given(st.lists(QUANTITIES, min_size=1), st.lists(QUANTITIES, min_size=1))
def test_a_sum_of_sums_is_the_sum_of_all(first: list[Quantity], second: list[Quantity]) -> None:
    assert total([total(first).sum, total(second).sum]) == total([*first, *second])


@given(st.lists(QUANTITIES, min_size=1))
def test_a_sum_is_exact_only_if_every_part_is(parts: list[Quantity]) -> None:
    found = total(parts).sum
    assert found is not None
    assert (found.bound is EXACT) == all(part.bound is EXACT for part in parts)


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{}餘", "近{}", "約{}", "{:,}多"]))
def test_a_number_written_is_the_number_read(number: int, written: str) -> None:
    found = read(written.format(number))
    assert isinstance(found, Quantity)
    assert found.value == number
