"""The work itself, in pieces: each piece of rows, its cases, its counts and its lines of the result are one commit.

The job (`core.jobs`) is held by one worker at a time, and what is committed moves it on: a worker that is killed leaves a rest
that the next one does behind the last commit.

PostgreSQL works in a process of its own, so an import that waits for it could read and check the next rows instead. A
second thread with a connection of its own does the writing, one piece after the other, in order. SQLite works inside our
process and has one writer: there, and inside somebody else's transaction, every piece is written on the spot.
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases import services as cases
from open315.cases.queries.imported import days_of_history
from open315.cases.services.rows import SEARCH_INDEX
from open315.core import audit, clock, search
from open315.core.access import Actor
from open315.core.jobs import Held, Job, JobKind, JobState, declare_job
from open315.intake.models import SheetImport
from open315.intake.sheet_import import doubts
from open315.intake.sheet_import.columns import Mapping
from open315.intake.sheet_import.helper_process import helper_for, pieces
from open315.intake.sheet_import.pieces import Cut, Numbered, Piece, Preparer, few_collections
from open315.intake.sheet_import.result_file import RESULT, as_bytes
from open315.intake.sheet_import.sheet_rows import rows_below
from open315.notify.wording import Notice, declare_notices
from open315.org import services as org

PERMISSION = "imports:run"
PIECE = 1000
SETTLE_EVERY = 20
"""Pieces after which the search index is put in order."""
Write = Callable[..., None]
AHEAD = 2
"""So many pieces may wait to be written; more would only cost memory."""
TURN = 0.001
"""Seconds one thread may keep the other from going on. The usual 5 ms, at each answer of the database, would cost the gain."""


@dataclass(slots=True)
class Work:
    """What one worker needs for one import."""

    sheet: SheetImport
    held: Held
    preparer: Preparer
    result: Any
    """The growing file of its lines."""


def work(held: Held) -> None:
    """Do the import, or what is left of it."""
    sheet = SheetImport.objects.select_related("upload", "account").get(job=held.job)
    preparer = Preparer(sheet)
    if not held.progress.done:
        held.tell(total=_total(sheet, preparer.mapping))
    done, left = held.progress.done, held.progress.total - held.progress.done
    rows = _rows(sheet, preparer.mapping)
    preparer.skip(rows, done)
    one = Work(sheet, held, preparer, held.growing(RESULT, extension="csv"))
    with few_collections(), helper_for(sheet.pk, left, held.job.language) as helper, writer() as write:
        for count, (cut, piece) in enumerate(pieces(preparer, rows, PIECE, helper), 1):
            write(_write, one, cut, piece)
            if count % SETTLE_EVERY == 0:
                write(search.settle, SEARCH_INDEX)
        write(search.settle, SEARCH_INDEX)
    with held.finishing():
        counts = _counts(held.job)
        audit.record("imports.finished", actor=preparer.actor, at=clock.now(), obj=("import", sheet.pk), data=counts)
        _propose_coverage(sheet, preparer.actor)


def _propose_coverage(sheet: SheetImport, actor: Actor) -> None:
    """Whether the records of those days are whole, whoever manages the council says; nobody else knows."""
    if days := days_of_history(sheet.pk):
        first, last = days
        org.propose_coverage(
            sheet.council_id, first=first, last=last, source=sheet.coverage_source, actor=actor, at=clock.now()
        )


def _total(sheet: SheetImport, mapping: Mapping) -> int:
    """How many rows there are to do: known from the look at the file, or counted."""
    known = doubts.rows_below(sheet.looked, mapping.sheet, mapping.heading_row)
    return sum(1 for _row in _rows(sheet, mapping)) if known is None else known


def _rows(sheet: SheetImport, mapping: Mapping) -> Iterator[Numbered]:
    return rows_below(sheet.upload, mapping)


def _write(one: Work, cut: Cut, piece: Piece) -> None:
    """One piece: register what can be, write the lines, move the counts on, all or nothing."""
    with one.held.commit() as progress:
        piece = _stored(one, cut, piece)
        one.result.append(as_bytes(piece.lines))
        wrong = len(piece.lines) - piece.new - piece.known - piece.differing
        SheetImport.objects.filter(pk=one.sheet.pk).update(
            rows_new=F("rows_new") + piece.new,
            rows_known=F("rows_known") + piece.known,
            rows_differing=F("rows_differing") + piece.differing,
            rows_wrong=F("rows_wrong") + wrong,
        )
        progress.done += len(piece.lines)


def _stored(one: Work, cut: Cut, piece: Piece) -> Piece:
    """The piece as it was stored: another one if somebody else was quicker with its rows, or if one cannot be stored."""
    try:
        with transaction.atomic():
            cases.write_rows(piece.rows)
    except (IntegrityError, DataError):
        return one.preparer.prepare_and_write(cut)
    return piece


def _counts(job: Job) -> dict[str, Any]:
    sheet = SheetImport.objects.get(job=job)
    return {"new": sheet.rows_new, "known": sheet.rows_known, "wrong": sheet.rows_wrong}


def _told(job: Job) -> dict[str, Any]:
    return {"source": SheetImport.objects.get(job=job).source, **_counts(job)}


def _page(job: Job) -> str:
    return reverse("imports:show", args=[SheetImport.objects.get(job=job).pk])


declare_notices(
    {
        "imports.finished": Notice(
            _("The sheet from %(source)s is imported: %(new)s new, %(known)s known, %(wrong)s wrong."), tone="good"
        ),
        "imports.failed": Notice(_("The import from %(source)s stopped. Open it to see why."), tone="bad"),
    }
)
IMPORT = declare_job(
    JobKind(
        name="imports.sheet",
        label=_("Import of a sheet"),
        permission=PERMISSION,
        work=work,
        page=_page,
        states={
            JobState.WAITING: pgettext_lazy("import", "Waiting"),
            JobState.RUNNING: pgettext_lazy("import", "Running"),
            JobState.DONE: pgettext_lazy("import", "Done"),
            JobState.FAILED: pgettext_lazy("import", "Stopped"),
            JobState.CANCELLED: pgettext_lazy("import", "Cancelled"),
        },
        notices={JobState.DONE: "imports.finished", JobState.FAILED: "imports.failed"},
        notice_data=_told,
        can_be_cancelled=True,
    )
)


@contextmanager
def writer() -> Iterator[Write]:
    """A function `write(work, *args)` that does the calls in order, now or soon. The first error is raised by a later
    call or at the end, and what was still waiting then is not done."""
    if connection.vendor == "sqlite" or connection.in_atomic_block:
        yield _at_once
        return
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    line = _Line(translation.get_language())
    try:
        yield line.write
        line.finish()
    finally:
        line.close()
        sys.setswitchinterval(usual)


def _at_once(work: Callable[..., Any], *args: Any) -> None:
    work(*args)


class _Line:
    """The second thread and what waits for it."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import-writer")
        self._waiting: list[Future[None]] = []
        self._stopped = False

    def write(self, work: Callable[..., Any], *args: Any) -> None:
        """Add a call; waits while too many are waiting already."""
        self._waiting.append(self._thread.submit(self._do, work, *args))
        while len(self._waiting) > AHEAD:
            self._waiting.pop(0).result()

    def finish(self) -> None:
        """Wait for all calls."""
        while self._waiting:
            self._waiting.pop(0).result()

    def close(self) -> None:
        """End the thread and its connection; what has not begun is left out."""
        for each in self._waiting:
            each.cancel()
        self._thread.submit(lambda: connection.close()).result()
        self._thread.shutdown()

    def _do(self, work: Callable[..., Any], *args: Any) -> None:
        if self._stopped:
            return
        with translation.override(self._language):
            try:
                work(*args)
            except BaseException:
                self._stopped = True
                raise
