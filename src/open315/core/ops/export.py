"""Everything, to take along: one CSV a table in a zip, written by the worker, all of one moment. Personal data stays sealed in it.

For moving house or for an archive; to restore, use a backup. Passwords, second factors and sessions are left out.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Field, Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.core.exports import guard
from open315.core.facts import one_reading
from open315.core.jobs import Held, Job, JobKind, JobState, SeenBy, ask, declare_job, files, queries
from open315.core.ops.archive import rows
from open315.core.ops.archive.tables import archived_models

PERMISSION = "system:export"
FILE = "zip"
KEPT = timedelta(days=3)
TELL_EVERY = 20_000
LEFT_OUT_TABLES = (
    "mfa_",
    "axes_",
    "account_",
    "core_draft",
    "core_idempotencykey",
    "core_handledevent",
    "core_outboxevent",
    "core_bucket",
)
LEFT_OUT_COLUMNS = {"password", "query_code_hash", "phone_index"}


def _require(actor: Actor) -> None:
    if not actor.may(PERMISSION):
        raise NotAllowed(_("Your role does not include exporting everything."))


def request_export(*, actor: Actor, at: datetime) -> Job:
    """Ask the worker for an export. Conflict while another is being written."""
    _require(actor)
    with transaction.atomic():
        try:
            job = ask(EXPORT, actor=actor, at=at, once="everything")
        except Conflict:
            raise Conflict(_("An export is being written already. Wait for it, or look again later.")) from None
        audit.record("system.export_requested", actor=actor, at=at, obj=("export", job.pk))
    return job


def runs(actor: Actor) -> list[Job]:
    """The exports there are, newest first."""
    return list(queries.visible_to(actor, EXPORT).prefetch_related("files").order_by("-created_at", "-id")[:20])


def open_export(job_id: int, *, actor: Actor, at: datetime) -> BinaryIO:
    """The finished file, for download; each is recorded. NotFound when there is none (any more)."""
    _require(actor)
    job = queries.visible_to(actor, EXPORT).filter(pk=job_id, state=JobState.DONE).first()
    file = files.of(job, FILE) if job else None
    if file is None or not files.is_there(file):
        raise NotFound(_("This export is not there any more. Ask for a new one."))
    opened = files.open_file(file)
    audit.record("system.export_downloaded", actor=actor, at=at, obj=("export", job_id))
    return opened


def exported_models() -> list[type[Model]]:
    """The tables of an export, by name."""
    return [model for model in archived_models() if not model._meta.db_table.startswith(LEFT_OUT_TABLES)]


def write_export(held: Held) -> None:
    """Write the file; after a kill it is begun anew, so that it stays one of one moment."""
    held.tell(done=0, total=0)
    with one_reading(many=False), held.open(FILE, extension="zip") as out:
        models = exported_models()
        held.tell(total=sum(model._base_manager.count() for model in models))
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            for model in models:
                _write_table(archive, model, held)


def _write_table(archive: zipfile.ZipFile, model: type[Model], held: Held) -> None:
    fields = [field for field in rows.table_of(model).columns if field.column not in LEFT_OUT_COLUMNS]
    done = held.progress.done
    with archive.open(f"{model._meta.db_table}.csv", "w", force_zip64=True) as raw:
        out = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        writer = csv.writer(out)
        writer.writerow([field.column for field in fields])
        for row in _cells(model, fields):
            writer.writerow(row)
            done += 1
            if done % TELL_EVERY == 0:
                held.tell(done=done)
        out.flush()
    held.tell(done=done)


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


EXPORT = declare_job(
    JobKind(
        name="system.export",
        label=_("Export of everything"),
        permission=PERMISSION,
        work=write_export,
        page=lambda _job: reverse("administration:export"),
        states={
            JobState.WAITING: _("Waiting for the worker"),
            JobState.RUNNING: _("Being written"),
            JobState.DONE: _("Finished"),
            JobState.FAILED: _("Failed"),
            JobState.CANCELLED: _("Cancelled"),
        },
        seen_by=SeenBy.EVERYBODY,
        kept=KEPT,
        repeats_rows=True,
    )
)
