"""Trials for as long as wanted: `python -m tests.fuzz --seconds 600`. A process of its own does them, and may die of one."""

import argparse
import os
import sys
import time
import traceback
import warnings
from collections import Counter
from contextlib import suppress
from pathlib import Path

from open315.core.foreign_files.limits import LOOKING, Limits
from tests.fuzz.mutation import damaged
from tests.fuzz.seeds import SEEDS
from tests.fuzz.trial import attempt

KEPT = Path("var/fuzz")
BATCH = 500
SLOWEST = 5.0
"""Seconds of the processor that a file of a few kilobytes may take."""


def main() -> int:
    """Trials of every kind in turn until the time is over; the number of findings is the exit code."""
    asked = _asked()
    if asked.number is not None:
        print(attempt(asked.kind[0], asked.number))
        return 0
    until, first, findings, outcomes = time.monotonic() + asked.seconds, asked.first, 0, Counter[str]()
    while time.monotonic() < until:
        for kind in asked.kind:
            findings += _batch(kind, first, outcomes)
        first += BATCH
    done = ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items()))
    print(f"{sum(outcomes.values())} files up to number {first}, {findings} findings: {done}")
    return min(findings, 100)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/fuzz",
        description="Foreign files and notices damaged in every way, read as the product reads them.",
    )
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--kind", action="append", choices=sorted(SEEDS), help="only these kinds")
    parser.add_argument("--first", type=int, default=1000, help="number of the first trial")
    parser.add_argument("--number", type=int, help="do this trial of the kind again, with its traceback")
    asked = parser.parse_args()
    asked.kind = asked.kind or sorted(SEEDS)
    return asked


def _batch(kind: str, first: int, outcomes: Counter[str]) -> int:
    """So many trials in a process of their own; what it dies of is a finding, and the next ones go on behind."""
    findings, at, last = 0, first, first + BATCH
    while at < last:
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ours)
            os._exit(_try(kind, at, last, theirs))
        os.close(theirs)
        with os.fdopen(ours) as said:
            lines = [line.split(maxsplit=1) for line in said]
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for _number, outcome in lines:
            outcomes[outcome.strip()] += 1
        at = int(lines[-1][0]) + 1 if lines else at
        if code:
            findings += 1
            _keep(kind, at, code)
            at += 1
    return findings


def _try(kind: str, first: int, last: int, out: int) -> int:
    warnings.simplefilter("ignore")
    _limit(LOOKING)
    for number in range(first, last):
        began = time.process_time()
        try:
            outcome = attempt(kind, number)
        except MemoryError:
            outcome = "too_large"
        except BaseException:
            traceback.print_exc()
            return 1
        if time.process_time() - began > SLOWEST:
            print(f"{kind} {number}: {time.process_time() - began:.1f} s", file=sys.stderr)
            return 2
        os.write(out, f"{number} {outcome}\n".encode())
    return 0


def _limit(limits: Limits) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (BATCH, BATCH + 5))


def _keep(kind: str, number: int, code: int) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{kind}-{number}"
    path.write_bytes(damaged(kind, number))
    print(f"{path}: ended with {code}; again: script/fuzz --kind {kind} --number {number}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
