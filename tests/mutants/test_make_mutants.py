"""What may be changed in a rule, and how often: made from small sources, so that each expectation can be read off."""

import ast
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from mutants import choosing, known
from mutants.mutation import Mutant, made

MEMBERS = {"State": ["OPEN", "CLOSED", "GONE"]}


def changes(source: str) -> set[str]:
    """The mutants of a source, each as it reads after the change."""
    return {each.after for each in made("src/open315/cases/rules/sample.py", ast.parse(source), MEMBERS)}


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("return a < b", {"return a <= b"}),
        ("return a == b", {"return a != b"}),
        ("return a not in b", {"return a in b"}),
        ("return a is b", {"return a is not b"}),
        ("return a + b", {"return a - b"}),
        ("return not a", {"return a"}),
        ("return a and b", {"return a or b", "return a", "return b"}),
        ("return True", {"return False"}),
        ("return 14", {"return 15"}),
        ("return a > 3", {"return a >= 3", "return a > 2", "return a > 4"}),
        ("return 'open'", {"return 'open!'"}),
        ("return State.OPEN", {"return State.CLOSED"}),
        ("return State.GONE", {"return State.OPEN"}),
        ("return [a, b]", {"return [a]", "return [b]"}),
        ("return a if b else c", {"return a", "return c"}),
        ("return [x for x in a if x]", {"return [x for x in a]"}),
        ("return f(a, b)", {"return f(b, a)"}),
        ("return f(a, day=b)", {"return f(a)"}),
        ("return max(a)", {"return min(a)"}),
        ("return a.strip()", {"return a"}),
        ("a.x = b", {"pass"}),
        ("a.x, a.y = b", {"_unused, a.y = b", "a.x, _unused = b", "pass"}),
        ("a.x += b", {"a.x -= b", "pass"}),
        ("raise ValueError('told to a person')", {"pass"}),
    ],
)
def test_a_statement_is_changed_in_one_thing_at_a_time(line: str, after: set[str]) -> None:
    assert changes(f"def rule(a, b, c):\n    {line}\n") == after


def test_a_condition_is_forced_both_ways_and_a_guard_left_out() -> None:
    source = "def rule(a):\n    if a:\n        return\n    a.save()\n"
    assert changes(source) == {"if True:", "if False:", "pass"}
    assert len(list(made("src/open315/x/rules/y.py", ast.parse(source), {}))) == 4


@pytest.mark.parametrize(
    "source",
    [
        '"""What a rule is for."""',
        "def rule():\n    '''What it promises.'''\n",
        "def rule(a):\n    return _('A sentence')\n",
        "def rule(a):\n    logger.info('words', a)\n",
        "def rule(a: dict[str, int] = None) -> tuple[str, int]:\n    return a\n",
        "def rule(a):\n    b = a\n    return b\n",
        "Step = dict[str, int]",
        "if TYPE_CHECKING:\n    from x import y\n",
        "@dataclass(frozen=True)\nclass A:\n    b: int\n",
        "def rule(a):\n    return zip(a, strict=True)\n",
    ],
)
def test_words_types_and_what_cannot_change_an_answer_stay(source: str) -> None:
    assert changes(source) == set()


def test_a_decorator_a_default_and_a_table_act_on_import() -> None:
    source = "@repeatable\ndef verb(a=False):\n    return a\n\nTABLE = {1: 'x'}\n"
    found = list(made("src/open315/cases/services/sample.py", ast.parse(source), {}))
    assert [(each.place, each.deferred) for each in found] == [("verb", False), ("verb", False)] + [
        ("TABLE", False)
    ] * 3
    assert {each.after for each in found} >= {"def verb(a=False):", "@repeatable def verb(a=True):", "TABLE = {}"}


def test_the_same_change_keeps_its_lot_when_lines_move() -> None:
    source = "def rule(a):\n    return a < 3\n"
    before = list(made("src/open315/cases/rules/sample.py", ast.parse(source), {}))
    moved = list(made("src/open315/cases/rules/sample.py", ast.parse("import os\n\n# why\n\n" + source), {}))
    assert [each.lot(315) for each in moved] == [each.lot(315) for each in before]
    assert [each.line for each in moved] == [6, 6, 6]
    assert choosing.sample(moved, 2, 315) != choosing.sample(moved, 2, 316) or len(moved) < 3


def _mutant(line: int, before: str = "a") -> Mutant:
    return Mutant("src/open315/cases/rules/x.py", line, line, line + 1, "rule", "constant", before, "b", True)


def test_only_mutants_on_changed_lines_are_chosen() -> None:
    three = [_mutant(1), _mutant(5), _mutant(9)]
    lines = {"src/open315/cases/rules/x.py": {2, 9}, "src/open315/cases/rules/other.py": {5}}
    assert choosing.on_lines(three, lines) == [three[0], three[2]]


def test_a_sample_over_rooms_takes_all_of_a_small_one_and_of_others_by_their_size() -> None:
    sizes = {"cases": 900, "org": 90, "figures": 5}
    made_up = [
        replace(_mutant(line), file=f"src/open315/{room}/rules.py")
        for room, size in sizes.items()
        for line in range(size)
    ]
    drawn = choosing.sample_of_rooms(made_up, 199, 315)
    assert Counter(each.room for each in drawn) == {"cases": 180, "org": 18, "figures": 5}
    assert drawn == choosing.sample_of_rooms(list(reversed(made_up)), 199, 315)


def _commit(folder: Path, text: str) -> str:
    (folder / "src").mkdir(exist_ok=True)
    (folder / "src" / "rules.py").write_text(text)
    _git(folder, "add", "-A")
    _git(folder, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "More")
    return _git(folder, "rev-parse", "HEAD")


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_what_changed_is_counted_from_the_main_branch_and_there_from_the_commit_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "ROOT", tmp_path)
    _git(tmp_path, "init", "-q", "-b", "main")
    first = _commit(tmp_path, "a\n")
    assert choosing.default_base() is None
    second = _commit(tmp_path, "a\nb\n")
    assert choosing.default_base() == first
    _git(tmp_path, "checkout", "-q", "-b", "work")
    _commit(tmp_path, "a\nb\nc\n")
    _commit(tmp_path, "a\nb\nc\nd\n")
    assert choosing.default_base() == second
    assert choosing.changed_lines(second) == {"src/rules.py": {3, 4}}


def test_without_git_or_an_earlier_commit_nothing_is_known_of_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "ROOT", tmp_path)
    assert choosing.default_base() is None
    assert choosing.changed_lines(None) is None
    assert choosing.changed_lines("HEAD~7") is None


def test_an_entry_for_code_that_is_gone_is_told_and_one_for_a_file_not_looked_at_is_not() -> None:
    here, gone = _mutant(1).key, _mutant(1, before="was").key
    elsewhere = ("src/open315/org/rules.py", "rule", "a", "b")
    assert known.stale([here, gone, elsewhere], [_mutant(1)]) == [gone]


@pytest.mark.parametrize(
    ("count", "dead", "whole", "held"),
    [
        (200, 180, True, True),
        (200, 179, True, False),
        (200, 175, False, True),
        (200, 174, False, False),
        (0, 0, True, True),
    ],
)
def test_the_floor_is_exact_for_a_whole_run_and_allows_a_sample_its_chance(
    count: int, dead: int, whole: bool, held: bool
) -> None:
    # One deviation of 200 draws at 90 % is √18 = 4.24; and one mutant more may change.
    assert known.is_held(count, dead, 90.0, whole=whole) is held


def test_every_listed_mutant_can_still_be_made() -> None:
    from mutants.mutation import mutants

    listed = known.equivalents()
    made_now = [each for file in sorted({key[0] for key in listed}) for each in mutants(file)]
    assert known.stale(listed, made_now) == []
    assert [key for key, reason in listed.items() if not reason.strip()] == []
