"""The second process of a large import: rows come in, pieces go out, until there are no more or its parent is gone.

Started by `helping` as `open315 import_helper`. It checks rows and builds what is to be stored; it stores nothing but the
numbers and new traders that this needs.
"""

import os
import pickle
import signal
import sys
from dataclasses import dataclass
from typing import BinaryIO

from django.db import connection
from django.utils import translation

from open315.intake.models import SheetImport
from open315.intake.sheet_import.collecting import few_collections
from open315.intake.sheet_import.pieces import Preparer


@dataclass(frozen=True, slots=True)
class Begin:
    """What the helper is told first."""

    import_id: int
    database: str
    """The name of the database, which tests have changed since the settings were read."""
    language: str


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
