"""Hand mutants out to lanes and collect the verdicts.

First each mutant alone meets the tests that noticed its neighbours, and the nearest. Those that live are then tried together, at
most one in each function: the tests they share are run once for all of them, and for one that fails the guilty are found by
halves. What acts on import and lives, or cannot be put into a running process, is at last tried in a process that imports it.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from mutants.bundles import bundles
from mutants.judging import LEFT
from mutants.killers import Killers
from mutants.lanes import Lane, NoTime, lane
from mutants.mutation import Mutant
from mutants.reach import Judges, Reach

FIRST = 1.0
"""Seconds of tests that each mutant meets alone."""
FRESH = 4.0
"""Seconds of tests that each meets alone in a process that imports it: starting one costs as much."""
BATCH = 150
"""So many mutants go through all rounds before the next are begun, so that a run that is ended has verdicts."""
DEAD = frozenset({"killed", "timeout"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: `killed`, `timeout` (killed as well), `survived`, `unreached` (no test runs it), `broken`, `left`."""

    mutant: Mutant
    how: str
    by: str = ""
    seconds: float = 0.0

    @property
    def dead(self) -> bool:
        """Whether the tests noticed."""
        return self.how in DEAD

    @property
    def judged(self) -> bool:
        """Whether there was time to find out."""
        return self.how != LEFT


Told = Callable[[Verdict], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """`longest`: seconds of tests that each mutant is given at most; `until`: when the run must have ended, on the monotonic clock."""

    lanes: int
    longest: float
    until: float


def judge(mutants: Sequence[Mutant], reach: Reach, killers: Killers, limits: Limits, told: Told) -> list[Verdict]:
    """The verdict on each mutant, in the order of `mutants`; `told` hears each as it comes."""
    run = _Run(reach, killers, limits, told)
    run.serve(mutants)
    for each in mutants:
        if each not in run.verdicts:
            run.settle(each, LEFT)
    return [run.verdicts[each] for each in mutants]


class _Run:
    def __init__(self, reach: Reach, killers: Killers, limits: Limits, told: Told) -> None:
        self.reach, self.killers, self.limits, self.told = reach, killers, limits, told
        self.verdicts: dict[Mutant, Verdict] = {}
        self.alive: list[Mutant] = []
        self.imported: list[Mutant] = []
        self.unreached: list[Mutant] = []
        self.met: dict[Mutant, set[str]] = {}
        self.seconds: dict[Mutant, float] = {}
        self.lock = threading.Lock()

    def settle(self, mutant: Mutant, how: str, by: str = "") -> None:
        """Nothing can change this verdict any more."""
        with self.lock:
            self.verdicts[mutant] = verdict = Verdict(mutant, how, by, self.seconds.get(mutant, 0.0))
            if verdict.dead and by in self.reach.seconds:
                self.killers.note(mutant, by)
            self.told(verdict)

    def serve(self, mutants: Sequence[Mutant]) -> None:
        """All rounds, on all lanes."""
        lanes = self.limits.lanes
        rounds = _Rounds(lanes, [mutants[at : at + BATCH] for at in range(0, len(mutants), BATCH)])
        threads = [threading.Thread(target=rounds.work, args=(self,)) for _ in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if rounds.errors:
            raise rounds.errors[0]

    def alone(self, lane: Lane, mutant: Mutant) -> None:
        """First round: the tests that are most likely to notice."""
        if not self.reach.reaching(mutant):
            self.unreached.append(mutant)
            return
        how, by = self._ask(lane, [mutant], self._short(mutant, FIRST))
        if how == "survived":
            self.alive.append(mutant)
        elif how == "cold":
            self.met[mutant] = set()
            self.imported.append(mutant)
        else:
            self.settle(mutant, how, by)

    def fresh(self, lane: Lane, mutant: Mutant) -> None:
        """Third round: in a process that imports the changed file."""
        known = bool(self.met[mutant])
        how, by = self._ask(lane, [mutant], self._short(mutant, FRESH), cold=True)
        if how == "survived" and not known:
            self.alive.append(mutant)
        else:
            self.settle(mutant, how, by)

    def together(self, lane: Lane, bundle: list[Mutant], *, cold: bool = False) -> None:
        """Second round, and the last: what lived, several at once, and all tests that run one of them."""
        alive, tests = list(bundle), self._further(bundle)
        while alive and tests:
            alive, tests = self._narrowed(lane, alive, tests, cold=cold)
        for each in alive:
            self._outlived(each, cold=cold)

    def _narrowed(self, lane: Lane, alive: list[Mutant], tests: Judges, *, cold: bool) -> tuple[list[Mutant], Judges]:
        """Who lives after these tests were asked until one failed, and which tests are still to be asked."""
        how, by = self._ask(lane, alive, tests, cold=cold)
        names = [test for test, _ in tests]
        if how == "survived":
            return alive, []
        if len(alive) == 1 or how == LEFT:
            for each in alive:
                self.settle(each, how, by)
            return [], []
        if by not in names:  # they cannot be put in beside each other
            for part in _halves(alive):
                self.together(lane, part, cold=cold)
            return [], []
        guilty = self._guilty(lane, alive, tests[names.index(by)], cold=cold)
        for each in guilty:
            self.settle(each, how, by)
        return [each for each in alive if each not in guilty], tests[names.index(by) + (not guilty) :]

    def unnoticed(self, mutant: Mutant) -> None:
        """At the end of a batch: no test runs it. Said earlier, a run without time would seem to have judged badly."""
        self.settle(mutant, "unreached" if time.monotonic() < self.limits.until else LEFT)

    def _outlived(self, mutant: Mutant, *, cold: bool) -> None:
        if cold or mutant.deferred:
            self.settle(mutant, "survived")
        else:
            self.imported.append(mutant)

    def _guilty(self, lane: Lane, alive: list[Mutant], test: tuple[str, float], *, cold: bool) -> list[Mutant]:
        """Those of them that the test notices alone, looked for by halves."""
        if len(alive) == 1:
            return alive if self._ask(lane, alive, [test], cold=cold)[0] in DEAD else []
        found = []
        for part in _halves(alive):
            if len(part) == 1 or self._ask(lane, part, [test], cold=cold)[0] in DEAD:
                found += self._guilty(lane, part, test, cold=cold)
        return found

    def _short(self, mutant: Mutant, longest: float) -> Judges:
        chosen = self.reach.judges(mutant, longest=longest, first=self.killers.likely(mutant))
        self.met.setdefault(mutant, set()).update(test for test, _ in chosen)
        return chosen

    def _further(self, bundle: list[Mutant]) -> Judges:
        """The tests of all of them that each has not met yet, those first that most of them share."""
        wanted: dict[tuple[str, float], int] = {}
        for each in bundle:
            likely = self.killers.likely(each)
            for judge in self.reach.judges(each, longest=self.limits.longest, first=likely):
                if judge[0] not in self.met[each]:
                    wanted[judge] = wanted.get(judge, 0) + 1
        return sorted(wanted, key=lambda judge: (-wanted[judge], judge))

    def _ask(self, lane: Lane, mutants: list[Mutant], judges: Judges, *, cold: bool = False) -> tuple[str, str]:
        """What became of these mutants together, and by which test.

        A test that fails with nothing changed, too, is asked nothing more.
        """
        while True:
            how, by = self._answer(lane, mutants, judges, cold=cold)
            if how not in DEAD or by not in self.reach.seconds or self._is_sound(lane, by):
                return how, by
            self.reach.forget(by)
            judges = [each for each in judges if each[0] != by]

    def _is_sound(self, lane: Lane, test: str) -> bool:
        if test not in lane.sound:
            how, _ = self._answer(lane, [], [(test, self.reach.seconds[test])])
            if how in DEAD:
                return False
            lane.sound.add(test)
        return True

    def _answer(self, lane: Lane, mutants: list[Mutant], judges: Judges, *, cold: bool = False) -> tuple[str, str]:
        """One question to a lane."""
        changes = [
            {"file": each.file, "index": each.index, "place": each.place, "deferred": each.deferred} for each in mutants
        ]
        left = self.limits.until - time.monotonic()
        if left <= 0:
            return LEFT, ""
        wall = min(left, 600 + 40 * sum(seconds for _, seconds in judges))
        how, by, seconds = lane.ask({"mutants": changes, "tests": judges, "wall": wall}, cold=cold)
        for each in mutants:
            self.seconds[each] = self.seconds.get(each, 0.0) + seconds / len(mutants)
        return how, by

    def take_alive(self) -> list[Mutant]:
        """What has lived so far, for the next round."""
        taken, self.alive = self.alive, []
        return taken

    def take_unreached(self) -> list[Mutant]:
        """What no test runs."""
        taken, self.unreached = self.unreached, []
        return taken

    def take_imported(self) -> list[Mutant]:
        """What must be tried in a process that imports it."""
        taken, self.imported = self.imported, []
        return taken


class _Rounds:
    """What the lanes take their work from. All finish a round before the next is dealt out."""

    def __init__(self, lanes: int, batches: Sequence[Sequence[Mutant]]) -> None:
        self.barrier = threading.Barrier(lanes)
        self.waiting = SimpleQueue[Any]()
        self.errors: list[BaseException] = []
        self.batches = batches

    def work(self, run: _Run) -> None:
        """Be one lane."""
        try:
            with lane(run.limits.until) as opened:
                for batch in self.batches:
                    near = sorted(batch, key=lambda each: (each.file, each.index))
                    self._round(partial(run.alone, opened), lambda near=near: near)  # type: ignore[misc]
                    self._round(partial(run.together, opened), lambda: bundles(run.take_alive()))
                    self._round(partial(run.fresh, opened), run.take_imported)
                    self._round(partial(run.together, opened, cold=True), lambda: bundles(run.take_alive()))
                    self._round(run.unnoticed, run.take_unreached)
        except (threading.BrokenBarrierError, NoTime):
            self.barrier.abort()
        except BaseException as error:
            self.errors.append(error)
            self.barrier.abort()

    def _round(self, step: Callable[[Any], None], work: Callable[[], Sequence[Any]]) -> None:
        if self.barrier.wait() == 0:
            for each in work():
                self.waiting.put(each)
        self.barrier.wait()
        for each in _taken(self.waiting):
            step(each)


def _halves(group: list[Mutant]) -> tuple[list[Mutant], list[Mutant]]:
    middle = len(group) // 2
    return group[:middle], group[middle:]


def _taken(waiting: Any) -> Iterator[Any]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return
