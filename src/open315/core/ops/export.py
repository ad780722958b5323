"""Everything, to take along: one CSV a table in a zip, written by the worker, all of one moment. Personal data stays sealed in it.

For moving house or for an archive; to restore, use a backup. Passwords, second factors and sessions are left out.
"""

import csv
import io
import os
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _

from open315.core import audit, clock
from open315.core.access import Actor
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.core.exports import guard
from open315.core.facts import one_reading
from open315.core.ops.archive import rows
from open315.core.ops.archive.tables import archived_models
from open315.core.ops.aside import aside
from open315.core.ops.models import ExportRun
from open315.core.outbox import Event, emit, subscribe_job
from open315.core.tasks import periodic

EVENT = "system.export_requested"
KEPT = timedelta(days=3)
TELL_EVERY = 20_000
LEFT_OUT_TABLES = (
    "mfa_",
    "axes_",
    "account_",
    "core_idempotencykey",
    "core_handledevent",
    "core_outboxevent",
    "core_bucket",
)
LEFT_OUT_COLUMNS = {"password", "query_code_hash", "phone_index"}

State = ExportRun.State


def _require(actor: Actor) -> None:
    if not actor.may("system:export"):
        raise NotAllowed(_("Your role does not include exporting everything."))


def request_export(*, actor: Actor, at: datetime) -> ExportRun:
    """Ask the worker for an export. Conflict while another is being written."""
    _require(actor)
    with transaction.atomic():
        if ExportRun.objects.select_for_update().filter(state__in=[State.WAITING, State.RUNNING]).exists():
            raise Conflict(_("An export is being written already. Wait for it, or look again later."))
        run = ExportRun.objects.create(account_id=actor.account_id or 0, created_at=at)
        audit.record("system.export_requested", actor=actor, at=at, obj=("export", str(run.pk)))
        emit(EVENT, {"run": str(run.pk)}, at=at)
    return run


def runs(actor: Actor) -> list[ExportRun]:
    """The exports there are, newest first."""
    return list(ExportRun.objects.order_by("-created_at")[:20]) if actor.may("system:export") else []


def open_export(run_id: UUID, *, actor: Actor, at: datetime) -> Path:
    """The finished file, for download; each is recorded. NotFound when there is none (any more)."""
    _require(actor)
    run = ExportRun.objects.filter(pk=run_id, state=State.DONE).first()
    path = path_of(run_id)
    if run is None or not path.is_file():
        raise NotFound(_("This export is not there any more. Ask for a new one."))
    audit.record("system.export_downloaded", actor=actor, at=at, obj=("export", str(run_id)))
    return path


def path_of(run_id: UUID | str) -> Path:
    """Where an export's file lies."""
    return Path(settings.EXPORTS) / f"everything-{run_id}.zip"


def exported_models() -> list[type[Model]]:
    """The tables of an export, by name."""
    return [model for model in archived_models() if not model._meta.db_table.startswith(LEFT_OUT_TABLES)]


@subscribe_job(EVENT)
def write_export(event: Event) -> None:
    """Write the file; called again after a kill it begins anew. A failure is kept with the run and shown."""
    run = ExportRun.objects.filter(pk=event.payload["run"]).exclude(state=State.DONE).first()
    if run is None:
        return
    try:
        with one_reading(many=False):
            size = _write(run, exported_models())
    except OSError as error:
        _keep(run, state=State.FAILED, finished_at=clock.now(), error=str(error.strerror or "")[:200])
        return
    _keep(run, state=State.DONE, finished_at=clock.now(), size=size)


def _keep(run: ExportRun, **changed: Any) -> None:
    ExportRun.objects.filter(pk=run.pk).update(**changed)


def _tell(run: ExportRun, **changed: Any) -> None:
    """Show how far it is, beside the reading."""
    aside(lambda: _keep(run, **changed))


def _write(run: ExportRun, models: list[type[Model]]) -> int:
    total = sum(model._base_manager.count() for model in models)
    _tell(run, state=State.RUNNING, rows_total=total, rows_done=0)
    path = path_of(run.pk)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    done = 0
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(handle, "w+b") as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive,
        ):
            for model in models:
                done = _write_table(archive, model, run, done)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return path.stat().st_size


def _write_table(archive: zipfile.ZipFile, model: type[Model], run: ExportRun, done: int) -> int:
    fields = [field for field in rows.columns(model) if field.column not in LEFT_OUT_COLUMNS]
    with archive.open(f"{model._meta.db_table}.csv", "w", force_zip64=True) as raw:
        out = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        writer = csv.writer(out)
        writer.writerow([field.column for field in fields])
        for row in _cells(model, fields):
            writer.writerow(row)
            done += 1
            if done % TELL_EVERY == 0:
                _tell(run, rows_done=done)
        out.flush()
    _tell(run, rows_done=done)
    return done


def _cells(model: type[Model], fields: list[Field]) -> Iterator[list[Any]]:
    names = [field.attname for field in fields]
    for values in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=rows.CHUNK):
        yield [_cell(value) for value in values]


def _cell(value: Any) -> Any:
    """Text guarded against formulas; moments, keys and sealed bytes as the backup writes them; documents as JSON."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, dict | list):
        return rows.line([value])[1:-2].decode()
    return rows.encode(value)


@periodic(minutes=60)
def sweep_exports(at: datetime) -> int:
    """Delete files after a few days; an export that was never finished counts as failed."""
    old = ExportRun.objects.filter(created_at__lt=at - KEPT)
    for run in old:
        path_of(run.pk).unlink(missing_ok=True)
    return old.delete()[0]
