"""Charts: honest axes, nothing cut off, clean SVG, and a picture for documents."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.core.charts import Chart, bar_chart, column_chart, line_chart, png
from open315.core.charts.scale import em_width, lines_of, number, shortened, ticks

VALUES = st.one_of(st.none(), st.floats(min_value=0, max_value=1e12), st.integers(min_value=0, max_value=10**9))
LABELS = st.text(alphabet="武漢市黃石abcDEF <&>\"'", min_size=0, max_size=24)


@given(st.floats(min_value=0, max_value=1e12))
def test_an_axis_reaches_the_highest_value_in_round_steps(highest: float) -> None:
    steps = ticks(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest * 0.999
    assert 2 <= len(steps) <= 12


@pytest.mark.parametrize(
    ("highest", "steps"), [(4, [0, 1, 2, 3, 4]), (9, [0, 2, 4, 6, 8, 10]), (430, [0, 100, 200, 300, 400, 500])]
)
def test_an_axis_of_counts_has_whole_steps(highest: float, steps: list[float]) -> None:
    assert ticks(highest) == steps


@given(st.lists(st.tuples(LABELS, VALUES), max_size=40))
def test_any_labels_and_values_make_a_well_formed_drawing_inside_its_frame(
    rows: list[tuple[str, float | None]],
) -> None:
    labels, values = [label for label, _ in rows], [value for _, value in rows]
    for chart in (
        bar_chart("題", labels, values, unit="件"),
        column_chart("題", labels, {"2025": values, "2026": values}, unit="件"),
        line_chart("題", labels, {"受理": values}),
    ):
        root = ET.fromstring(chart.svg)
        for part in root.iter():
            for name in ("x", "y", "y1", "y2", "cx", "cy"):
                assert -1 <= float(part.get(name, 0)) <= max(chart.width, chart.height) + 1


def test_a_value_below_zero_is_refused_rather_than_drawn_wrong() -> None:
    with pytest.raises(ValueError, match="below zero"):
        bar_chart("題", ["a"], [-1])


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        column_chart("題", ["a", "b"], {"2026": [1]})
    with pytest.raises(ValueError, match="one to 6 series"):
        column_chart("題", ["a"], {})


def test_an_unknown_value_leaves_a_gap_in_a_line() -> None:
    whole = line_chart("題", ["1", "2", "3"], {"a": [1, 2, 3]}).svg
    gap = line_chart("題", ["1", "2", "3"], {"a": [1, None, 3]}).svg
    assert (whole.count("<polyline"), gap.count("<polyline")) == (1, 2)


def test_a_drawing_holds_no_script_no_style_and_escapes_every_text() -> None:
    svg = bar_chart('<b>"', ["<script>alert(1)</script>"], [1]).svg
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", svg)


def test_the_same_input_draws_the_same() -> None:
    assert bar_chart("題", ["a"], [1]) == bar_chart("題", ["a"], [1])


def test_a_drawing_says_its_figures_to_those_who_cannot_see_it() -> None:
    assert (
        'aria-label="按性質. 質量 412件; 價格 –"' in bar_chart("按性質", ["質量", "價格"], [412, None], unit="件").svg
    )


def test_a_picture_for_documents_is_made_once() -> None:
    chart: Chart = bar_chart("題", ["質量"], [3])
    picture = png(chart)
    assert picture.startswith(b"\x89PNG")
    assert png(chart) is picture


@pytest.mark.parametrize(
    ("text", "em", "lines"),
    [
        ("恩施土家族苗族自治州", 4, ["恩施土家", "族苗族自", "治州"]),
        ("by desk and telephone", 6, ["by desk", "and", "telephone"]),
        ("", 4, [""]),
    ],
)
def test_labels_break_where_their_script_breaks(text: str, em: float, lines: list[str]) -> None:
    assert lines_of(text, em) == lines


def test_long_labels_are_cut_with_an_ellipsis() -> None:
    assert shortened("武漢市市場監督管理局", 5) == "武漢市市…"
    assert em_width(shortened("a very long label indeed", 6)) <= 6.5
    assert (number(1299.0), number(0.54), number(12345678)) == ("1,299", "0.5", "12,345,678")


def test_more_bars_than_are_read_end_in_one_that_says_how_many_it_stands_for() -> None:
    """What the user saw: charts stopped at twelve bars without a word."""
    drawn = bar_chart("按類別", list("甲乙丙丁戊"), [50, 40, 6, 3, 1], unit="件", most=3).svg
    assert "其他3項合計: 10件" in drawn
    assert "甲 50件; 乙 40件; 其他3項合計 10件" in drawn
    assert "丙" not in drawn


@pytest.mark.parametrize(("most", "others"), [(0, None), (5, None), (4, "其他2項合計: 4件"), (2, "其他4項合計: 50件")])
def test_no_bar_is_left_out_unless_there_are_too_many(most: int, others: str | None) -> None:
    drawn = bar_chart("按類別", list("甲乙丙丁戊"), [50, 40, 6, 3, 1], unit="件", most=most).svg
    assert ("合計" in drawn) is (others is not None)
    assert others is None or others in drawn


def test_what_nobody_knows_of_the_others_is_not_nought() -> None:
    assert "其他2項合計: –" in bar_chart("按類別", list("甲乙丙"), [5, None, None], unit="件", most=2).svg
    assert "其他2項合計: 4件" in bar_chart("按類別", list("甲乙丙"), [5, None, 4], unit="件", most=2).svg


def test_a_long_name_of_a_chart_says_how_many_are_left_to_the_table() -> None:
    drawn = bar_chart("按類別", [f"第{n}類" for n in range(14)], list(range(14))).svg
    assert "第11類 11; 其餘2項見表" in drawn
    assert "第12類 12;" not in drawn
    assert "見表" not in bar_chart("按類別", [f"第{n}類" for n in range(12)], list(range(12))).svg


def test_one_is_said_in_the_singular_and_nothing_known_has_no_unit() -> None:
    labels, values = ["Wuhan", "Huangshi", "Yichang"], [1, 2, None]
    drawn = bar_chart("By city", labels, values, unit=lambda n: "case" if n == 1 else "cases").svg
    assert "Wuhan: 1 case<" in drawn
    assert "Huangshi: 2 cases<" in drawn
    assert "Yichang: –<" in drawn
