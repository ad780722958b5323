"""`docs/held-by-tests.md` says which test holds what a review found: each of them is there."""

import re
from functools import cache

from tests.plumbing import ROOT

TABLE = ROOT / "docs" / "held-by-tests.md"
CHAPTERS = [
    "Claims and figures (truth)",
    "History",
    "Law",
    "Competence",
    "Inputs",
    "Console, import",
    "Safety",
    "Safety, sentence by sentence",
    "Operations",
    "Portal, after filing",
]


@cache
def every_test() -> frozenset[str]:
    """The name of every test of the project."""
    folders = (ROOT / "src", ROOT / "tests")
    files = (file for folder in folders for file in folder.rglob("test_*.py"))
    return frozenset(name for file in files for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8")))


def lines() -> list[str]:
    return [
        line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and "---" not in line
    ]


def test_every_test_that_the_table_names_is_there() -> None:
    named = {name for line in lines() for name in re.findall(r"`(test_\w+)`", line)}
    assert len(named) > 100
    assert named - every_test() == set()


def test_nothing_that_was_found_stands_without_a_test() -> None:
    assert [line for line in lines() if "| found |" not in line and "`test_" not in line] == []
    assert re.findall(r"^## (.+)$", TABLE.read_text(encoding="utf-8"), re.MULTILINE) == CHAPTERS


def test_a_name_that_is_gone_would_be_noticed() -> None:
    assert "test_a_name_that_is_gone_would_be_noticed" in every_test()
    assert "test_what_nobody_wrote" not in every_test()
