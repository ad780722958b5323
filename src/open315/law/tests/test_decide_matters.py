"""The matters that people decided by hand (docs/law/competence.md), put to the table of competence and to the portal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from open315.law import codelists
from open315.law.queries import competence
from open315.law.questions import purposes
from open315.law.rules.competence import Matter
from open315.org import queries as org
from open315.org.codes import sector_name_on, sectors

TABLE = Path(__file__).parents[4] / "docs" / "law" / "competence.md"
KINDS = {"投訴": "complaint", "舉報": "report", "諮詢": "enquiry"}
TRADERS = {
    "": "", "門店": "offline", "自建網站": "own_site", "平台": "platform", "平台內賣家": "platform_seller", "生產者": "manufacturer",
}  # fmt: skip
LEVELS = {1: "省級", 2: "市級", 3: "縣級"}
NO_TIER = {"central_bank": "中國人民銀行及其分支機構"}
"""Whose tier the law does not name."""


@dataclass(frozen=True)
class Decided:
    """One line of the table, as people read it."""

    number: str
    day: date
    kind: str
    matter: str
    goods: str
    nature: str
    trader: str
    purpose: str
    place: str
    trader_place: str
    platform_place: str
    authority: str
    article: str
    why: str

    def question(self) -> Matter:
        """The same, as the table of competence is asked."""
        return Matter(
            kind=KINDS[self.kind],
            goods=codelists.find("goods", self.goods),
            nature=codelists.find("natures", self.nature) if self.nature else "",
            trader_kind=TRADERS[self.trader],
            region_code=place(self.place),
            trader_region=place(self.trader_place),
            platform_region=place(self.platform_place),
            purpose=purpose(self.purpose),
        )


def place(written: str) -> str:
    if not written:
        return ""
    code = org.place_finder("420000").find(written)
    assert code, written
    return code


def purpose(label: str) -> str:
    known = {
        "": "",
        "生活消費": "consumer",
        **{words.zh_hant: code for code, words in purposes() if code != "consumer"},
    }
    return known[label]


def decided() -> Iterator[Decided]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].isdecimal():
            yield Decided(cells[0], date.fromisoformat(cells[1]), *cells[2:])


ROWS = list(decided())


def said(answer: competence.Competent, on: date) -> str:
    """The answer in the words of the table."""
    if answer.exit and not answer.sector:
        return "（不屬行政機關管轄）"
    where = org.region_path(answer.region_code).zh_hant if answer.region_code else "（地點待補充）"
    if answer.level == 0:
        return f"{NO_TIER[answer.sector]}·{where}"
    return f"{LEVELS[answer.level]}{sector_name_on(answer.sector, on).zh_hant}部門·{where}"


def test_more_than_a_hundred_matters_are_decided_by_hand_each_with_its_article() -> None:
    assert len(ROWS) >= 100
    assert [each.number for each in ROWS] == [str(number) for number in range(1, len(ROWS) + 1)]
    for each in ROWS:
        assert each.article, each
        assert each.why, each
        assert codelists.find("goods", each.goods) in codelists.code_list("goods").codes


@pytest.mark.parametrize("row", ROWS, ids=[f"{each.number} {each.matter}" for each in ROWS])
def test_the_table_decides_as_the_person_did(row: Decided, db: None) -> None:
    answer = competence.resolve(row.question(), on=row.day)
    others = "、".join(said(each, row.day) for each in answer.second)
    assert said(answer, row.day) + (f"；另 {others}" if others else "") == row.authority
    assert answer.article.zh_hant == row.article


def test_every_sector_the_table_names_has_a_name() -> None:
    known = {names.zh_hant for names in sectors().values()} | {
        "工商行政管理",
        "食品藥品監督管理",
        "衛生",
        "農業",
        "旅遊",
    }
    for each in ROWS:
        for one in each.authority.replace("；另 ", "、").split("、"):
            assert one.startswith(("（", *NO_TIER.values())) or one.split("部門·")[0][2:] in known, each
