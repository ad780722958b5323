"""Hand mutants out to lanes and collect the verdicts.

First each mutant alone meets its nearest tests. Those that live are then tried together, at most one in each function: the
tests they share are run once for all of them, and one that fails is asked again about each alone. What acts on import and lives,
or cannot be put into a running process, is at last tried in a process that imports it.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from mutants.lanes import Lane, lane
from mutants.mutation import Mutant
from mutants.reach import Judges, Reach

FIRST = 1.0
"""Seconds of tests that each mutant meets alone."""
TOGETHER = 12
"""At most so many mutants are tried together."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: `killed`, `timeout` (killed as well), `survived`, `unreached` (no test runs it), `broken`."""

    mutant: Mutant
    how: str
    by: str = ""
    seconds: float = 0.0

    @property
    def dead(self) -> bool:
        """Whether the tests noticed."""
        return self.how in {"killed", "timeout"}


Told = Callable[[Verdict], None]


def judge(mutants: Sequence[Mutant], reach: Reach, *, lanes: int, longest: float, told: Told) -> list[Verdict]:
    """The verdict on each mutant, in the order of `mutants`; `told` hears each as it comes.

    `longest`: seconds of tests that each is given at most.
    """
    run = _Run(reach, longest, told)
    reached = []
    for each in mutants:
        if reach.judges(each, longest=FIRST):
            reached.append(each)
        else:
            run.settle(Verdict(each, "unreached"))
    if reached:
        run.serve(reached, lanes)
    return [run.verdicts[each] for each in mutants]


class _Run:
    def __init__(self, reach: Reach, longest: float, told: Told) -> None:
        self.reach, self.longest, self.told = reach, longest, told
        self.verdicts: dict[Mutant, Verdict] = {}
        self.alive: list[Mutant] = []
        self.imported: list[Mutant] = []
        self.lock = threading.Lock()

    def settle(self, verdict: Verdict) -> None:
        """Nothing can change this verdict any more."""
        with self.lock:
            self.verdicts[verdict.mutant] = verdict
            self.told(verdict)

    def serve(self, mutants: Sequence[Mutant], lanes: int) -> None:
        """All rounds, on so many lanes."""
        rounds = _Rounds(lanes, mutants)
        threads = [threading.Thread(target=rounds.work, args=(self,)) for _ in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if rounds.errors:
            raise rounds.errors[0]

    def alone(self, lane: Lane, mutant: Mutant) -> None:
        """First round: the nearest tests."""
        how, by, seconds = ask(lane, [mutant], self.reach.judges(mutant, longest=FIRST))
        if how in {"survived", "cold"}:
            with self.lock:
                (self.alive if mutant.deferred and how == "survived" else self.imported).append(mutant)
        else:
            self.settle(Verdict(mutant, how, by, seconds))

    def fresh(self, lane: Lane, mutant: Mutant) -> None:
        """Last round: in a process that imports the changed file."""
        judges = self.reach.judges(mutant, longest=self.longest)
        self.settle(Verdict(mutant, *ask(lane, [mutant], judges, cold=True)))

    def together(self, lane: Lane, bundle: list[Mutant]) -> None:
        """Second round: what lived, several at once."""
        alive, tests = list(bundle), self._further(bundle)
        while alive and tests:
            how, by, seconds = ask(lane, alive, tests)
            if how == "survived":
                break
            if not by and len(alive) > 1:  # one of them never ends, or cannot be put in beside another
                for each in alive:
                    self.together(lane, [each])
                return
            guilty = alive if len(alive) == 1 else self._guilty(lane, alive, by)
            for each in guilty:
                self.settle(Verdict(each, how, by, seconds))
            alive = [each for each in alive if each not in guilty]
            names = [test for test, _ in tests]
            tests = tests[names.index(by) + (not guilty) :] if by in names else []
        for each in alive:
            self.settle(Verdict(each, "survived"))

    def _guilty(self, lane: Lane, alive: list[Mutant], test: str) -> list[Mutant]:
        seconds = self.reach.seconds.get(test, 1.0)
        return [each for each in alive if ask(lane, [each], [(test, seconds)])[0] in {"killed", "timeout"}]

    def _further(self, bundle: list[Mutant]) -> Judges:
        """The tests of all of them that each has not met yet, those first that most of them share."""
        wanted: dict[tuple[str, float], int] = {}
        for each in bundle:
            met = set(self.reach.judges(each, longest=FIRST))
            for judge in self.reach.judges(each, longest=self.longest):
                if judge not in met:
                    wanted[judge] = wanted.get(judge, 0) + 1
        return sorted(wanted, key=lambda judge: (-wanted[judge], judge))


class _Rounds:
    """What the lanes take their work from. All finish a round before the next is dealt out."""

    def __init__(self, lanes: int, mutants: Sequence[Mutant]) -> None:
        self.barrier = threading.Barrier(lanes)
        self.waiting = SimpleQueue[Any]()
        self.errors: list[BaseException] = []
        self.mutants = mutants

    def work(self, run: _Run) -> None:
        """Be one lane."""
        try:
            with lane() as opened:
                self._round(partial(run.alone, opened), lambda: self.mutants)
                self._round(partial(run.together, opened), lambda: bundles(run.alive))
                self._round(partial(run.fresh, opened), lambda: run.imported)
        except threading.BrokenBarrierError:
            return
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


def bundles(mutants: Sequence[Mutant]) -> list[list[Mutant]]:
    """Groups that can be tried at once: neighbours, each in a function of its own."""
    made: list[list[Mutant]] = []
    taken: list[set[tuple[str, str]]] = []
    for mutant in sorted(mutants, key=lambda each: (each.file, each.index)):
        place = (mutant.file, _outermost(mutant.place))
        for group, places in zip(made, taken, strict=True):
            if place not in places and len(group) < TOGETHER:
                break
        else:
            group, places = [], set()
            made.append(group)
            taken.append(places)
        group.append(mutant)
        places.add(place)
    return made


def _outermost(place: str) -> str:
    """The function that is defined in the module, or in a class of it."""
    names = place.split(".")
    return ".".join(names[: 2 if names[0][:1].isupper() else 1])


def _taken(waiting: Any) -> Iterator[Any]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def ask(lane: Lane, mutants: Sequence[Mutant], judges: Judges, *, cold: bool = False) -> tuple[str, str, float]:
    """One question to a lane: what became of these mutants together, by which test, in how many seconds."""
    changes = [
        {"file": each.file, "index": each.index, "place": each.place, "deferred": each.deferred} for each in mutants
    ]
    wall = 120 + 20 * sum(seconds for _, seconds in judges)
    return lane.ask({"mutants": changes, "tests": judges, "wall": wall}, cold=cold)
