"""Amounts of yuan as people write them: exact, about, unknown, or none at all. What is written is read again as the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.core.text import amounts
from open315.core.text.amounts import OTHER_CURRENCY, Amount, NoAmount

EXACT = [
    ("0", 0), ("1,234.50元", 123_450), ("￥ 1，000", 100_000), ("1,0000", 1_000_000), ("人民幣800元整", 80_000), ("共計 2,000 元", 200_000),
    ("３２９９", 329_900), ("1.2萬元", 1_200_000), ("3万", 3_000_000), ("1.2亿", 12_000_000_000), ("1万2千元", 1_200_000), ("1w", 1_000_000),
    ("3k", 300_000), ("兩千三百元", 230_000), ("一万二", 1_200_000), ("三千五", 350_000), ("一万零五", 1_000_500), ("二百零五", 20_500),
    ("十二元", 1_200), ("一百二十萬", 120_000_000), ("一億二千萬", 12_000_000_000), ("壹萬貳仟參佰圓整", 1_230_000), ("伍仟圓", 500_000),
    ("12元5角", 1_250), ("3块5", 350), ("5角", 50), ("12元5角3分", 1_253), ("八毛", 80), ("2百零5", 20_500), ("12.345", 1_234),
]  # fmt: skip
ABOUT = [
    ("約2000", 200_000), ("约2000元", 200_000), ("2千余", 200_000), ("2千餘元", 200_000), ("2000多块钱", 200_000), ("3万余元", 3_000_000),
    ("一百多元", 10_000), ("2000元左右", 200_000), ("近3000元", 300_000), ("大約1.2萬", 1_200_000), ("3000元以上", 300_000), ("不到500", 50_000),
]  # fmt: skip
ABOUT += [
    ("500+", 50_000), ("≈2000", 200_000), ("~2000元", 200_000), ("≥500", 50_000), ("200余万元", 200_000_000), ("十余万元", 10_000_000), ("十多万", 10_000_000),
    ("百余元", 10_000), ("不足300元", 30_000), ("500元以内", 50_000),
]  # fmt: skip
EXACT += [
    ("1 000 元", 100_000),
    ("三 万元", 3_000_000),
    ("5000元。", 500_000),
    ("5000.", 500_000),
    ("5000 yuan", 500_000),
]
UNKNOWN = [
    "",
    " ",
    "不詳",
    "不详",
    "未知",
    "待查",
    "幾千元",
    "数百元",
    "上万元",
    "好几千",
    "若干",
    "十几万",
    "近万元",
    "过万",
    "?",
    "？",
]
UNKNOWN += "不明 不清 不清楚 不知 未填 未說明 待定 待核 ?? ???".split()
NONE = [
    "很多", "500-600", "500至600元", "-5", "5美元", "五美元", "百千", "1,23", "1.5.2", "一二三", "元", "2000元，另500元", "1.2万3", "万", "2000/月",
    "十百", "一万一亿", "三五百元", "12元5角3", "一一", "1 2万 3百 4千",
]  # fmt: skip


def read_or_refused(written: str) -> Amount | str | None:
    try:
        return amounts.read(written)
    except NoAmount:
        return "refused"


def test_an_amount_is_read_to_the_cent() -> None:
    assert {each: read_or_refused(each) for each, _ in EXACT} == {
        each: Amount(cents, is_exact=True) for each, cents in EXACT
    }


def test_that_an_amount_is_only_about_is_told() -> None:
    """「约2000」 was taken as 2,000 without a word, 「2千余」 was refused."""
    assert {each: read_or_refused(each) for each, _ in ABOUT} == {
        each: Amount(cents, is_exact=False) for each, cents in ABOUT
    }


def test_what_is_unknown_stays_unknown() -> None:
    assert {each: read_or_refused(each) for each in UNKNOWN} == dict.fromkeys(UNKNOWN)


def test_what_is_no_amount_is_refused() -> None:
    assert {each: read_or_refused(each) for each in NONE} == dict.fromkeys(NONE, "refused")


HEADINGS = [
    ("金額（萬元）", 10_000), ("涉案金额(万元)", 10_000), ("挽回损失（单位：千元）", 1000), ("金额（亿）", 100_000_000), ("金额/元", 1), ("金额", 1), ("金额（百元）", 100),
    ("金額（百萬元）", 1_000_000), ("金額（十万元）", 100_000), ("金额(千万元)", 10_000_000), ("Amount (10,000 yuan)", 10_000), ("Amount, CNY million", 1_000_000),
    ("Amount in thousand RMB", 1000), ("Amount (yuan)", 1), ("amount_yuan", 1), ("金额(美元)", None), ("金額（HKD）", None), ("Amount $", None),
]  # fmt: skip


def test_a_heading_names_what_a_column_is_counted_in() -> None:
    """「涉案金额（万元）」 1.5 came in as one yuan fifty, dollars as yuan."""
    assert {each: amounts.unit_of(each) for each, _ in HEADINGS} == dict(HEADINGS)


NOTED = [
    ("單位：萬元", 10_000), ("单位:万元", 10_000), ("（單 位：萬 元）", 10_000), ("单位 千元", 1000), ("计量单位：件、万元", 10_000), ("单位：人次/亿元", 100_000_000),
    ("单位：人民币元", 1), ("填报单位：武汉市消协  单位：百万元", 1_000_000), ("單位：萬", 10_000), ("金額單位：RMB千元", 1000), ("单位：万美元", OTHER_CURRENCY),
    ("Unit: 10,000 yuan", 10_000), ("unit: CNY thousand", 1000), ("Unit: 萬元", 10_000), ("2020年投訴統計（單位：萬元）", 10_000),
]  # fmt: skip


def test_a_note_above_the_headings_says_what_the_amounts_below_are_counted_in() -> None:
    """「單位：萬元」 stood above the headings, and 1.5 came in as one yuan fifty."""
    assert {each: amounts.unit_noted(each) for each, _ in NOTED} == dict(NOTED)


OTHER_WORDS = [
    "單位：武漢市消協", "填報單位：武漢元豐公司", "單位：件", "单位：万人", "投訴金額統計表（萬元）", "被投诉单位 万元店", "單位名稱", "共三萬元", "Unity Ltd", "",
]  # fmt: skip


def test_other_words_above_the_headings_are_no_unit() -> None:
    assert {each: amounts.unit_noted(each) for each in OTHER_WORDS} == dict.fromkeys(OTHER_WORDS)


@pytest.mark.parametrize(
    ("heading", "unit", "written"),
    [
        ("金額", 10_000, "金額（萬元）"),
        ("金额", 100, "金额（百元）"),
        ("金額（元）", 10_000, "金額（元）"),
        ("金額", 1, "金額"),
        ("金額", 0, "金額"),
    ],
)
def test_a_unit_goes_into_a_heading_that_names_none_and_out_again(heading: str, unit: int, written: str) -> None:
    assert amounts.with_unit(heading, unit) == written
    assert amounts.unit_of(written) == (unit if written != heading else 1)
    assert amounts.without_unit(written) == heading


def test_every_unit_has_its_word_in_a_heading() -> None:
    words = {
        100: "百元", 1000: "千元", 10_000: "萬元", 100_000: "十萬元", 1_000_000: "百萬元", 10_000_000: "千萬元", 100_000_000: "億元",
    }  # fmt: skip
    for unit, word in words.items():
        assert amounts.with_unit("金額", unit) == f"金額（{word}）"
        assert amounts.unit_of(f"金額（{word}）") == unit
        assert amounts.without_unit(f"金額（{word}）") == "金額"
    assert amounts.without_unit("金額（元）") == "金額（元）"


def test_a_heading_that_names_no_unit_is_told_from_one_in_yuan_and_one_in_another_currency() -> None:
    assert [amounts.unit_named(each) for each in ("金额", "金额（元）", "Amount (yuan)", "金额(美元)")] == [
        None,
        1,
        1,
        0,
    ]
    assert [amounts.unit_noted(each) for each in ("Amount, CNY million", "unit: yuan", "unit: million yuan")] == [
        None,
        1,
        1_000_000,
    ]
    assert OTHER_CURRENCY == 0


def test_brackets_are_enough_in_a_title_that_stands_alone() -> None:
    assert amounts.unit_noted("2020年挽回損失統計表（萬元）", stands_alone=True) == 10_000
    assert amounts.unit_noted("2020年挽回損失統計表（元）", stands_alone=True) == 1
    assert amounts.unit_noted("2020年投訴統計表（全年）", stands_alone=True) is None


def test_a_bare_number_is_one_of_the_unit_and_one_with_its_own_is_what_it_says() -> None:
    assert amounts.read("1.5", 10_000) == Amount(1_500_000)
    assert amounts.read("约1.5", 10_000) == Amount(1_500_000, is_exact=False)
    assert amounts.read("1.5万", 10_000) == Amount(1_500_000)
    assert amounts.read("800元", 10_000) == Amount(80_000)
    assert amounts.read("三千五", 10_000) == Amount(350_000)


DIGITS, UNITS = "零一二三四五六七八九", ("", "十", "百", "千")


def numeral(number: int) -> str:
    """A number below a hundred million as it is read aloud, written out by the rule of primary school."""
    large, small = divmod(number, 10_000)
    if large:
        gap = "零" if 0 < small < 1000 else ""
        return f"{numeral(large)}万{gap}{numeral(small) if small else ''}"
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = small // 10**place % 10
        if digit:
            text, gap = f"{text}{'零' if gap and text else ''}{DIGITS[digit]}{UNITS[place]}", False
        else:
            gap = True
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_a_number_written_in_numerals_is_read_as_itself(number: int) -> None:
    assert amounts.read(f"{numeral(number)}元") == Amount(number * 100)


@given(st.integers(0, 10**13))
def test_an_amount_written_in_figures_is_read_as_itself(cents: int) -> None:
    yuan = Decimal(cents).scaleb(-2)
    for written in (f"{yuan}", f"{yuan:,}", f"¥{yuan}", f"{yuan:,}元", f"人民币{yuan}元整"):
        assert amounts.read(written) == Amount(cents)
    assert amounts.read(f"约{yuan}元") == Amount(cents, is_exact=False)


@given(st.text(max_size=20))
def test_any_text_is_an_amount_nothing_or_refused(written: str) -> None:
    try:
        found = amounts.read(written)
    except NoAmount:
        return
    assert found is None or found.cents >= 0


def test_a_number_below_zero_and_one_that_is_none_are_no_amount() -> None:
    assert amounts.cents(Decimal("0.1")) == 10
    for wrong in ("-1", "NaN", "Infinity"):
        with pytest.raises(NoAmount):
            amounts.cents(Decimal(wrong))
