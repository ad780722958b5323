"""No pack, line of competence, way out or card of rights cites law that was not in force on a day for which it is cited."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open315.core.names import Names, names
from open315.law.rules.cards import all_cards
from open315.law.rules.exits import all_exits
from open315.law.rules.packs import Pack, all_packs, choices_for
from open315.law.rules.texts import faults, texts
from open315.law.seeds import shipped_lines

PACKS = all_packs()


def citations(pack: Pack) -> Iterator[Names]:
    yield pack.counting
    for each in (*pack.clocks, *pack.pauses, *pack.grounds, *pack.terminations, *pack.routes):
        yield each.article


@pytest.mark.parametrize("code", list(PACKS))
def test_every_article_a_pack_cites_was_in_force_on_every_day_of_the_pack(code: str) -> None:
    pack = PACKS[code]
    wrong = [fault for each in citations(pack) for fault in faults(each, pack.valid_from, pack.valid_until)]
    assert wrong == []


@pytest.mark.parametrize("code", list(PACKS))
def test_on_every_day_on_which_law_changed_a_packs_articles_were_in_force(code: str) -> None:
    pack = PACKS[code]
    days = {each.valid_from for each in texts()} | {each.valid_until for each in texts() if each.valid_until}
    for day in sorted({pack.valid_from, *days, date(2026, 11, 27)}):
        if pack.holds_on(day):
            assert [fault for each in citations(pack) for fault in faults(each, day, day)] == [], day


@settings(max_examples=150, deadline=None)
@given(
    day=st.dates(date(1985, 1, 1), date(2030, 12, 31)),
    kind=st.sampled_from(["complaint", "report", "enquiry"]),
    body=st.sampled_from(["council", "department"]),
    region=st.sampled_from(["", "420100", "330100", "310115"]),
)
def test_whatever_pack_a_day_offers_is_in_force_with_all_it_cites_and_one_governs_a_council(
    day: date, kind: str, body: str, region: str
) -> None:
    offered = choices_for(kind, body, day, region)
    for each in offered:
        assert each.valid_from <= day
        assert each.valid_until is None or day <= each.valid_until
        assert [fault for one in citations(each) for fault in faults(one, day, day)] == []
    if body == "council":
        assert [each.automatic for each in offered].count(True) == 1


def test_every_line_of_competence_cites_law_in_force() -> None:
    wrong = [
        f"{line['code']}: {fault}"
        for line in shipped_lines()
        for fault in faults(names(line["article"]), line["valid_from"], line.get("valid_until"))
    ]
    assert wrong == []


def test_every_way_out_cites_law_in_force() -> None:
    wrong = [
        f"{way_out.code}: {fault}"
        for way_out in all_exits().values()
        for each in way_out.articles
        for fault in faults(each.article, each.valid_from, each.valid_until)
    ]
    assert wrong == []


def test_every_sentence_of_a_card_of_rights_cites_law_in_force() -> None:
    wrong = [
        f"{card.code}: {fault}"
        for card in all_cards().values()
        for each in card.points
        for fault in faults(each.article, each.valid_from, each.valid_until)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("zh", "en", "since", "until", "wrong"),
    [
        ("處理辦法第十六條", "SAMR Order 121 Art 16", date(2026, 4, 15), None, 0),
        ("處理辦法第十六條", "SAMR Order 121 Art 16", date(2026, 4, 14), None, 2),
        ("暫行辦法第十五條", "SAMR Order 20 Art 15", date(2020, 1, 1), date(2026, 4, 14), 0),
        ("暫行辦法第十五條", "SAMR Order 20 Art 15", date(2020, 1, 1), date(2026, 4, 15), 2),
        ("暫行辦法第十五條", "SAMR Order 20 Art 15", date(2019, 12, 31), None, 4),
        ("實施條例第四十五條；民法典第二百零三條（期間末日）", "Implementing Regulation Art 45; Civil Code Art 203 (last day)", date(2024, 7, 1), None, 0),
        ("實施條例第四十五條；民法典第二百零三條", "Implementing Regulation Art 45; Civil Code Art 203", date(2020, 12, 31), None, 4),
        ("消費者權益保護法第二條", "Consumer Protection Law Art 2", date(2000, 1, 1), None, 0),
        ("消費者權益保護法第二十八條", "Consumer Protection Law Art 28", date(2000, 1, 1), None, 2),
        ("消費者權益保護法第三十九條", "Consumer Protection Law Art 39", date(2014, 3, 14), None, 2),
        ("城市房地產管理法第七條", "Urban Real Estate Administration Law Art 7", date(2007, 8, 30), None, 0),
        ("城市房地產管理法第七條", "Urban Real Estate Administration Law Art 7", date(2007, 8, 29), None, 2),
        ("本會受理投訴的規則（本地）", "The council's own rules on complaints (local)", date(2000, 1, 1), None, 0),
        ("某某法第一條", "Some Law Art 1", date(2026, 1, 1), None, 3),
    ],
)  # fmt: skip
def test_a_day_too_early_or_too_late_is_found(zh: str, en: str, since: date, until: date | None, wrong: int) -> None:
    assert len(faults(Names(zh, en), since, until)) == wrong


@pytest.mark.parametrize(
    ("zh", "en", "is_said"),
    [
        ("價格法第五條、第三十三條", "Price Law Art 5 and 33", True),
        ("價格法第五條、第三十三條", "Price Law Art 5 and 34", False),
        ("價格法第五條、第三十三條", "Price Law Art 5", False),
        ("價格法第五條", "Metrology Law Art 5", False),
        ("價格法第五條", "", False),
        ("價格法第五條；計量法第四條", "Price Law Art 5", False),
        ("價格法第五條", "Price Law Art 5; Metrology Law Art 4", False),
        ("處理辦法第二十三條第一款第（五）項", "SAMR Order 121 Art 23 (1)(5)", True),
        ("處理辦法第二十三條第一款第（五）項", "SAMR Order 121 Art 23 (1)(6)", False),
        ("處理辦法第二十三條第一款第（五）項", "SAMR Order 20 Art 23 (1)(5)", False),
        ("保險法第一百三十五條", "Insurance Law Art 135", True),
        ("保險法第一百一十條", "Insurance Law Art 110", True),
        ("保險法第二百零三條", "Insurance Law Art 203", True),
        ("保險法第十條至第二十條", "Insurance Law Art 10 to 20", True),
        ("保險法第九條（第二類、第三類）", "Insurance Law Art 9 (classes II and III)", True),
        ("保險法第九條（依當時的規章，十五日）", "Insurance Law Art 9 (15 days by the rules of the time)", True),
        ("保險法第四十五條「及時處理」", 'Insurance Law Art 45 ("promptly")', True),
        ("本會調解的規則（本地）", "The council's own rules on mediation (local)", True),
        ("本會調解的規則（本地）", "The civil law of the time", False),
    ],
)
def test_an_english_citation_that_says_another_article_is_found(zh: str, en: str, is_said: bool) -> None:
    """What nobody saw before: only the Chinese of a citation was held to the law."""
    said = [fault for fault in faults(Names(zh, en), date(2026, 5, 1), date(2026, 5, 1)) if " is not " in fault]
    assert (not said) is is_said


def test_only_these_texts_are_still_cited_from_knowledge() -> None:
    """Each is named with what is missing in docs/law.md; a text that joins them has to be compared, or told there."""
    assert {each.name.zh_hant for each in texts() if each.read != "text"} == {
        "藥品管理法（2015年）", "藥品管理法（2001年、2015年）", "郵政法（2009年）", "保險法（2009年）",
        "醫療機構管理條例", "環境噪聲污染防治法", "證券法", "行政處罰法（1996年）",
    }  # fmt: skip


def test_the_shanghai_regulations_of_2014_are_not_cited_after_their_revision() -> None:
    """What was wrong: Art 56 stood without an end, though the regulations were revised from 2022-08-01."""
    cited = Names("上海市條例第五十六條第一款", "Shanghai regulations Art 56 (1)")
    assert faults(cited, date(2015, 3, 15), date(2022, 7, 31)) == []
    assert len(faults(cited, date(2015, 3, 15), date(2022, 8, 1))) == 2
    assert len(faults(cited, date(2015, 3, 15), None)) == 2


def test_refusals_of_2018_cite_neither_order_121_nor_the_civil_code() -> None:
    """What the user saw: council-2014 printed Order 121 (2026), the Civil Code (2021) and the 60 days of the authorities in refusals."""
    pack = PACKS["council-2014"]
    printed = "".join(
        each.article.zh_hant + each.words.zh_hant for each in (*pack.grounds, *pack.terminations, *pack.clocks)
    )
    assert "處理辦法" not in printed
    assert "民法典" not in printed
    assert "實施條例" not in printed
    assert "參照行政部門的六十日" not in printed
    assert "處理辦法" not in "".join(each.zh_hant for each in citations(PACKS["council-2024"]))
