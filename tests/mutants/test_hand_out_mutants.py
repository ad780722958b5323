"""How mutants are handed to lanes: who is asked first, how the guilty of a bundle are found, and what no verdict depends on."""

import signal
import time
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import pytest

from mutants import run
from mutants.judging import LEFT, verdict_of
from mutants.killers import Killers
from mutants.mutation import Mutant
from mutants.reach import Reach
from mutants.run import Limits, Verdict
from mutants.stillness import Stillness

FILE = "src/open315/sample/rules.py"


def _mutant(place: str, *, deferred: bool = True, file: str = FILE) -> Mutant:
    return Mutant(file, sum(map(ord, place)), 1, 1, place, "constant", "a", "b", deferred)


def test_a_test_that_noticed_most_in_the_function_is_asked_before_one_of_the_file() -> None:
    killers = Killers([(FILE, "other", "far"), (FILE, "other", "far"), (FILE, "rule", "near")])
    assert killers.likely(_mutant("rule")) == ["near", "far"]
    killers.note(_mutant("rule"), "nearer")
    killers.note(_mutant("rule"), "nearer")
    assert killers.likely(_mutant("rule")) == ["nearer", "near", "far"]
    assert killers.likely(_mutant("rule", file="src/open315/sample/policies.py")) == []


class _Lane:
    """Answers as if each test noticed the mutants of these places; those of `broken` fail whatever is changed."""

    def __init__(self, noticed: dict[str, set[str]], answer: str = "killed", broken: str = "") -> None:
        self.noticed, self.answer, self.broken = noticed, answer, broken.split()
        self.asked: list[tuple[list[str], list[str], bool]] = []
        self.sound: set[str] = set()

    def ask(self, job: dict[str, Any], *, cold: bool = False) -> tuple[str, str, float]:
        places = [each["place"] for each in job["mutants"]]
        if places:
            self.asked.append((places, [test for test, _ in job["tests"]], cold))
        for test, _ in job["tests"]:
            if self.noticed.get(test, set()) & set(places) or test in self.broken:
                return self.answer, test, 0.5
        return "survived", "", 0.5


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Verdict]]:
    """Judges mutants with a lane of ours; each test of `seconds` runs them all."""

    def judge(
        lane: _Lane, mutants: list[Mutant], seconds: dict[str, float], *, longest: float = inf, until: float = inf
    ) -> dict[str, Verdict]:
        class Opened:
            def __enter__(self) -> _Lane:
                return lane

            def __exit__(self, *_: object) -> None:
                pass

        known = Reach(seconds=seconds)
        monkeypatch.setattr(Reach, "reaching", lambda self, _mutant: set(self.seconds))
        monkeypatch.setattr(run, "lane", lambda _until: Opened())
        verdicts = run.judge(mutants, known, Killers(), Limits(1, longest, until), lambda _verdict: None)
        return {each.mutant.place: each for each in verdicts}

    return judge


def test_a_mutant_that_outlives_the_short_list_meets_every_test_before_it_counts_as_survivor(judged: Any) -> None:
    seconds = {f"test_{number}": 0.4 for number in range(9)}
    lane = _Lane({"test_8": {"late"}})
    verdicts = judged(lane, [_mutant("late"), _mutant("never")], seconds)
    assert (verdicts["late"].how, verdicts["late"].by) == ("killed", "test_8")
    assert verdicts["never"].how == "survived"
    met = {test for places, tests, _ in lane.asked if "never" in places for test in tests}
    assert met == set(seconds)


def test_of_a_bundle_only_those_are_guilty_whom_the_test_notices_alone(judged: Any) -> None:
    seconds = {f"test_{number}": 0.4 for number in range(6)}
    lane = _Lane({"test_4": {"b", "e"}, "test_5": {"c"}})
    verdicts = judged(lane, [_mutant(place) for place in "abcde"], seconds)
    assert {place: each.how for place, each in verdicts.items()} == {
        "a": "survived",
        "b": "killed",
        "c": "killed",
        "d": "survived",
        "e": "killed",
    }


def test_what_acts_on_import_is_asked_again_where_it_is_imported_and_what_acts_when_called_is_not(judged: Any) -> None:
    lane = _Lane({})
    judged(lane, [_mutant("TABLE", deferred=False), _mutant("rule")], {"test_a": 0.1})
    assert [places for places, _, cold in lane.asked if cold] == [["TABLE"]]


def test_a_mutant_for_which_no_time_was_left_is_neither_killed_nor_survived(judged: Any) -> None:
    verdicts = judged(_Lane({"test_a": {"rule"}}), [_mutant("rule")], {"test_a": 0.1}, until=time.monotonic() - 1)
    assert (verdicts["rule"].how, verdicts["rule"].dead, verdicts["rule"].judged) == (LEFT, False, False)


def test_what_no_test_runs_is_not_held_against_a_run_that_had_no_time_for_the_rest(judged: Any) -> None:
    assert judged(_Lane({}), [_mutant("rule")], {})["rule"].how == "unreached"
    assert judged(_Lane({}), [_mutant("rule")], {}, until=time.monotonic() - 1)["rule"].how == LEFT


def test_a_test_that_never_ends_has_noticed(judged: Any) -> None:
    verdicts = judged(_Lane({"test_a": {"rule"}}, "timeout"), [_mutant("rule")], {"test_a": 0.1})
    assert (verdicts["rule"].how, verdicts["rule"].dead) == ("timeout", True)


def test_a_test_that_fails_with_nothing_changed_notices_nothing(judged: Any) -> None:
    lane = _Lane({"test_b": {"rule"}}, broken="test_a")
    verdicts = judged(lane, [_mutant("rule"), _mutant("other")], {"test_a": 0.1, "test_b": 0.1})
    assert (verdicts["rule"].how, verdicts["rule"].by) == ("killed", "test_b")
    assert verdicts["other"].how == "survived"


def test_a_slow_machine_gives_each_mutant_the_same_tests() -> None:
    quick = Reach(seconds={"a": 0.01, "b": 0.03})
    slow = Reach(seconds={"a": 0.10, "b": 0.30})
    quick.level()
    slow.level()
    assert quick.seconds == pytest.approx({"a": 0.05, "b": 0.15})
    assert slow.seconds == pytest.approx(quick.seconds)


def test_a_crash_is_noticed_and_a_process_killed_from_outside_says_nothing() -> None:
    assert verdict_of(-signal.SIGSEGV) == "killed"
    assert verdict_of(3) == "killed"
    assert verdict_of(-signal.SIGKILL) == LEFT


def _says(folder: Path, process: int, *, state: str, session: int, ticks: int) -> None:
    (folder / str(process)).mkdir(exist_ok=True)
    middle = f"1 7 {session} 0 -1 4194304 0 0 0 0 {ticks} 0 0 0 20 0 1 0"
    (folder / str(process) / "stat").write_text(f"{process} (a (b) c) {state} {middle}")


def test_a_process_stands_still_when_it_sleeps_and_computes_nothing(tmp_path: Path) -> None:
    _says(tmp_path, 40, state="S", session=40, ticks=5)
    _says(tmp_path, 99, state="R", session=99, ticks=800)
    still = Stillness(40, tmp_path)
    began = still.moved
    assert still.seconds(began + 1) == 0
    assert still.seconds(began + 31) == 30


@pytest.mark.parametrize(("process", "state", "ticks"), [(40, "R", 5), (40, "D", 5), (40, "S", 6), (41, "R", 0)])
def test_it_moves_when_it_or_what_it_started_has_computed_or_waits_for_a_processor(
    tmp_path: Path, process: int, state: str, ticks: int
) -> None:
    _says(tmp_path, 40, state="S", session=40, ticks=5)
    still = Stillness(40, tmp_path)
    began = still.moved
    still.seconds(began + 1)
    _says(tmp_path, process, state=state, session=40, ticks=ticks)
    assert still.seconds(began + 31) == 0
    assert still.seconds(began + 31.5) == 0.5


def test_where_nobody_says_what_processes_do_they_are_taken_to_move(tmp_path: Path) -> None:
    still = Stillness(40, tmp_path / "none")
    began = still.moved
    assert [still.seconds(began + 100), still.seconds(began + 200)] == [0, 0]
