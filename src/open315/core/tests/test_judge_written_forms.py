"""The small decisions of redaction, one by one and at their borders: values by hand, of nobody."""

from collections.abc import Callable

import pytest

from open315.core.redaction import Own, mask_own, redact
from open315.core.redaction.patterns.papers import has_five_digits, is_id_number, is_of_korea
from open315.core.redaction.patterns.plates import LETTER_VALUES, WEIGHTS, has_two_digits, is_frame, is_plate
from open315.core.redaction.patterns.spelled import is_spelled, is_told_in_pieces
from open315.core.redaction.patterns.telephones import is_grouped_as_mobile
from open315.core.redaction.reading import NUMERALS, read
from open315.core.redaction.redact import WORTH, Finding, Found
from open315.core.text.folding import fold


@pytest.mark.parametrize(
    ("value", "parted_so"),
    [
        ("138:12:345678", False),  # a time may stand there: two digits between colons
        ("138:123:45678", True),
        ("1 38-1234.5678", True),
        ("1 38-123.45678", False),
        ("13-812-34 5678", False),
    ],
)
def test_a_mobile_number_is_told_by_how_its_digits_are_parted(value: str, parted_so: bool) -> None:
    assert is_grouped_as_mobile(value) is parted_so


@pytest.mark.parametrize(
    ("value", "is_number"),
    [
        ("420102-19900307-1230", True),
        ("420102:19900307:1230", False),
        ("420102：19900307：1230", False),
        ("990102-19900307-1230", False),
        ("420102-2020-03-07-1230", False),
        ("420102-1990-03-07-1230", True),
    ],
)
def test_an_identity_number_with_gaps_needs_a_province_and_no_colons(value: str, is_number: bool) -> None:
    assert is_id_number(value) is is_number


def test_the_signs_of_a_plate_are_parted_once_or_from_the_first_on() -> None:
    plates = {
        "A12345": True,
        "ABCD12": True,
        "ABCDE1": False,
        "A1-2345": True,
        "A-1-2345": True,
        "AB-1-2345": False,
        "AB-CD12": False,
        "AB-C123": True,
    }
    assert {each: is_plate(each) for each in plates} == plates


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1\N{COMBINING ENCLOSING KEYCAP}2", "12"),
        ("1\N{COMBINING ACUTE ACCENT}2", "12"),
        ("甲，乙A", "甲，乙a"),
        ("１２", "12"),
    ],
)
def test_what_stands_on_signs_is_not_read_and_chinese_marks_are_as_they_are(text: str, plain: str) -> None:
    assert read(text).plain == plain


@pytest.mark.parametrize(("text", "plain"), [("½", "½"), ("幺㈡〣", "123"), ("十", "十")])
def test_only_numerals_of_one_digit_are_read_as_digits(text: str, plain: str) -> None:
    assert read(text, NUMERALS).plain == plain


@pytest.mark.parametrize("word", ["身份证", "身份證", "身分证", "身分證", "证件", "證件", "idcard", "id card", "id no"])
def test_a_number_behind_the_word_for_a_paper_is_masked_whatever_its_digits_say(word: str) -> None:
    assert "990199990399123" not in redact(f"{word}：990199990399123").text
    assert "990199990399123" in redact("批次：990199990399123").text


@pytest.mark.parametrize(
    "where", ["支付宝", "支付寶", "alipay", "zfb", "抖音", "快手", "小红书", "小紅書", "微博", "旺旺", "钉钉", "釘釘"]
)
def test_a_name_on_another_service_is_masked_behind_its_word(where: str) -> None:
    done = redact(f"{where}：zhang_san88")
    assert "zhang_san88" not in done.text
    assert {each.kind for each in done.found} == {"account"}


@pytest.mark.parametrize("text", ["电话是139001390007", "电话：1 3 9 0 0 1 3 9 0 0 7", "致电139，0013，9007"])
def test_a_telephone_number_is_found_as_one(text: str) -> None:
    assert {each.kind for each in redact(text).found} <= {"phone"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("王明明", True),
        ("王·明·明", True),
        ("王  明明", True),
        ("王   明明", False),
        ("王，明明", False),
        ("王甲明明", False),
    ],
)
def test_her_name_is_found_across_a_small_gap_alone(text: str, masked: bool) -> None:
    said = mask_own(f"他說{text}來過", Own("王明明", "", "", "", ""))
    assert (said != f"他說{text}來過") is masked


@pytest.mark.parametrize(
    ("text", "folded"), [("a\nb", "a b"), ("a\tb", "a b"), ("a\u3000b", "a b"), ("a\u200bb", "ab")]
)
def test_whatever_parts_words_is_a_blank_when_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


JUDGED: list[tuple[Callable[[str], bool], str, bool]] = [
    (is_of_korea, "900307-1234567", True),
    (is_of_korea, "901307-1234567", False),  # no thirteenth month
    (is_of_korea, "900332-1234567", False),
    (is_of_korea, "900307-9234567", False),
    (is_told_in_pieces, "1-3-8-1-2-3-4", True),
    (is_frame, "1M8GDM9A9KP042782", True),
    (is_frame, "1M8GDM9A8KP042782", False),
    (has_five_digits, "A1234", False),
    (has_five_digits, "A12345", True),
    (has_two_digits, "AB1CD", False),
    (has_two_digits, "AB12D", True),
    (is_frame, "1M8GDM9AXKP042788", True),
    (is_frame, "1M8GDM9A1KP042788", False),  # another check digit
    (is_frame, "1m8gdm9axkp042788", True),
    (is_frame, "11111111111111111", False),  # right by its check digit, and a number all the same
    (is_spelled, "one three eight 1234", True),
    (is_spelled, "one three 12345678", False),
    (is_spelled, "one three eight 123", False),
    (is_told_in_pieces, "138哈1234哈5678", True),
    (is_told_in_pieces, "13一8二12三345678", True),
    (is_told_in_pieces, "1三38一12二34四5678", False),
    (is_told_in_pieces, "138元1234哈5678", False),
    (is_told_in_pieces, "138-1234-56-78", True),
]


def test_what_a_find_must_hold_to_be_real() -> None:
    assert [(judge.__name__, value, judge(value)) for judge, value, _is_one in JUDGED] == [
        (judge.__name__, value, is_one) for judge, value, is_one in JUDGED
    ]


STAYS = [
    "小区共有10栋460户", "5栋120平米", "3号楼200元一天", "施工新建一排谷山变电站", "泉塘街道第二社区卫生中心", "一栋一单元和二单元电梯坏了", "11号送到，等到十三四号",
    "商家在江汉路88号", "大家在江汉路88号", "一房一价表", "a座，0731", "1楼2号窗口", "编号2020-1-2301", "现在2号楼停水", "版本1.2345", "one two three four", "他们住在一起", "4号线3号口",
    "家住!!1号楼", "联系人：王!，", "阳光!3-2-1105", "家住光明!88号", "使用123456次", "大使123456", "x使12345", "微博abc", "t.me/abc", "姓名：chen", "my name is li and i bought it",
    "name: li", "2026.05.12 12:30", "30.5928", "批次12,34",
]  # fmt: skip
MASKED = {
    "退到武汉市珞喻路123号5栋2单元801室": "退到武汉市珞喻路*************",
    "小区17栋3002业主": "小区*******业主",
    "家住江汉路88号": "家住******",
    "家住武汉市江汉区江汉路88号": "家住武汉市江汉区******",
    "坐标城3-2-1105": "坐标城*-*-****",
    "Flat B, 12/F, 688 Nathan Road。": "**** *, **/*, *** ****** ****。",
    "定位30.5928,114.3055": "定位**.****,***.****",
    "定位30.5928,114.3055。": "定位**.****,***.****。",
    "家住阳光小区3-2-15。": "家住阳光小区*-*-**。",
    "微博@张小明生活，": "微博@张****，",
    "看t.me/zhangsan99，": "看t.me/z*********，",
    "乘客：chen meiling。": "乘客：c*** *******。",
    "my name is li xiaolong.": "my name is l* ********.",
    "香港朋友61239876，": "香港朋友****9876，",
    "澳門 6123-9876。": "澳門 ****-9876。",
    "61239876（香港）": "****9876（香港）",
    "6123 9876 [hk]": "**** 9876 [hk]",
    "&#49;&#51;&#57;&#49;&#50;&#51;&#52;。": "&#**;&#**;&#**;&#**;&#**;&#**;&#**;。",
    "139-1234（晚上打）5678，": "139-****（晚上打）5678，",
    "广字第12345号": "广字第***45号",
    "900307-1234567，": "90****-*****67，",
    "使123456，": "使*****6，",
    "1/234567/8，": "1/******/8，",
    "LSVAM4187C2184847，": "*************4847，",
    "12345678的qq邮箱": "1*******的qq邮箱",
    "姓郭名晓峰，": "姓郭名**，",
}


def test_what_only_looks_like_a_home_stays() -> None:
    assert {text: redact(text).text for text in STAYS} == {text: text for text in STAYS}


def test_of_a_home_town_and_region_stay_and_of_a_name_the_first_sign() -> None:
    assert {text: redact(text).text for text in MASKED} == MASKED


def test_the_check_digit_of_a_frame_goes_by_the_values_and_weights_of_the_standard() -> None:
    """GB 16735: I, O and Q are no signs of it; the ninth sign, the check digit, weighs nothing."""
    letters = "A1 B2 C3 D4 E5 F6 G7 H8 J1 K2 L3 M4 N5 P7 R9 S2 T3 U4 V5 W6 X7 Y8 Z9".split()
    assert {each[0]: int(each[1]) for each in letters} == LETTER_VALUES
    assert WEIGHTS == (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def test_an_earlier_find_has_the_first_claim() -> None:
    found = Found("abcdefgh")
    for kind, start, end in [("a", 1, 3), ("b", 2, 5), ("c", 3, 5), ("d", 0, 8), ("e", 0, 1)]:
        found.add(Finding(kind, start, end), 1, 2)
    assert found.ends == [(Finding("a", 1, 3), 1, 2), (Finding("c", 3, 5), 1, 2), (Finding("e", 0, 1), 1, 2)]


def test_a_text_without_a_sign_that_a_find_needs_is_not_walked() -> None:
    assert [sign for sign in "我住户名a0@" if not WORTH.search(sign)] == []
    assert [sign for sign in "鄂云視!☎，" if WORTH.search(sign)] == []


def test_signs_that_look_like_another_are_read_as_it() -> None:
    assert read("×ХхΧχー‒–—―−﹣").plain == "xxxxx-------"
    assert read("电!").plain == "电!"
