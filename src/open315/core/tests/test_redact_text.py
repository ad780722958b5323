"""Personal data in free text is masked, all of it."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from open315.core.redaction import mask_email, mask_name, mask_phone, redact

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("電話13812345678。", "電話138****5678。"),
        ("找138-1234-5678或139 8765 4321", "找138-****-5678或139 **** 4321"),
        ("+86 13812345678", "+86 138****5678"),
        ("打0086-138.1234.5678", "打0086-138.****.5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("一三八一二三四五六七八", "一三八****五六七八"),
        ("1381234567813987654321", "******************4321"),
        ("手机138123456782020年买", "手机138****56782020年买"),
        ("座机027-87654321轉8", "座机027-****4321轉8"),
        ("（0714）6351234", "（0714）***1234"),
        ("電話：6351234", "電話：***1234"),
        ("香港+852 9123 4567", "香港+852 **** 4567"),
        ("身份证42010219900307123X", "身份证420***********123X"),
        ("卡号6222021234567890123", "卡号***************0123"),
        ("4111 1111 1111 1111", "**** **** **** 1111"),
        ("寫信zhang.san@example.org", "寫信z****.***@example.org"),
        ("車牌鄂A·D12345，粤B12345", "車牌鄂A·*****5，粤B****5"),
        ("微信号：zhangsan_88", "微信号：z*******_**"),
        ("加我QQ号123456789", "加我QQ号1********"),
        ("護照E12345678", "護照E******78"),
    ],
)
def test_personal_data_is_masked(text: str, masked: str) -> None:
    assert redact(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "2020年6月1日買了3680元的手機，訂單20200601",
        "撥打12315、96315無人接聽，400-800-1234也不通",
        "奧迪A4L 2020款 40 TFSI，故障碼P17F1，行駛12000公里",
        "2020-06-15 18:30 到店",
        "新車VIN碼看不清，微信支付成功",
        "云A座三樓",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert redact(text).text == text
    assert redact(text).found == ()


PHONE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
AROUND = st.text(st.sampled_from("退款，。 的車abc我\n"), max_size=8)
SEPARATOR = st.sampled_from(["", " ", "-", ".", "—", "\u200b", "- "])


@given(
    st.lists(st.tuples(AROUND, PHONE, SEPARATOR, st.sampled_from([{}, FULL_WIDTH, CHINESE])), min_size=1, max_size=4)
)
@example([("", "13000000000", "", {}), ("", "13062000000", " ", {}), ("", "13000000000", " ", {})])
@example(
    [
        ("", "13000000000", "", {}),
        ("", "13000008000", " ", {}),
        ("", "13180008200", " ", {}),
        ("", "13000000000", " ", {}),
    ]
)
def test_no_mobile_number_survives(pieces: list[tuple[str, str, str, dict[int, int]]]) -> None:
    text = "；".join(
        around + separator.join([phone[:3], phone[3:7], phone[7:]]).translate(digits)
        for around, phone, separator, digits in pieces
    )
    redaction = redact(text)
    plain = redaction.text.translate({**{v: k for k, v in FULL_WIDTH.items()}, **{v: k for k, v in CHINESE.items()}})
    plain = re.sub(r"[\s\-.—\u200b]", "", plain)
    assert not any(phone in plain for _, phone, _, _ in pieces)
    # Two numbers beside each other may be read together as a card (130 6200 0000；130 0000 0000).
    kinds = {"phone"} if len(pieces) == 1 else {"phone", "card"}
    at = 0
    for around, phone, separator, _digits in pieces:
        first = at + len(around)
        at = first + len(separator.join([phone[:3], phone[3:7], phone[7:]]))
        assert [each for each in redaction.found if each.kind in kinds and each.start < at and each.end > first]
        at += len("；")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("130 0000 8000；131 8000 8200；130 0000 0000", "130 **** 8000；131 **** 8200；130 **** 0000"),
        ("8000；13180008200；130", "8000；131****8200；130"),
        ("8000；131 80008200；130", "8000；131 ****8200；130"),
        ("8000；121 8000 8200；126", "800*；*** **** ***0；126"),
    ],
)
def test_three_telephones_in_a_row_are_no_identity_number(text: str, masked: str) -> None:
    """Their last, middle and first digits had the check digit of an identity number: ten of eleven digits stayed."""
    assert redact(text).text == masked


@given(st.text(st.sampled_from("0123456789 -.@abX京A一三八電話微信QQ號：身份证*+()"), max_size=60))
def test_redacting_twice_changes_nothing_and_keeps_the_length(text: str) -> None:
    once = redact(text)
    assert redact(once.text).text == once.text
    assert len(once.text) == len(text)


@given(st.text(max_size=80))
def test_any_text_can_be_redacted(text: str) -> None:
    assert len(redact(text).text) == len(text)


def test_findings_say_kind_and_place() -> None:
    found = redact("ab@b.cn 13812345678").found
    assert [(finding.kind, finding.start, finding.end) for finding in found] == [("email", 0, 2), ("phone", 8, 19)]


def test_single_values_are_masked_for_display() -> None:
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("027-87654321") == "027-****4321"
    assert mask_phone("87654321") == "****4321"
    assert mask_phone("12315") == "*****"
    assert mask_name(" 歐陽小明") == "歐**"
    assert mask_name("") == ""
    assert mask_email("zhang@example.org") == "z****@example.org"
