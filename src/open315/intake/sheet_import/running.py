"""The work itself, in pieces: each piece of rows, its cases, its counts and its lines of the result are one commit.

The job (`core.jobs`) is held by one worker at a time, and what is committed moves it on: a worker that is killed leaves a rest
that the next one does behind the last commit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from open315.cases import services as cases
from open315.cases.services.rows import SEARCH_INDEX
from open315.core import audit, clock, search
from open315.core.jobs import Held, Job, JobKind, JobState, declare_job
from open315.intake.models import SheetImport
from open315.intake.sheet_import.collecting import few_collections
from open315.intake.sheet_import.helping import helper_for, pieces
from open315.intake.sheet_import.mapping import Mapping
from open315.intake.sheet_import.pieces import Cut, Numbered, Piece, Preparer
from open315.intake.sheet_import.preparing import book_of
from open315.intake.sheet_import.results import RESULT, as_bytes
from open315.intake.sheet_import.writing import writer

PERMISSION = "imports:run"
PIECE = 1000
SETTLE_EVERY = 20
"""Pieces after which the search index is put in order."""


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
        held.tell(total=sum(1 for _row in _rows(sheet, preparer.mapping)))
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


def _rows(sheet: SheetImport, mapping: Mapping) -> Iterator[Numbered]:
    return (row for row in book_of(sheet).rows(mapping.sheet) if row[0] > mapping.heading_row)


def _write(one: Work, cut: Cut, piece: Piece) -> None:
    """One piece: register what can be, write the lines, move the counts on, all or nothing."""
    with one.held.commit() as progress:
        piece = _stored(one, cut, piece)
        one.result.append(as_bytes(piece.lines))
        wrong = len(piece.lines) - piece.new - piece.known
        SheetImport.objects.filter(pk=one.sheet.pk).update(
            rows_new=F("rows_new") + piece.new,
            rows_known=F("rows_known") + piece.known,
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


IMPORT = declare_job(
    JobKind(
        name="imports.sheet",
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
