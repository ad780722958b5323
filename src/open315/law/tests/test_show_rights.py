"""Cards of rights: what stands on them holds on the day, with its article; a reader finds them, prints them, begins a complaint from them."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from conftest import Cast
from open315.core import clock
from open315.law import codelists
from open315.law.rules import cards
from open315.law.rules.cards import all_cards, card_on, cards_on, search
from open315.law.rules.texts import faults, in_brackets, texts

CARDS = all_cards()
TODAY = date(2026, 11, 29)
ALL = ["seven-days", "fraud", "food", "six-months", "prepaid", "repair", "platform", "terms", "personal-data"]
POINTS = [(code, each) for code, card in CARDS.items() for each in card.points]
CHANGES = sorted({
    day + timedelta(days=step)
    for each in texts()
    for day in (each.valid_from, each.valid_until)
    if day
    for step in (-1, 0, 1)
} | {each.valid_from for _, each in POINTS} | {TODAY})  # fmt: skip


def test_every_card_is_there_today_in_this_order() -> None:
    assert [each.code for each in cards_on(TODAY)] == ALL


def test_on_every_day_on_which_law_changed_a_card_says_only_what_was_in_force() -> None:
    for day in CHANGES:
        for card in cards_on(day):
            assert card.rights, (day, card.code)
            for each in card.points:
                assert faults(each.article, day, day) == [], (day, card.code, each.words.zh_hant)


@pytest.mark.parametrize(
    ("code", "article", "zh", "en"),
    [
        ("fraud", "第二十一條", "負有告知義務而故意隱瞞真實情況", "hid what it was bound to tell"),
        (
            "repair",
            "第十八條",
            "經營者能證明您實際支付的價格不同的，按實際支付的價格",
            "if the trader proves that you paid another price",
        ),
    ],
)
def test_a_card_promises_no_more_than_its_article(code: str, article: str, zh: str, en: str) -> None:
    """What was wrong: any silence was fraud, and the price on the receipt came back whatever had been paid."""
    card = card_on(code, TODAY)
    assert card is not None
    said = [each for each in card.points if zh in each.words.zh_hant]
    assert [each.article.zh_hant.endswith(article) for each in said] == [True]
    assert en in said[0].words.en


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("seven-days", date(2014, 3, 15)),
        ("fraud", date(1994, 1, 1)),
        ("food", date(2009, 6, 1)),
        ("six-months", date(2014, 3, 15)),
        ("prepaid", date(1994, 1, 1)),
        ("repair", date(2000, 9, 1)),
        ("platform", date(2014, 3, 15)),
        ("terms", date(2014, 3, 15)),
        ("personal-data", date(2014, 3, 15)),
    ],
)
def test_a_card_appears_on_the_first_day_of_its_right_and_not_a_day_before(code: str, first: date) -> None:
    assert card_on(code, first) is not None
    assert card_on(code, first - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("code", "words", "first", "last"),
    [
        ("fraud", "價款或者服務費用的一倍", date(1994, 1, 1), date(2014, 3, 14)),
        ("fraud", "三倍；不足五百元的，為五百元", date(2014, 3, 15), None),
        ("fraud", "標籤標識", date(2024, 7, 1), None),
        ("fraud", "夾帶、掉包", date(2024, 7, 1), None),
        ("food", "價款十倍或者損失三倍", date(2015, 10, 1), None),
        ("food", "合理生活消費需要的範圍內支持；「明知」", date(2024, 8, 22), None),
        ("seven-days", "「已拆封」", date(2022, 3, 15), date(2024, 6, 30)),
        ("seven-days", "不能默認勾選", date(2024, 7, 1), None),
        ("prepaid", "提前三十日公告", date(2024, 7, 1), None),
        ("prepaid", "自付款之日起七日內請求返還", date(2025, 5, 1), None),
        ("repair", "不低於二年或者五萬公里", date(2022, 1, 1), None),
        ("terms", "不成為合同的內容", date(2021, 1, 1), None),
        ("platform", "最近三年的交易記錄", date(2019, 1, 1), None),
        ("personal-data", "拒絕提供商品或者服務", date(2021, 11, 1), None),
    ],
)
def test_a_sentence_stands_on_its_card_on_its_days_only(code: str, words: str, first: date, last: date | None) -> None:
    def is_said(day: date) -> bool:
        card = card_on(code, day)
        return card is not None and any(words in each.words.zh_hant for each in card.points)

    assert is_said(first)
    assert not is_said(first - timedelta(days=1))
    if last is None:
        assert is_said(date(2030, 1, 1))
    else:
        assert is_said(last)
        assert not is_said(last + timedelta(days=1))


def test_an_exception_alone_makes_no_card() -> None:
    """The rule on what is fraud and the limit to daily life are older than triple damages; a limit without a right says nothing."""
    card = CARDS["six-months"]
    limits = tuple(each for each in card.points if each.part == cards.LIMIT)
    only = cards.Card(card.code, card.title, limits, card.tips, card.nature, card.claims, card.related, card.words)
    assert only.on(TODAY) is None


def test_a_part_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no part of a card: duty"):
        cards._point({"part": "duty"})


def test_what_a_card_chooses_beforehand_and_leads_to_exists() -> None:
    natures, claims = dict(codelists.choices("natures")), dict(codelists.choices("claims"))
    for code, card in CARDS.items():
        assert card.nature in natures, code
        assert card.claims, code
        assert set(card.claims) <= set(claims), code
        assert set(card.related) <= set(CARDS) - {code}, code
        assert card.title.en, code
        assert all(each.words.en and each.article.en for each in card.points), code
        assert card.tips, code
        assert all(each.en for each in card.tips), code


def test_our_advice_speaks_of_no_law() -> None:
    law = re.compile("依法|法定|條例|法律|規定|第.+條|Art |[Ll]aw|[Ss]tatut")
    assert [
        (code, each) for code, card in CARDS.items() for each in card.tips if law.search(each.zh_hant + each.en)
    ] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("健身卡", ["prepaid"]),
        ("预付", ["prepaid"]),
        ("退一赔三", ["fraud"]),
        ("gym", ["prepaid"]),
        ("GYM", ["prepaid"]),
        ("十倍 過期", ["food"]),
        ("第一百四十八條", ["food"]),
        ("最終解釋權", ["terms"]),
        ("不存在的詞", []),
        ("", ALL),
        (" ，", ALL),
    ],
)
def test_a_reader_finds_a_card_by_everyday_words_in_either_script(asked: str, found: list[str]) -> None:
    assert [each.code for each in search(cards_on(TODAY), asked)] == found


@pytest.mark.parametrize(
    ("plain", "set_in_brackets"),
    [
        ("消費者權益保護法第二十五條第一款", "《消費者權益保護法》第二十五條第一款"),
        ("消費者權益保護法第二條", "《消費者權益保護法》第二條"),
        ("消費者權益保護法（1993年）第四十九條", "《消費者權益保護法》（1993年）第四十九條"),
        ("消費者權益保護法實施條例第十九條", "《消費者權益保護法實施條例》第十九條"),
        (
            "最高人民法院關於審理網絡消費糾紛案件適用法律若干問題的規定（一）第三條",
            "《最高人民法院關於審理網絡消費糾紛案件適用法律若干問題的規定（一）》第三條",
        ),
        ("民法典第五條；本會調解的規則（本地）", "《民法典》第五條；本會調解的規則（本地）"),
    ],
)
def test_titles_of_law_stand_between_the_brackets_of_titles(plain: str, set_in_brackets: str) -> None:
    assert in_brackets(plain) == set_in_brackets


def read(client: Client, address: str, language: str = "zh-hant") -> str:
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


@pytest.mark.django_db
def test_a_visitor_reads_a_card_with_article_and_day_in_three_languages(client: Client, cast: Cast) -> None:
    page = read(client, "/rights/fraud/")
    assert "三倍；不足五百元的，為五百元" in page
    assert "《消費者權益保護法》第五十五條第一款" in page
    assert "2014-03-15" in page
    assert "一倍" not in page.replace("二倍", "").replace("一倍以上", "")
    english = read(client, "/rights/fraud/", "en")
    assert "at least 500 yuan" in english
    assert "Consumer Protection Law Art 55 (1)" in english
    assert "不足五百元的，为五百元" in read(client, "/rights/fraud/", "zh-hans")


@pytest.mark.django_db
def test_who_bought_earlier_reads_the_law_of_that_day_and_is_told_so(client: Client, cast: Cast) -> None:
    page = read(client, "/rights/fraud/?on=2014-03-14")
    assert "一倍" in page
    assert "三倍" not in page
    assert "2014-03-14" in page
    assert "這是2014-03-14當日的法律" in page
    assert client.get("/rights/seven-days/?on=2014-03-14").status_code == 404
    listed = client.get("/rights/?on=2014-03-14")
    assert [each.code for each in listed.context["cards"]] == ["fraud", "food", "prepaid", "repair"]
    assert "/rights/fraud/?on=2014-03-14" in listed.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "nonsense", "1993-12-31", "2999-01-01", "2026-02-30"])
def test_a_day_of_which_no_card_may_speak_is_today(client: Client, cast: Cast, asked: str) -> None:
    answer = client.get("/rights/", {"on": asked})
    assert answer.context["day"] == clock.today()
    assert [each.code for each in answer.context["cards"]] == ALL


@pytest.mark.django_db
def test_the_first_day_of_which_a_card_may_speak_is_taken(client: Client, cast: Cast) -> None:
    assert client.get("/rights/?on=1994-01-01").context["day"] == date(1994, 1, 1)


@pytest.mark.django_db
def test_a_card_that_nobody_wrote_is_not_found(client: Client, cast: Cast) -> None:
    assert client.get("/rights/no-such-card/").status_code == 404


@pytest.mark.django_db
def test_a_search_without_a_hit_says_what_to_do(client: Client, cast: Cast) -> None:
    page = read(client, "/rights/?q=不存在的詞")
    assert "沒有包含這些字詞的卡片" in page
    assert "/complain/?kind=enquiry" in page


@pytest.mark.django_db
def test_a_complaint_begun_from_a_card_knows_what_it_is_about(client: Client, cast: Cast) -> None:
    assert 'href="/complain/?kind=complaint&amp;about=prepaid"' in read(client, "/rights/prepaid/")
    form = client.get("/complain/?kind=complaint&about=prepaid").context["form"]
    assert (form["nature"].value(), form["claims"].value()) == ("contract", ["refund", "performance"])
    for nothing in ("", "&about=no-such-card"):
        form = client.get(f"/complain/?kind=complaint{nothing}").context["form"]
        assert (form["nature"].value(), form["claims"].value()) == (None, None)


@pytest.mark.django_db
def test_what_was_answered_already_is_not_chosen_anew(client: Client, cast: Cast) -> None:
    begun = client.get("/complain/?kind=complaint").context["submission"]
    told = {"kind": "complaint", "submission": begun, "claims": ["repair"], "narrative": "壞了", "step": "draft"}
    client.post("/complain/", told)
    form = client.get("/complain/?kind=complaint&about=prepaid").context["form"]
    assert (form["claims"].value(), form["narrative"].value()) == (["repair"], "壞了")


@pytest.mark.django_db
def test_the_form_of_a_complaint_leads_to_the_cards_without_leaving_it(client: Client, cast: Cast) -> None:
    page = read(client, "/complain/?kind=complaint")
    for code in ALL:
        assert f'href="/rights/{code}/" target="_blank" rel="noopener"' in page
    assert "/rights/" not in read(client, "/complain/?kind=enquiry")


def test_no_sentence_is_said_twice_on_one_day() -> None:
    for code, card in CARDS.items():
        for earlier, later in pairwise(sorted(card.points, key=lambda each: (each.words.zh_hant, each.valid_from))):
            if earlier.words == later.words:
                assert earlier.valid_until is not None, code
                assert earlier.valid_until < later.valid_from, code
