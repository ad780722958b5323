"""The work itself, in pieces: each piece of rows, its cases, its counts and its lines of the result are one commit.

A worker that is killed leaves a lease that runs out; the next one goes on behind the last commit. Two workers never work on
one import: a piece commits only while the lease is still its worker's.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from open315.cases import services as cases
from open315.cases.services.rows import SEARCH_INDEX
from open315.core import audit, clock, search, streams
from open315.core.errors import Open315Error
from open315.intake.models import SheetImport
from open315.intake.sheet_import.collecting import few_collections
from open315.intake.sheet_import.helping import helper_for, pieces
from open315.intake.sheet_import.mapping import Mapping
from open315.intake.sheet_import.pieces import Cut, Numbered, Piece, Preparer
from open315.intake.sheet_import.preparing import book_of
from open315.intake.sheet_import.results import ResultFile, path_of
from open315.intake.sheet_import.writing import writer
from open315.notify.services import notify_account

log = logging.getLogger("open315.imports")

PIECE = 1000
LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 3
SETTLE_EVERY = 20
"""Pieces after which the search index is put in order."""
State = SheetImport.State
AT_WORK = Q(state__in=[State.QUEUED, State.RUNNING])


class LeaseLost(Exception):
    """Another worker has taken over; what was not committed is its to do."""


@dataclass(slots=True)
class Work:
    """What one worker needs for one import."""

    job: SheetImport
    token: str
    preparer: Preparer
    result: ResultFile


def waiting(at: datetime) -> list[int]:
    """Imports that nobody works on: queued ones, and those whose worker's lease ran out."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    return list(SheetImport.objects.filter(AT_WORK & free).order_by("id").values_list("id", flat=True)[:20])


def run(import_id: int) -> None:
    """Do the import, or what is left of it. Does nothing if it is done or somebody else's."""
    token = token_hex(16)
    job = _take(import_id, token, clock.now())
    if job is None:
        return
    with translation.override(job.language or None):
        try:
            _run(job, token)
        except LeaseLost:
            log.warning("import taken over", extra={"fields": {"import": import_id}})
        except Open315Error as error:
            _fail(job, token, str(error.message))
        except Exception:
            log.exception("import stopped", extra={"fields": {"import": import_id, "attempt": job.attempts}})
            if job.attempts >= MAX_ATTEMPTS:
                _fail(job, token, _("The import stopped at an internal error. The administrator finds it in the log."))
            else:
                _release(job, token)


def _take(import_id: int, token: str, at: datetime) -> SheetImport | None:
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    taken = SheetImport.objects.filter(AT_WORK & free, pk=import_id).update(
        state=State.RUNNING, lease_token=token, lease_until=at + LEASE, attempts=F("attempts") + 1
    )
    return SheetImport.objects.select_related("upload", "account").get(pk=import_id) if taken else None


def _run(job: SheetImport, token: str) -> None:
    preparer = Preparer(job)
    _count_rows(job, token, preparer.mapping)
    result = ResultFile(path_of(job), job.result_bytes)
    try:
        work = Work(job, token, preparer, result)
        rows = _rows(job, preparer.mapping)
        preparer.skip(rows, job.rows_done)
        with few_collections(), helper_for(job) as helper, writer() as write:
            for count, (cut, piece) in enumerate(pieces(preparer, rows, PIECE, helper), 1):
                write(_write, work, cut, piece)
                if count % SETTLE_EVERY == 0:
                    write(search.settle, SEARCH_INDEX)
            write(search.settle, SEARCH_INDEX)
        _finish(work)
    finally:
        result.close()


def _rows(job: SheetImport, mapping: Mapping) -> Iterator[Numbered]:
    return (row for row in book_of(job).rows(mapping.sheet) if row[0] > mapping.heading_row)


def _count_rows(job: SheetImport, token: str, mapping: Mapping) -> None:
    """Say how much there is to do before it is begun."""
    if not job.rows_total:
        job.rows_total = sum(1 for _row in _rows(job, mapping))
        _keep(job, token, rows_total=job.rows_total)


def _write(work: Work, cut: Cut, piece: Piece) -> None:
    """One piece: register what can be, write the lines, move the counts on, all or nothing."""
    job = work.job
    with transaction.atomic():
        piece = _stored(work, cut, piece)
        _keep(
            job,
            work.token,
            rows_done=job.rows_done + len(piece.lines),
            rows_new=job.rows_new + piece.new,
            rows_known=job.rows_known + piece.known,
            rows_wrong=job.rows_wrong + len(piece.lines) - piece.new - piece.known,
            result_bytes=work.result.append(piece.lines),
            attempts=0,
        )
        publish(job)


def _stored(work: Work, cut: Cut, piece: Piece) -> Piece:
    """The piece as it was stored: another one if somebody else was quicker with its rows, or if one cannot be stored."""
    try:
        with transaction.atomic():
            cases.write_rows(piece.rows)
    except (IntegrityError, DataError):
        return work.preparer.prepare_and_write(cut)
    return piece


def _keep(job: SheetImport, token: str, **changed: int) -> None:
    """Store progress and renew the lease; LeaseLost if it is no longer ours."""
    mine = SheetImport.objects.filter(pk=job.pk, lease_token=token, state=State.RUNNING)
    if not mine.update(lease_until=clock.now() + LEASE, **changed):
        raise LeaseLost
    for name, value in changed.items():
        setattr(job, name, value)


def publish(job: SheetImport) -> None:
    """Show progress to whoever watches."""
    streams.publish(f"import-{job.pk}", {"done": job.rows_done, "total": job.rows_total, "state": job.state})


def _finish(work: Work) -> None:
    job, at = work.job, clock.now()
    counts = {"new": job.rows_new, "known": job.rows_known, "wrong": job.rows_wrong}
    with transaction.atomic():
        _end(job, work.token, State.DONE, at, "")
        audit.record("imports.finished", actor=work.preparer.actor, at=at, obj=("import", job.pk), data=counts)
        _tell(job, "imports.finished", {"source": job.source, **counts}, at)


def _fail(job: SheetImport, token: str, why: str) -> None:
    at = clock.now()
    with transaction.atomic():
        _end(job, token, State.FAILED, at, why[:300])
        _tell(job, "imports.failed", {"source": job.source}, at)


def _tell(job: SheetImport, template: str, data: dict[str, object], at: datetime) -> None:
    if job.account_id:
        url = reverse("imports:show", args=[job.pk])
        notify_account(job.account_id, template=template, data=data, url=url, at=at)


def _end(job: SheetImport, token: str, state: State, at: datetime, error: str) -> None:
    mine = SheetImport.objects.filter(pk=job.pk, lease_token=token)
    if not mine.update(state=state, error=error, finished_at=at, lease_token="", lease_until=None):
        raise LeaseLost
    job.state = state
    publish(job)


def _release(job: SheetImport, token: str) -> None:
    SheetImport.objects.filter(pk=job.pk, lease_token=token).update(lease_token="", lease_until=None)
