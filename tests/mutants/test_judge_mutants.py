"""How a mutant comes into a running process, which tests judge it, and what is counted as run."""

import ast
import gc
import importlib.util
import sys
from collections.abc import Iterator
from math import inf
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mutants import coverage, mutation, places, probes, reach, replanting, swapping
from mutants.bundles import bundles
from mutants.mutation import Mutant, mutants, mutated, prepared


@pytest.fixture(autouse=True)
def _looked_through_once() -> Iterator[None]:
    """Putting a mutant in looks for all that lives; the tests after these need not."""
    yield
    gc.freeze()


FILE = "src/open315/sample/rules.py"
SOURCE = '''
from dataclasses import dataclass, field

LIMIT = 3
TABLE = {"open": LIMIT, "closed": 9}


class Kept:
    """Registers itself."""

    def __init__(self, word: str) -> None:
        self.word = word


KEPT = Kept("here")


@dataclass(frozen=True, eq=False)
class Declared:
    name: str
    states: tuple
    done_by: list = field(default_factory=list, init=False)


DECLARED = Declared("close", tuple(TABLE))


def is_late(days, limit=3):
    if days > limit:
        return True
    for _ in range(days):
        pass
    return False


def most():
    return TABLE["open"] + LIMIT
'''


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module of rules, loaded; nothing of it stays."""
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE)
    for module in (mutation, replanting, places, coverage):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    for kept in (places.places, places.digests, mutation.source, mutation.prepared):
        kept.cache_clear()
    spec = importlib.util.spec_from_file_location("open315.sample.rules", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "open315.sample.rules", module)
    spec.loader.exec_module(module)
    yield module
    for kept in (places.places, places.digests, mutation.source, mutation.prepared):
        kept.cache_clear()


def _find(after: str) -> Mutant:
    return next(each for each in mutants(FILE) if each.after == after)


def _put_in(after: str) -> None:
    mutant = _find(after)
    with mutated(FILE, [mutant.index]) as changed:
        if not mutant.deferred:
            replanting.replant(FILE, changed, mutant.place)
        swapping.swap(FILE, changed, swapping.Living())


def test_whoever_imported_a_function_uses_the_changed_one(sample: ModuleType) -> None:
    imported = sample.is_late
    assert imported(3) is False
    _put_in("if days >= limit:")
    assert imported(3) is True


def test_a_changed_constant_reaches_what_its_module_made_of_it(sample: ModuleType) -> None:
    table = sample.TABLE
    _put_in("LIMIT = 4")
    assert (table, sample.most()) == ({"open": 4, "closed": 9}, 8)


def test_a_changed_default_reaches_those_who_hold_the_function(sample: ModuleType) -> None:
    imported = sample.is_late
    _put_in("def is_late(days, limit=4):")
    assert sample.is_late(4) is False
    assert imported(4) is True or sample.is_late is imported


def test_a_declaration_stays_the_object_it_was_and_says_what_the_changed_one_says(sample: ModuleType) -> None:
    declared, held = sample.DECLARED, [sample.DECLARED]
    declared.done_by.append("somebody")
    _put_in("DECLARED = Declared('close', tuple(TABLE))".replace("'close'", "'close!'"))
    assert sample.DECLARED is declared is held[0]
    assert (declared.name, declared.done_by) == ("close!", ["somebody"])


def test_an_object_that_others_may_have_registered_needs_a_fresh_process(sample: ModuleType) -> None:
    with pytest.raises(swapping.CannotSwap):
        _put_in("KEPT = Kept('here!')")


def test_probes_say_what_was_run_and_which_way_a_condition_went(sample: ModuleType) -> None:
    first = len(probes.PROBES)
    namespace: dict[str, Any] = {probes.NAME: probes.HITS}
    exec(compile(probes.probed(FILE, SOURCE), FILE, "exec"), namespace)
    try:
        assert namespace["is_late"](0) is False
        seen = {probe for probe, hit in zip(probes.PROBES, probes.HITS, strict=True) if hit and probe[0] == FILE}
        counted = coverage.count([FILE], seen)
    finally:
        del probes.PROBES[first:], probes.HITS[first:]
    # Thirteen outside functions; three of the five of is_late (not `return True`, not the body of the loop), that of Kept, not that of most.
    assert (counted.statements.run, counted.statements.all) == (13 + 3 + 1, 13 + 5 + 1 + 1)
    # `if` went past its body, the loop ended without being entered: two of four ways.
    assert (counted.branches.run, counted.branches.all) == (2, 4)
    assert f"{FILE}:29 one way only" in counted.missed


def _known(**seconds: float) -> reach.Reach:
    spot = (FILE, "is_late", 0)
    names = {name: f"src/open315/{name.replace('__', '/tests/test_x.py::test_')}" for name in seconds}
    known = reach.Reach(functions={FILE: places.digests(FILE)})
    for name, each in seconds.items():
        known.seconds[names[name]] = each
        known.tests.setdefault(spot, []).append(names[name])
        known.width[names[name]] = 10
    return known


def test_near_and_quick_tests_judge_first_until_the_time_is_full(sample: ModuleType) -> None:
    known = _known(sample__slow=0.5, sample__quick=0.1, other__quick=0.1, sample__endless=9.0)
    asked = [test.rpartition("_")[2] for test, _ in known.judges(_find("if days >= limit:"), longest=1.0)]
    assert asked == ["quick", "quick", "slow"]
    assert known.judges(_find("if days >= limit:"), longest=1.0)[0][0].startswith("src/open315/sample/")


def test_who_noticed_a_neighbour_is_asked_before_the_nearest_and_only_where_it_runs_the_mutant(
    sample: ModuleType,
) -> None:
    known = _known(sample__quick=0.1, other__killer=0.5)
    first = ["src/open315/other/tests/test_x.py::test_killer", "src/open315/other/tests/test_x.py::test_elsewhere"]
    assert [
        test.rpartition("_")[2] for test, _ in known.judges(_find("if days >= limit:"), longest=1.0, first=first)
    ] == [
        "killer",
        "quick",
    ]


def test_of_a_test_with_many_examples_a_few_are_asked_unless_all_are(sample: ModuleType) -> None:
    known = _known()
    for number in range(20):
        test = f"src/open315/sample/tests/test_x.py::test_x[{number}]"
        known.seconds[test] = 0.01
        known.tests.setdefault((FILE, "is_late", 0), []).append(test)
    assert len(known.judges(_find("if days >= limit:"), longest=9.0)) == reach.EXAMPLES
    assert len(known.judges(_find("if days >= limit:"), longest=inf)) == 20


def test_mutants_tried_together_stand_in_different_functions() -> None:
    made = [Mutant(FILE, index, 1, 1, place, "constant", "a", "b", True) for index, place in enumerate("aab")]
    made.append(Mutant(FILE, 3, 1, 1, "a.inner", "constant", "a", "b", True))
    assert [[each.index for each in group] for group in bundles(made)] == [[0, 2], [1], [3]]


def test_a_name_is_followed_to_the_functions_that_use_it_in_other_files() -> None:
    spots, _ = reach.mentioning("src/open315/core/calendar/rules.py", "ONE_DAY")
    assert {file for file, _, _ in spots} >= {"src/open315/core/calendar/rules.py", "src/open315/law/rules/clocks.py"}


def test_names_that_get_their_values_together_are_followed_each() -> None:
    spots, _ = reach.mentioning("src/open315/stalls/rules.py", "(MOST_STALLS, MOST_PEOPLE)")
    found = {name for file, name, _ in spots if file == "src/open315/stalls/rules.py"}
    assert found == {"stall_faults", "shift_faults"}


def test_a_declared_verb_is_judged_by_who_looks_at_all_of_them() -> None:
    known = reach.Reach(seconds={"test_a": 0.1}, tests={("src/open315/core/verbs/registry.py", "every", 0): ["test_a"]})
    services, rules = "src/open315/cases/services/closing.py", "src/open315/returns/rules.py"
    assert known.reaching(Mutant(services, 1, 1, 1, "CLOSE", "constant", "a", "b", False)) == {"test_a"}
    assert known.reaching(Mutant(rules, 1, 1, 1, "FAR", "constant", "a", "b", False)) == set()


def test_the_tree_of_a_file_is_as_it_was_when_a_mutant_has_been_tried(sample: ModuleType) -> None:
    before = ast.dump(prepared(FILE).tree)
    for mutant in mutants(FILE):
        with mutated(FILE, [mutant.index]) as changed:
            assert ast.dump(changed) != before, mutant
    assert ast.dump(prepared(FILE).tree) == before == ast.dump(ast.parse(SOURCE))
