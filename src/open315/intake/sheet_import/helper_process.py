"""Sharing the preparation of a large import between two processes.

Building the rows of a case keeps one processor busy, and Python uses only one at a time: on a machine with more, a helper
process prepares part of the pieces while we prepare others and write all of them, in the order of the sheet. Starting it
costs a second of one processor, so small imports do without. It is never needed: what it does not answer we do ourselves.

Above, our side; below (`main`, run as `open315 import_helper`), the helper's: rows come in, pieces go out, until there are no
more or its parent is gone. It stores nothing but the numbers and new traders that building the rows needs.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import connection
from django.utils import translation

from open315.intake.models import SheetImport
from open315.intake.sheet_import.pieces import Cut, Numbered, Piece, Preparer, few_collections

log = logging.getLogger("open315.imports")

WORTH_IT = 30_000
"""From this many rows on, a helper saves more time than its start costs."""
AT_HELPER = 2
"""Pieces a helper has at once: the one it works on and the next, so that it never waits for us."""
AHEAD = 4
"""Pieces that may be ready or at work before the first of them is taken."""
ANSWERS_IN = 30.0
"""Seconds after which a piece (a fifth of a second's work) is done without the helper: well before the lease runs out."""
ENDS_IN = 10.0
"""Seconds a helper has to end once it has no more to do."""


@dataclass(frozen=True, slots=True)
class Begin:
    """What the helper is told first."""

    import_id: int
    database: str
    """The name of the database, which tests have changed since the settings were read."""
    language: str


class HelperGone(Exception):
    """The helper has died or answers nonsense."""


@dataclass(slots=True)
class Waiting:
    """A piece in its place in the order of the sheet."""

    cut: Cut
    answer: "Future[Piece]"


@contextmanager
def helper_for(import_id: int, left: int, language: str) -> Iterator["Helper | None"]:
    """A helper if one pays: many rows left, a second processor, and nobody's transaction around us."""
    if left < WORTH_IT or processors() < 2 or connection.in_atomic_block:
        yield None
        return
    try:
        helper = Helper(Begin(import_id, connection.settings_dict["NAME"], language))
    except OSError as error:
        log.warning("no import helper", extra={"fields": {"error": str(error)[:300]}})
        yield None
        return
    try:
        yield helper
    finally:
        helper.close()


def processors() -> int:
    """How many processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Helper:
    """The other process. Calls never raise: a helper that fails is one that is never free."""

    def __init__(self, begin: Begin) -> None:
        command = [sys.executable, "-m", "open315", "import_helper"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  (ourselves)
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import-helper")
        self._handed: list[Future[Piece]] = []
        self._started = self._line.submit(self._exchange, begin)

    def is_free(self) -> bool:
        """Whether it has started, still runs, and has room for another piece."""
        self._handed = [each for each in self._handed if not each.done()]
        started = self._started.done() and self._started.exception() is None
        return started and len(self._handed) < AT_HELPER and self._process.poll() is None

    def prepare(self, cut: Cut) -> "Future[Piece]":
        """Hand over rows; the future fails if they must be prepared by somebody else."""
        answer = self._line.submit(self._piece, cut)
        self._handed.append(answer)
        return answer

    def close(self) -> None:
        """Let it end, by force if it does not."""
        self._line.shutdown(wait=False, cancel_futures=True)
        with suppress(OSError):
            self._pipes()[0].close()
        try:
            self._process.wait(ENDS_IN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._line.shutdown()
        self._pipes()[1].close()

    def _pipes(self) -> tuple[Any, Any]:
        return self._process.stdin, self._process.stdout

    def _piece(self, cut: Cut) -> Piece:
        answer = self._exchange(cut)
        if not isinstance(answer, Piece):
            raise HelperGone(str(answer))
        return answer

    def _exchange(self, told: object) -> object:
        to, back = self._pipes()
        try:
            pickle.dump(told, to, protocol=pickle.HIGHEST_PROTOCOL)
            to.flush()
            return pickle.load(back)  # noqa: S301  (from our own process)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise HelperGone(repr(error)) from error


def pieces(
    preparer: Preparer, rows: Iterator[Numbered], size: int, helper: Helper | None
) -> Iterator[tuple[Cut, Piece]]:
    """The pieces of the sheet in order, ready to be written."""
    waiting: deque[Waiting] = deque()
    while True:
        while helper is not None and helper.is_free() and len(waiting) < AHEAD and (cut := preparer.cut(rows, size)):
            waiting.append(Waiting(cut, helper.prepare(cut)))
        first_is_ready = bool(waiting) and waiting[0].answer.done()
        cut = None if first_is_ready or len(waiting) >= AHEAD else preparer.cut(rows, size)
        if cut is not None:
            waiting.append(Waiting(cut, _by_ourselves(preparer, cut)))
        elif waiting:
            first = waiting.popleft()
            yield first.cut, _answered(preparer, first)
        else:
            return


def _by_ourselves(preparer: Preparer, cut: Cut) -> "Future[Piece]":
    answer: Future[Piece] = Future()
    answer.set_result(preparer.prepare(cut))
    return answer


def _answered(preparer: Preparer, waiting: Waiting) -> Piece:
    try:
        return waiting.answer.result(ANSWERS_IN)
    except (HelperGone, TimeoutError) as error:
        log.warning("import helper failed", extra={"fields": {"error": repr(error)[:300]}})
        return preparer.prepare(waiting.cut)


def main() -> None:
    """Answer each `Cut` with its `Piece`, or with the error it ended in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of us; the parent ends us by closing the pipe
    answers = _answers()
    try:
        begin: Begin = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our parent)
        connection.settings_dict["NAME"] = begin.database
        with few_collections(), translation.override(begin.language or None):
            _serve(begin.import_id, answers)
    except (EOFError, BrokenPipeError):
        connection.close()


def _answers() -> BinaryIO:
    """Our end of the pipe. What anything prints goes to the log instead."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _serve(import_id: int, answers: BinaryIO) -> None:
    preparer = Preparer(SheetImport.objects.select_related("account").get(pk=import_id))
    _say(answers, None)
    while True:
        cut = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our parent)
        try:
            _say(answers, preparer.prepare(cut))
        except Exception as error:  # the parent does this piece itself and meets the same error, if it is one
            _say(answers, repr(error))


def _say(answers: BinaryIO, answer: object) -> None:
    pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()
