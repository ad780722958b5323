"""The campaign of the source document, out of its sheets: every figure of the list that the product must reproduce, each by opening its rows.

What is expected is what the source says: “1450名” is 1450, “80多家” is a lower bound of 80, “近10個” an upper one of 10. None of it is asked from the product.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from open315.activities.models import Activity
from open315.config.finished import SHEETS, bring_finished
from open315.core.access import SYSTEM, Actor
from open315.core.documents.sentences import plain
from open315.core.documents.walk import narrative_of
from open315.core.facts import Breakdown, Fact, Period, Scope, compute, open_rows
from open315.core.folders import Came
from open315.org import queries as org
from open315.summaries.documents import campaign_summary
from tests.rows import difference, everything

pytestmark = pytest.mark.django_db
COUNCIL = "湖北省消費者委員會"
ALL = Period(date(2010, 1, 5), date(2010, 3, 15))
SEMINAR = Period(date(2010, 1, 19), date(2010, 1, 19))
SECOND, FINAL = Period(date(2010, 3, 5), date(2010, 3, 5)), Period(date(2010, 3, 12), date(2010, 3, 12))
LIVE = Period(date(2010, 3, 14), date(2010, 3, 14))
HUANGSHI, EZHOU = "黃石市消費者委員會", "鄂州市消費者委員會"


@pytest.fixture
def reader(db: None) -> Actor:
    """Who reads for the province, once the sheets are in."""
    assert {each.came for each in bring_finished(2010, SYSTEM)} == {Came.MADE}
    return org.acting_for(SYSTEM, COUNCIL, field="council")


FIGURES: list[tuple[str, str, Period, int, str]] = [
    ("leaders of county rank and above", "activities.leaders", ALL, 1450, "exact"),
    ("departments", "activities.departments", ALL, 13, "exact"),
    ("enterprises at the seminar", "activities.output.enterprises", SEMINAR, 80, "at_least"),
    ("outlets at the seminar", "activities.output.outlets", SEMINAR, 20, "at_least"),
    ("people at the seminar", "activities.output.attendance", SEMINAR, 150, "at_least"),
    ("teams in the preliminary", "activities.output.teams_first", ALL, 200, "at_least"),
    ("teams in the second round", "activities.output.teams_second", ALL, 22, "exact"),
    ("teams that came to it", "activities.partners_came", SECOND, 22, "exact"),
    ("finalists", "activities.output.teams_final", ALL, 8, "exact"),
    ("score of the winner", "activities.output.winning_score", ALL, 260, "exact"),
    ("first prizes", "activities.output.first_prizes", ALL, 1, "exact"),
    ("second prizes", "activities.output.second_prizes", ALL, 2, "exact"),
    ("third prizes", "activities.output.third_prizes", ALL, 5, "exact"),
    ("awards for organisation", "activities.output.organisation_awards", ALL, 13, "exact"),
    ("cases disclosed live", "activities.output.typical_cases", LIVE, 10, "exact"),
    ("hot fields", "activities.output.hot_fields", LIVE, 10, "at_most"),
    ("places linked up live", "activities.output.linked_places", LIVE, 8, "exact"),
    ("daily programmes of Huangshi", "activities.output.daily_series", ALL, 8, "exact"),
    ("cities of the alliance", "activities.output.alliance_cities", LIVE, 22, "exact"),
    ("open letters", "activities.output.letters", LIVE, 1, "exact"),
    ("pages about counties in Xiaogan", "activities.output.special_pages", ALL, 7, "exact"),
    ("requirements of the committee", "activities.requirements", ALL, 4, "exact"),
    ("requirements that were met", "activities.requirements_met", ALL, 4, "exact"),
    ("heads who heard reports", "activities.heard", ALL, 6, "exact"),
    ("bodies of the campaign that are named", "campaigns.bodies", ALL, 7, "exact"),
    ("deployment meetings", "campaigns.meetings", ALL, 1, "exact"),
]


def told(reader: Actor, key: str, period: Period) -> Any:
    return compute(key, period, Scope(region="42"), reader)


def made_of(fact: Fact, reader: Actor) -> int:
    """What the rows that a figure opens come to: how many there are, or what they say added up."""
    rows = list(open_rows(fact.rows, reader))  # type: ignore[arg-type]
    return sum(row.hundredths for row in rows) // 100 if ".output." in fact.key else len(rows)


def test_every_figure_of_the_source_is_what_its_rows_make(reader: Actor) -> None:
    found = {
        what: (fact.value, fact.bound, made_of(fact, reader))
        for what, key, period, _value, _bound in FIGURES
        for fact in [told(reader, key, period)]
    }
    assert found == {what: (value, bound, value) for what, _key, _period, value, bound in FIGURES}


def lines(table: Breakdown) -> dict[str, int]:
    return {str(label): int(fact.value or 0) for _code, label, fact in table.lines}


def test_seventeen_cities_held_something_and_what_each_told_stands_in_its_line(reader: Actor) -> None:
    held = lines(told(reader, "activities.by_council", ALL))
    assert held.pop(COUNCIL) == 8
    assert len(held) == 17
    assert min(held.values()) >= 1
    assert lines(told(reader, "activities.output.daily_series.by_council", ALL)) == {HUANGSHI: 8}
    cases = lines(told(reader, "activities.output.typical_cases.by_council", ALL))
    assert cases == {EZHOU: 20, COUNCIL: 10, "咸寧市消費者委員會": 10}


def test_who_spoke_who_won_and_who_reported_live_opens_by_name(reader: Actor) -> None:
    people = told(reader, "activities.people_by_body", SEMINAR)
    assert lines(people) == {"消費者委員會": 9, "企業": 4, "社會團體": 3, "媒體": 2, "部門": 1}
    speakers = {each.body for each in open_rows(people.line("enterprise").rows, reader)}
    assert speakers == {"湖北省聯通公司", "湖北省移動公司", "湖北省電信公司", "湖北福漢木業公司"}
    prizes = {
        each.name: each.delivered_materials
        for each in open_rows(told(reader, "activities.partners_came", FINAL).rows, reader)
    }
    assert prizes == {
        "潛江市代表隊": "一等獎", "黃石市代表隊": "二等獎", "湖北省電力公司代表隊": "二等獎", "湖北省聯通公司代表隊": "三等獎", "咸寧市代表隊": "三等獎",
    }  # fmt: skip
    live = told(reader, "activities.partners_by_kind", LIVE).line("media")
    sent = [each.delivered_materials for each in open_rows(live.rows, reader)]
    assert (sent.count("現場報道"), sent.count("聯動節目")) == (5, 3)


def test_when_and_where_the_broadcast_was_and_who_published_the_cases_stands_in_the_activity(reader: Actor) -> None:
    live = Activity.objects.get(kind="broadcast", council__name=COUNCIL)
    assert (live.starts_at.isoformat(), live.venue) == (
        "2010-03-14T04:00:00+00:00", "歐亞達家居徐東店（主會場）、百步亭社區（分會場）",
    )  # fmt: skip
    published = Activity.objects.get(kind="press", council__name=COUNCIL)
    departments = [each.name for each in published.hosts.all() if each.name != COUNCIL]
    assert departments == ["湖北省農業廳", "湖北省工商局", "湖北省質監局", "湖北省藥監局", "湖北省旅遊局"]
    seminar = Activity.objects.get(kind="seminar", council__name=COUNCIL)
    assert (seminar.venue, seminar.hosts.count()) == ("洪山禮堂", 4)


def test_the_summary_tells_the_figures_and_that_no_complaints_are_on_record(reader: Actor) -> None:
    campaign = Activity.objects.get(kind="broadcast", council__name=COUNCIL).measure.section.campaign  # type: ignore[union-attr]
    document = campaign_summary(campaign, reader, "zh-hant")
    assert document.sections[0].title == "一、領導重視與部門配合"
    text = plain(narrative_of(document))
    for words in (
        "縣處級以上領導", "1,450", "召開部署會議1次，到會單位2家次。", "其中各職能部門不重複計13個。", "參加初賽的代表隊200餘支",
        "冠軍得分260分", "熱點領域近10個", "本系統沒有2009年的記錄。",
    ):  # fmt: skip
        assert words in text, words
    assert "沒有記錄" not in text


def test_the_same_sheets_again_change_nothing_and_name_no_person(reader: Actor) -> None:
    before = everything()
    assert {each.came for each in bring_finished(2010, SYSTEM)} == {Came.KNOWN}
    assert difference(before, everything()) == {}
    path: Path = SHEETS[2010][0]
    named = ["劉源超", "王慶新", "丁鳳英", "賈民鄉", "孫東林", "胡鐵軍", "張通", "盛國玉"]
    text = "".join(each.read_text(encoding="utf-8") for each in sorted(path.glob("*.csv")))
    assert [name for name in named if name in text] == []
