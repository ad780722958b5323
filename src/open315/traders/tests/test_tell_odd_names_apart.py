"""Odd pairs of registered names: what a reader of a licence sees as one is one trader, what she sees as two is two."""

from datetime import UTC, datetime

import pytest

from open315.core.text import fold
from open315.traders.services import Described, find_or_add

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, tzinfo=UTC)
ONE = [
    ("老鳳祥銀樓", "老凤祥银楼"),
    ("甲 乙商行", "甲　乙商行"),
    ("甲店\u200b", "甲店"),
    ("甲店\ufe0f", "甲店"),
    ("葛\U000e0100記", "葛記"),
    ("長⼭商店", "長山商店"),
    ("Cafe\u0301 甲", "Café 甲"),
    ("甲店\u3164", "甲店"),
    ("\u202d甲店\u202c", "甲店"),
    (" 甲店 ", "甲店"),
    ("甲  乙商行", "甲 乙商行"),
]
TWO = [
    ("甲店（一店）", "甲店(一店)"),
    ("甲店（一店）", "甲店（二店）"),
    ("AB公司", "Ab公司"),
    ("甲店1号", "甲店１号"),
    ("甲·乙店", "甲乙店"),
    ("甲—乙店", "甲-乙店"),
    ("甲公司", "甲 公司"),
    ("鑫淼", "鑫森"),
    ("甲店", "甲店。"),
    ("著名", "着名"),
]


def trader(name: str) -> int:
    return find_or_add(Described(name), at=AT)


@pytest.mark.parametrize(("one", "other"), ONE)
def test_what_looks_alike_is_one_trader(one: str, other: str) -> None:
    assert trader(one) == trader(other)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_what_differs_in_a_sign_is_two_traders(one: str, other: str) -> None:
    assert trader(one) != trader(other)


@pytest.mark.parametrize(("one", "other"), [TWO[0], TWO[2], TWO[3]])
def test_search_finds_both(one: str, other: str) -> None:
    assert fold(one) == fold(other)
