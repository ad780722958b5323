"""Hand mutants out to lanes and collect the verdicts."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from mutants.mutation import Mutant
from mutants.reach import EVERYDAY, Reach
from mutants.targets import ROOT

STARTING = 600.0
"""Seconds in which a lane must be ready, on a machine that is busy."""
Judges = list[tuple[str, float]]


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


def judge(
    mutants: Sequence[Mutant], reach: Reach, *, lanes: int, longest: float, told: Callable[[Verdict], None]
) -> list[Verdict]:
    """The verdict on each mutant, in the order of `mutants`. `told` hears each as it comes."""
    waiting: SimpleQueue[tuple[int, Mutant, Judges]] = SimpleQueue()
    verdicts: dict[int, Verdict] = {}
    for number, mutant in enumerate(mutants):
        judges = reach.judges(mutant, longest=longest)
        if judges:
            waiting.put((number, mutant, judges))
        else:
            verdicts[number] = Verdict(mutant, "unreached")
            told(verdicts[number])
    if not waiting.empty():
        _serve(waiting, verdicts, reach, lanes, told)
    return [verdicts[number] for number in sorted(verdicts)]


def _serve(
    waiting: Any, verdicts: dict[int, Verdict], reach: Reach, lanes: int, told: Callable[[Verdict], None]
) -> None:
    lock, errors = threading.Lock(), list[BaseException]()

    def work(number: int) -> None:
        try:
            with lane(number, _quickest_with_database(reach)) as connection:
                for index, mutant, judges in _taken(waiting):
                    verdict = ask(connection, mutant, judges)
                    with lock:
                        verdicts[index] = verdict
                        told(verdict)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(lanes)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if errors:
        raise errors[0]


def _taken(waiting: Any) -> Iterator[tuple[int, Mutant, Judges]]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def ask(connection: Connection, mutant: Mutant, judges: Judges) -> Verdict:
    """One question to a lane."""
    wall = 60 + 20 * sum(seconds for _, seconds in judges)
    connection.send(
        {
            "file": mutant.file,
            "index": mutant.index,
            "place": mutant.place,
            "deferred": mutant.deferred,
            "tests": judges,
            "wall": wall,
        }
    )
    answer = connection.recv()
    return Verdict(mutant, answer["verdict"], answer["by"], answer["seconds"])


def _quickest_with_database(reach: Reach) -> str:
    """A test to warm up with: it makes the database."""
    known = [test for test in reach.seconds if "/cases/tests/test_handle_case.py" in test]
    return min(known, key=lambda each: (reach.seconds[each], each))


@contextmanager
def lane(number: int, first: str) -> Iterator[Connection]:
    """A warm process, ready for questions; gone at the end, with all it wrote."""
    folder = Path(tempfile.mkdtemp(prefix="open315-lane-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
    environment = {
        **os.environ,
        "OPEN315_VAR": str(folder / "var"),
        "OPEN315_LANE": str(folder / "lane"),
        "OPEN315_LANE_FIRST": first,
        "HYPOTHESIS_PROFILE": "mutants",
        "PYTHONHASHSEED": "0",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "mutants.lane"]
    command += ["--randomly-seed=315", "--randomly-dont-reorganize"]
    command += ["-p", "no:cacheprovider", "-m", EVERYDAY, "src", "tests"]
    log = (folder / "log").open("wb")
    listener = Listener(environment["OPEN315_LANE"], "AF_UNIX")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        listener._listener._socket.settimeout(STARTING)  # type: ignore[attr-defined]
        connection = listener.accept()
        if connection.recv() != "ready":
            raise RuntimeError("a lane did not start")
        yield connection
        connection.send(None)
        process.wait(timeout=60)
    except (EOFError, OSError) as error:
        raise RuntimeError(f"lane {number} ended: {(folder / 'log').read_text()[-3000:]}") from error
    finally:
        process.kill()
        process.wait()
        log.close()
        listener.close()
        shutil.rmtree(folder, ignore_errors=True)
