"""The work itself, in pieces: each piece of rows, its cases, its counts and its lines of the result are one commit.

A worker that is killed leaves a lease that runs out; the next one goes on behind the last commit. Two workers never work on
one import: a piece commits only while the lease is still its worker's.
"""

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from secrets import token_hex

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from open315.cases import services as cases
from open315.cases.services.rows import SEARCH_INDEX
from open315.cases.types import Registered
from open315.core import audit, clock, search, streams
from open315.core.access import Actor
from open315.core.errors import NotAllowed, Open315Error
from open315.intake.models import SheetImport
from open315.intake.sheet_import.conversion import Converted, Converter
from open315.intake.sheet_import.mapping import Mapping, source_key
from open315.intake.sheet_import.preparing import book_of, converter
from open315.intake.sheet_import.reading import Row
from open315.intake.sheet_import.results import Line, ResultFile, path_of
from open315.intake.sheet_import.writing import writer
from open315.notify.services import notify_account
from open315.org import queries as org

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
class Piece:
    """Some rows, read and ready to be written."""

    found: list[Converted]
    prepared: cases.Prepared


@dataclass(slots=True)
class Work:
    """What one worker needs for one import."""

    job: SheetImport
    token: str
    actor: Actor
    mapping: Mapping
    convert: Converter
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
    mapping = Mapping.from_data(job.mapping)
    make = converter(job, mapping, source_key(job.council_id, job.source), job.created_at)
    _count_rows(job, token, mapping)
    result = ResultFile(path_of(job), job.result_bytes)
    try:
        work = Work(job, token, _actor(job), mapping, make, result)
        rows = _rows(job, mapping)
        for _number, cells in islice(rows, job.rows_done):
            make.reference(cells)
        with few_collections(), writer() as write:
            for count, piece in enumerate(iter(lambda: list(islice(rows, PIECE)), []), 1):
                write(_write, work, _prepare(work, piece))
                if count % SETTLE_EVERY == 0:
                    write(search.settle, SEARCH_INDEX)
            write(search.settle, SEARCH_INDEX)
        _finish(work)
    finally:
        result.close()


@contextmanager
def few_collections() -> Iterator[None]:
    """A piece makes many objects and no cycles; looking for cycles all the time would cost a fifth of the import."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _actor(job: SheetImport) -> Actor:
    actor = org.actor_for(job.account, clock.today()) if job.account else None
    if actor is None or not actor.may("imports:run"):
        raise NotAllowed(_("Whoever started the import may not import any more. Somebody else can start it again."))
    return actor


def _rows(job: SheetImport, mapping: Mapping) -> Iterator[tuple[int, Row]]:
    return (row for row in book_of(job).rows(mapping.sheet) if row[0] > mapping.heading_row)


def _count_rows(job: SheetImport, token: str, mapping: Mapping) -> None:
    """Say how much there is to do before it is begun."""
    if not job.rows_total:
        job.rows_total = sum(1 for _row in _rows(job, mapping))
        _keep(job, token, rows_total=job.rows_total)


def _prepare(work: Work, piece: list[tuple[int, Row]]) -> Piece:
    """Read and check the rows; nothing is stored yet."""
    found = [work.convert.convert(number, cells) for number, cells in piece]
    commands = [each.command for each in found if each.command is not None]
    return Piece(found, cases.prepare_cases(commands, actor=work.actor, at=clock.now()))


def _write(work: Work, piece: Piece) -> None:
    """One piece: register what can be, write the lines, move the counts on, all or nothing."""
    job, found = work.job, piece.found
    with transaction.atomic():
        lines, new, known = _lines(work, found, iter(cases.write_cases(piece.prepared)))
        _keep(
            job,
            work.token,
            rows_done=job.rows_done + len(found),
            rows_new=job.rows_new + new,
            rows_known=job.rows_known + known,
            rows_wrong=job.rows_wrong + len(found) - new - known,
            result_bytes=work.result.append(lines),
            attempts=0,
        )
        publish(job)


def _lines(work: Work, found: list[Converted], outcomes: Iterator[cases.Outcome]) -> tuple[list[Line], int, int]:
    """A line for each row, and how many were new and known."""
    lines: list[Line] = []
    new = known = 0
    for each in found:
        outcome = next(outcomes) if each.command is not None else None
        if isinstance(outcome, Registered):
            new, known = new + outcome.created, known + (not outcome.created)
            lines.append((str(each.number), each.reference, "new" if outcome.created else "known", outcome.number, ""))
        else:
            why = str(outcome.message) if outcome else "；".join(_explained(work.mapping, each))
            lines.append((str(each.number), each.reference, "wrong", "", why))
    return lines, new, known


def _explained(mapping: Mapping, found: Converted) -> list[str]:
    headings = mapping.headings
    return [
        f"{headings[each.column]}: {each.message}"
        if each.column is not None and each.column < len(headings) and headings[each.column]
        else str(each.message)
        for each in found.problems
    ]


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
        audit.record("imports.finished", actor=work.actor, at=at, obj=("import", job.pk), data=counts)
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
