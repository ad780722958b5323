"""Whatever a verb says stands in the audit log for ever, unless its name is one of those that are sealed beside the entry (ADR 0115).

So each name that any verb of any room says is told here, by hand, to be of the one kind or the other: a new one fails until somebody has
thought about whose words it holds.
"""

import ast
from pathlib import Path

from open315.cases.wording import DETAILS
from open315.core.verbs.step import TYPED

SOURCE = Path(__file__).resolve().parents[2] / "src" / "open315"
SEALED = {"reason", "note", "text", "why", "idea", "goals"}
OF_CASES = {"reason", "reply", "text", "note", "evidence"}
"""What a verb of a case keeps out of the audit log; the timeline has it."""
CODES = set(
    "guest_id rows row places place seated absent activity_id amount answer aside before beside body body_kind by case_id cases changed channel chapter clock clocks code council councils counted counter deadline delivered digest done_on due due_before due_on earlier files gateway generation grounds group guests ground holder"
    " indicators instead is_guest is_new is_on_paper is_told kept_id kind late level lines made mark measures messages name number of of_number off organisation pack paper parts people place present presses public rank recovered"
    " outcome"
    " region released removed replaced result role roles_at_rest section shows source spans stars starts_at state subject successor_id supporters taken_over title to to_name unit until valid_until version waived with_id"
    " digest letter reference way earlier_goods earlier_nature goods nature was working".split()
)
"""Codes, days, counts, keys, and names of bodies, offices and lists."""


def _said() -> dict[str, set[str]]:
    """The names by which anything is said, with the files."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                for keyword in node.keywords:
                    if keyword.arg:
                        found.setdefault(keyword.arg, set()).add(path.relative_to(SOURCE).as_posix())
    return found


def test_every_name_that_a_verb_says_is_known_to_be_a_code_or_is_sealed() -> None:
    said = _said()
    assert len(said) > 40
    unknown = {name: files for name, files in said.items() if name not in CODES | SEALED | OF_CASES}
    assert unknown == {}


def test_what_is_sealed_is_what_people_type() -> None:
    assert TYPED == SEALED
    assert set(DETAILS) == OF_CASES


def test_words_that_only_cases_keep_out_are_said_by_cases_alone() -> None:
    said = _said()
    elsewhere = {name: said.get(name, set()) for name in OF_CASES - SEALED}
    assert {name: [each for each in files if not each.startswith("cases/")] for name, files in elsewhere.items()} == {
        "reply": [],
        "evidence": [],
    }
