"""No pack, line of competence or way out cites law that was not in force on a day for which it is cited."""

from collections.abc import Iterator
from datetime import date

import pytest

from open315.law.rules.exits import all_exits
from open315.law.rules.packs import Pack, all_packs
from open315.law.rules.texts import faults, texts
from open315.law.seeds import shipped_lines

PACKS = all_packs()


def citations(pack: Pack) -> Iterator[str]:
    yield pack.counting.zh_hant
    for each in (*pack.clocks, *pack.pauses, *pack.grounds, *pack.terminations, *pack.routes):
        yield each.article.zh_hant


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


def test_every_line_of_competence_cites_law_in_force() -> None:
    wrong = [
        f"{line['code']}: {fault}"
        for line in shipped_lines()
        for fault in faults(line["article"]["zh_hant"], line["valid_from"], line.get("valid_until"))
    ]
    assert wrong == []


def test_every_way_out_cites_law_in_force() -> None:
    wrong = [
        f"{way_out.code}: {fault}"
        for way_out in all_exits().values()
        for each in way_out.articles
        for fault in faults(each.article.zh_hant, each.valid_from, each.valid_until)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("citation", "since", "until", "wrong"),
    [
        ("處理辦法第十六條", date(2026, 4, 15), None, 0),
        ("處理辦法第十六條", date(2026, 4, 14), None, 1),
        ("暫行辦法第十五條", date(2020, 1, 1), date(2026, 4, 14), 0),
        ("暫行辦法第十五條", date(2020, 1, 1), date(2026, 4, 15), 1),
        ("暫行辦法第十五條", date(2019, 12, 31), None, 2),
        ("實施條例第四十五條；民法典第二百零三條（期間末日）", date(2024, 7, 1), None, 0),
        ("實施條例第四十五條；民法典第二百零三條（期間末日）", date(2020, 12, 31), None, 2),
        ("消費者權益保護法第二條", date(2000, 1, 1), None, 0),
        ("消費者權益保護法第三十九條", date(2014, 3, 14), None, 1),
        ("本會受理投訴的規則（本地）", date(2000, 1, 1), None, 0),
        ("某某法第一條", date(2026, 1, 1), None, 1),
    ],
)
def test_a_day_too_early_or_too_late_is_found(citation: str, since: date, until: date | None, wrong: int) -> None:
    assert len(faults(citation, since, until)) == wrong


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
    assert "處理辦法" not in "".join(citations(PACKS["council-2024"]))
