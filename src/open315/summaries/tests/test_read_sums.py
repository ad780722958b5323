"""Parts against totals, the same thing twice and words against tables, read out of sentences; every number is by hand, each fault beside its true twin."""

from typing import Any

import pytest

from open315.core.documents.tree import Evidence, Figure, Row, Table, Text
from open315.core.facts.types import TOGETHER
from open315.core.quantities import Bound, Quantity
from open315.summaries.text import beside, said, sums
from open315.summaries.text.findings import label_of, things_of


def shown(number: int) -> str:
    """{7} is 7, {80} is "80餘", {33} a share."""
    return {80: "80餘", 33: "33.33%"}.get(number, f"{number:,}")


def read(words: str) -> list[list[said.Said]]:
    return said.sentences_of(words, shown)


def faults(words: str) -> list[tuple[str, str]]:
    """Code, and what the parts make."""
    marks = [{"key": f"k{n}", "days": "now", "params": {}} for n in range(1, 3001)]
    found = [each for one in read(words) for each in sums.faults_of(one, lambda it: things_of(marks, it))]
    return [(each.code, "" if each.made is None else sums.plainly(each.made)) for each in found]


def test_a_sentence_is_read_as_its_numbers_with_what_they_count() -> None:
    first, second = read("共收到投訴{1200}件，其中質量{7}件，占{33}。發放{=3000餘份|簡報}。")
    assert [(each.quantity.value, each.measure, each.before, each.mark) for each in first] == [
        (1200, "件", "共收到投訴", 1200),
        (7, "件", "件,其中質量", 7),
    ]
    assert [(each.quantity, each.measure, each.mark) for each in second] == [
        (Quantity(3000, Bound.AT_LEAST), "份", None)  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("twelve", 12), ("twenty-one", 21), ("one hundred and twenty-five", 125), ("two thousand three hundred", 2300),
        ("a dozen", 12), ("hundred", 100), ("a thousand", 1000), ("three million", 3_000_000),
        ("many", None), ("", None), ("and", None), ("twelve cities", None),
    ],
)  # fmt: skip
def test_number_words_are_read(written: str, value: int | None) -> None:
    assert said.english_value(written) == value


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("cities", "city"),
        ("people", "person"),
        ("teams", "team"),
        ("team", "team"),
        ("press", "press"),
        ("Teams", "team"),
    ],
)
def test_an_english_noun_is_made_one(word: str, one: str) -> None:
    assert said.singular(word) == one


@pytest.mark.parametrize(
    ("words", "found"),
    [
        # parts that are more than their total
        ("共收到{10}件，其中甲{7}件、乙{5}件。", [("more", "12")]),
        ("共收到{10}件，其中甲{7}件、乙{3}件。", []),
        ("共收到{10}件，其中甲{7}件、乙{2}件。", []),
        ("共收到{10}件，其中甲{7}人、乙{5}人。", []),
        ("参加的有{10}人，包括甲{6}人、乙{5}人。", [("more", "11")]),
        ("共收到{10}件，其中甲{7}件；另有丙{5}件。", []),
        ("共收到{10}件，受理{8}件，其中甲{9}件。", [("more", "9")]),
        ("共收到{10}件，受理{8}件，其中甲{8}件。", []),
        (
            "Of {10} complaints, among them {7} complaints about goods and {5} complaints about services.",
            [("more", "12")],
        ),
        ("We had {10} teams, among them {7} teams of cities and {3} teams of firms.", []),
        (
            "There were {=ten|x} teams, including {=six|x} teams of cities and {=five|x} teams of firms.",
            [("more", "11")],
        ),
        # all parts, which are not the total
        ("共{10}家，分別為甲{6}家、乙{3}家。", [("other", "9")]),
        ("共{10}家，分别为甲{6}家、乙{4}家。", []),
        ("甲{3}項、乙{5}項，共{9}項。", [("other", "8")]),
        ("甲{3}项、乙{5}项，合计{8}项。", []),
        ("甲{=三項|記錄}、乙{=五項|記錄}，總計{9}項。", [("other", "8")]),
        ("{3} leaflets in Wuhan and {5} leaflets in Jingzhou, {9} leaflets in all.", [("other", "8")]),
        ("{3} leaflets in Wuhan and {5} leaflets in Jingzhou, {8} leaflets in all.", []),
        ("{=three|x} teams of cities and {=five|x} teams of firms, in total {=nine|x} teams.", [("other", "8")]),
        # what is approximate is judged by what it certainly says
        ("共{70}餘家，其中甲{80}家。", []),
        ("共{79}家，其中甲{80}家。", [("more", "≥80")]),
        ("共{80}家，其中甲{200}家。", []),
        # no sum
        ("收到{10}件，辦結{8}件，共解決{3}件。", []),
        ("今年共舉辦{5}項。其中甲{9}項。", []),
        ("共{10}人，其中女{8}人、領導{7}人（有交叉）。", []),
        ("二〇一〇年三月十五日，共{10}家，其中甲{7}家、乙{3}家。", []),
        # the same thing twice
        ("甲{3}項、乙{3}項，共{6}項。", [("twice", "")]),
        ("甲{=3項|記錄}、甲{=3項|簡報}，共{6}項。", [("twice", "")]),
        ("甲{=3項|記錄}、乙{=3項|簡報}，共{6}項。", []),
        ("共{10}家，其中甲{10}家、乙{=0家|x}。", [("twice", "")]),
    ],
)
def test_sums_are_judged(words: str, found: list[tuple[str, str]]) -> None:
    assert faults(words) == found


def test_a_line_that_is_part_of_a_sum_of_lines_is_counted_twice() -> None:
    marks: list[dict[str, Any]] = [
        {"key": "k", "days": "now", "params": {"region": "42", "line": f"a{TOGETHER}b"}},
        {"key": "k", "days": "now", "params": {"region": "42", "line": "a"}},
        {"key": "k", "days": "before", "params": {"region": "42", "line": "a"}},
        {"term": "GB 9704"},
    ]
    both, one, earlier, term = (said.Said(Quantity(1), "", "", "", n, "1") for n in (1, 2, 3, 4))  # type: ignore[arg-type]
    assert things_of(marks, both) & things_of(marks, one)
    assert not things_of(marks, both) & things_of(marks, earlier)
    assert things_of(marks, term) == frozenset()


def test_the_name_of_a_number_is_what_stands_right_before_it() -> None:
    (sentence,) = read("共{10}家，其中武漢市{3}家、荊州市（{4}家）和甲{=1家|x}")
    assert [label_of(each) for each in sentence] == ["共", "武漢市", "荊州市", "甲"]


def figure(text: str, line: str, unit: str = "項", key: str = "held.by_form") -> Figure:
    return Figure(text, Evidence(key, "", line, text, unit, "", "", "", "", "", "", "", ""))


FORMS = Table(
    "按形式",
    ("形式", "項數"),
    (
        Row(((Text("現場諮詢"),), (figure("18", "現場諮詢"),), (figure("43.90%", "現場諮詢", ""),))),
        Row(((Text("座談會"),), (figure("8", "座談會"),), (figure("19.51%", "座談會", ""),))),
        Row(((Text("合計"),), (figure("26", ""),)), strong=True),
    ),
)
PLACES = Table(
    "By council",
    ("Council", "Activities"),
    (
        Row(((Text("Wuhan Consumer Council"),), (figure("5", "Wuhan", "activities"),))),
        Row(((Text("Jingzhou Consumer Council"),), (figure("3", "Jingzhou", "activities"),))),
    ),
)
CITIES = Table(
    "按地區",
    ("地區", "件數"),
    (
        Row(((Text("武漢市"),), (figure("421", "武漢市", "件"),))),
        Row(((Text("荊州市"),), (figure("122", "荊州市", "件"),))),
    ),
)
BLOCKS = {"a/forms/1": FORMS, "a/places/1": PLACES, "a/cities/1": CITIES, "b/forms/1": FORMS}
TABLES = beside.tables_of(BLOCKS, "a")


def test_only_the_tables_of_the_chapter_are_read_and_no_totals() -> None:
    assert [table.caption for table in TABLES] == ["按形式", "By council", "按地區"]
    assert [line.label for line in TABLES[0].lines] == ["現場諮詢", "座談會"]
    assert [table.caption for table in beside.tables_of(BLOCKS, "b")] == ["按形式"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("現場諮詢{=19項|記錄}", ("現場諮詢", "18")),
        ("現場諮詢{=18項|記錄}", None),
        ("現場諮詢活動共{=十九項|記錄}", ("現場諮詢", "18")),
        ("現場諮詢（{=19項|記錄}）", ("現場諮詢", "18")),
        ("現場諮詢{=19人|記錄}", None),
        ("現場諮詢，參加的有{=19項|記錄}", None),
        ("現場諮詢{=近18項|記錄}", None),
        ("現場諮詢{=20餘項|記錄}", ("現場諮詢", "18")),
        ("現場諮詢{9}項", None),
        ("武漢{=420件|記錄}", ("武漢市", "421")),
        ("Wuhan had {=six|x} activities", ("Wuhan Consumer Council", "5")),
        ("Wuhan had {=five|x} activities", None),
        ("合計{=99項|記錄}", None),
    ],
)
def test_a_typed_number_is_held_against_its_line(words: str, told: tuple[str, str] | None) -> None:
    ((one, *_more),) = read(words)
    found = beside.typed_against(one, TABLES)
    assert (found and (found.label, found.shown)) == told


def test_a_figure_under_the_name_of_another_line_is_found() -> None:
    ((one,),) = read("座談會{18}項")
    assert beside.misnamed(one, figure("18", "現場諮詢"), TABLES) == "座談會"
    assert beside.misnamed(one, figure("8", "座談會"), TABLES) == ""
    assert beside.misnamed(one, figure("18", "現場諮詢", key="other"), TABLES) == ""
    assert beside.misnamed(one, figure("18", ""), TABLES) == ""
    assert beside.misnamed(one, Text("18"), TABLES) == ""
    ((other,),) = read("其他{18}項")
    assert beside.misnamed(other, figure("18", "現場諮詢"), TABLES) == ""


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("座談會最多", [("座談會", "現場諮詢")]),
        ("现场咨询最多", []),
        ("現場諮詢居首", []),
        ("荊州的投訴居首位", [("荊州市", "武漢市")]),
        ("武漢市排名第一", []),
        ("Jingzhou ranked first", [("Jingzhou Consumer Council", "Wuhan Consumer Council")]),
        ("Jingzhou had the most activities", [("Jingzhou Consumer Council", "Wuhan Consumer Council")]),
        ("Wuhan had the most activities", []),
        ("Jingzhou had at most three", []),
        ("其次是荊州，最多的是武漢", []),
        ("荊州參加了活動", []),
        ("每人最多三張", []),
    ],
)
def test_who_is_said_to_have_most_is_held_against_the_tables(clause: str, told: list[tuple[str, str]]) -> None:
    assert [(each.label, each.other) for each in beside.outranked(clause, TABLES)] == told
