"""What the cells of a row say of the end of its case, in every combination: how it comes in, and what is kept beside it in words."""

from datetime import date
from itertools import product
from random import Random
from typing import Any

import pytest

from open315.cases.types import History
from open315.intake.sheet_import.columns import Target
from open315.intake.tests.test_convert_row import converter, read

RECEIVED, ACCEPTED, CLOSED = date(2020, 6, 1), date(2020, 6, 3), date(2020, 7, 1)
STATES = {
    "": "", "已辦結": "closed", "不予受理": "declined", "已撤訴": "withdrawn", "歷史存檔": "on_record", "待處理": "open", "轉檔": "?",
}  # fmt: skip
"""What stands in the cell, and what it means; "?" for words that mean nothing to us."""
RESULTS = {"": "", "調解成功": "mediated", "雙方滿意": "?"}
RECOVERED: dict[Any, int | None] = {"": None, "0": 0, "1200元": 120_000}
HEADINGS = {
    "日期": Target.RECEIVED_AT, "內容": Target.NARRATIVE, "狀態": Target.STATE, "受理": Target.ACCEPTED_ON, "辦結": Target.CLOSED_ON,
    "結果": Target.RESULT, "挽回": Target.RECOVERED, "說明": Target.RESULT_NOTE,
}  # fmt: skip
CELLS = list(product(STATES, ["", "2020-06-03"], ["", "2020-07-01"], RESULTS, RECOVERED, ["", "已退款"]))
CHOSEN = [
    {},
    {"state": "closed", "result": "mediated", "accepted": "received"},
    {"state": "declined", "accepted": "received"},
    {"state": "on_record", "result": "mediated"},
    {"accepted": "received"},
]
"""What was chosen for all rows that say nothing."""


def expected(cells: tuple[str, ...], chosen: dict[str, str]) -> tuple[History, dict[str, str]] | None:
    """The history and what is kept in words, by the rules of the page; None where the row is refused."""
    state_words, accepted, closed, result_words, recovered_words, note = cells
    said, result, recovered = STATES[state_words], RESULTS[result_words], RECOVERED[recovered_words]
    kept = {"狀態": state_words} if said == "?" else {}
    kept |= {"結果": result_words} if result == "?" else {}
    result = result.strip("?")
    has_end = bool(closed or result or recovered)
    if said == "open":
        if has_end:
            return None
        state = ""
    elif said.strip("?"):
        state = said
    else:
        state = "closed" if has_end else chosen.get("state", "")
    if not state:
        return History(), kept | {name: words for name, words in (("受理", accepted), ("說明", note)) if words}
    if state == "closed":
        result = result or chosen.get("result", "")
        if not result:
            return None
    accepted_on = ACCEPTED if accepted else RECEIVED if "accepted" in chosen and state != "declined" else None
    return History(state, accepted_on, CLOSED if closed else None, result, recovered, note), kept


@pytest.mark.parametrize("chosen", CHOSEN, ids=lambda each: "-".join(each.values()) or "nothing")
def test_a_row_comes_in_as_its_cells_say_and_as_was_chosen_where_they_are_silent(chosen: dict[str, str]) -> None:
    make = converter(HEADINGS, **chosen)
    tried = Random(315).sample(CELLS, 250)
    for number, cells in enumerate(tried, 2):
        found = read(make, number, ["2020-06-01", "手機開不了機", *cells])
        right = expected(cells, chosen)
        assert (found.command is None) == (right is None), cells
        if found.command is not None and right is not None:
            assert (found.command.history, found.command.source_data) == right, cells
    refused = [cells for cells in tried if expected(cells, chosen) is None]
    assert 0 < len(refused) < 150
