"""Numbers in Chinese numerals and figures, of text that is folded already: what each sign says, and what makes no number."""

from decimal import Decimal

from open315.core.text import numerals
from open315.core.text.numerals import NoNumber


def read(written: str) -> Decimal | None:
    try:
        return numerals.read(written)
    except NoNumber:
        return None


SIGNS = {
    "零": 0, "〇": 0, "一": 1, "壹": 1, "二": 2, "贰": 2, "两": 2, "三": 3, "叁": 3, "参": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7,
    "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
UNITS = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "k": 1000,
    "万": 10_000,
    "w": 10_000,
    "亿": 100_000_000,
}
NUMBERS: dict[str, int | str | None] = {
    "": 0, "0": 0, "7": 7, "12": 12, "1.5": "1.5", "12,000": 12_000, "1,234,567.8": "1234567.8", "1,0000": 10_000, "1,2345,6789": 123_456_789, "零": 0, "一百万一百": 1_000_100, "三百万一千二百": 3_001_200, "零十": 0, "零五": 5,
    "十": 10, "十二": 12, "二十": 20, "九十九": 99, "一百": 100, "一百零五": 105, "一百一十": 110, "一百一": 110, "二百五": 250, "三千五": 3500, "三千零五": 3005,
    "三千零五十": 3050, "三千五百": 3500, "一万二": 12_000, "一万二千": 12_000, "一万零二": 10_002, "一万零二百": 10_200, "十二万": 120_000,
    "一百二十万": 1_200_000, "一亿二": 120_000_000, "一亿二千万": 120_000_000, "一亿零三": 100_000_003, "1万2千": 12_000, "2百零5": 205, "1.5万": 15_000,
    "1.5千": 1500, "3千2": 3200, "3千12": 3012, "3千1.5": "3001.5", "10万": 100_000, "五十3": 53, "1万0.5": "10000.5", "百": None, "千": None, "万": None,
}  # fmt: skip
NONE = [
    "1,23", "1,234,5", ".", ",", "1.5.2", "一二", "11一", "一一", "十百", "百十", "一千一千", "一十一百", "一万一亿", "万一", "零万", "0亿", "1.5三", "一百百", "五1",
    "三千三千万", "一百万一百万万",
]  # fmt: skip


def test_every_sign_says_what_it_is() -> None:
    assert {sign: read(sign) for sign in SIGNS} == SIGNS
    assert {unit: read(f"三{unit}") for unit in UNITS} == {unit: 3 * worth for unit, worth in UNITS.items()}
    assert set(numerals.SIGNS) == {*SIGNS, *UNITS}
    assert numerals.UNITS == "十拾百佰千仟k万w亿"
    assert len(numerals.SIGNS) == 32


def test_a_number_is_read_from_left_to_right() -> None:
    expected = {each: None if value is None else Decimal(value) for each, value in NUMBERS.items()}
    assert {each: read(each) for each in NUMBERS} == expected


def test_signs_that_make_no_number_are_refused() -> None:
    assert {each: read(each) for each in NONE} == dict.fromkeys(NONE)
