"""Goods in people's own words: everyday words in both scripts, pinyin, English; nothing is guessed."""

import pytest

from open315.law import codelists
from open315.law.goods_words import find_goods, words_to_offer


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("手机", "appliances"),
        ("手機", "appliances"),
        ("汽车", "vehicles"),
        ("冰箱", "appliances"),
        ("健身", "leisure"),
        ("酒店", "life_services"),
        ("外卖", "life_services"),
        ("银行", "finance"),
        ("预付卡", "life_services"),
        ("美容", "life_services"),
        ("医院", "health"),
        ("car", "vehicles"),
        ("used-car", "vehicles"),
        ("A Car from Wuhan", "vehicles"),
        ("carpet", ""),
        ("scar", ""),
        ("health care", "health"),
        ("shouji", "appliances"),
        ("shǒu jī", "appliances"),
        ("qc", "vehicles"),
        ("y", ""),
        ("海爾冰箱 BCD-216", "appliances"),
        ("手機卡", "telecom"),
        ("健身卡退費", "leisure"),
        ("醫療美容", "health"),
        ("food", "food"),
        ("食品類", "food"),
        ("某種東西", ""),
        ("", ""),
        ("  ", ""),
    ],
)
def test_everyday_words_find_their_category_and_others_find_none(written: str, code: str) -> None:
    assert find_goods(written) == code


def test_initials_that_could_be_several_are_none() -> None:
    """sj is 手機 and 私教."""
    assert find_goods("sj") == ""


@pytest.mark.parametrize("language", ["zh-hant", "en", ""])
def test_every_word_that_is_offered_leads_to_a_category_in_use(language: str) -> None:
    offered = words_to_offer(language)
    assert len(offered) > 100
    assert {find_goods(word) for word in offered} <= set(codelists.codes("goods"))


def test_readers_of_english_are_offered_english() -> None:
    assert "used car" in words_to_offer("en")
    assert "手機" not in words_to_offer("en")
    assert "手機" in words_to_offer("zh-hans")
