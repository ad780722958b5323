"""The steps of an import: receive the file, say how to read it, start; the worker does the rest (`running`)."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core import audit, jobs
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.core.jobs import JobState
from open315.core.uploads import kinds
from open315.core.uploads import services as uploads
from open315.intake.models import UPLOADED, ImportMapping, SheetImport
from open315.intake.sheet_import import queries
from open315.intake.sheet_import.columns import Target
from open315.intake.sheet_import.mapping import Mapping, source_key, twice
from open315.intake.sheet_import.preparing import book_of, first_mapping
from open315.intake.sheet_import.running import IMPORT, PERMISSION

MAX_BYTES = 200 * 1024 * 1024
MAX_SOURCE = 40
OPEN = (UPLOADED, JobState.FAILED, JobState.CANCELLED)


def receive_sheet(file: UploadedFile, *, source: str, council_id: int, actor: Actor, at: datetime) -> SheetImport:
    """Keep the file and guess how to read it, by the source's last sheet where there is one."""
    _check_permission(actor)
    source = " ".join(source.split())
    if not source or len(source) > MAX_SOURCE:
        raise InvalidInput(_("Please say in at most 40 characters where the sheet comes from."), field="source")
    if council_id not in {body.id for body in queries.councils_of(actor)}:
        raise InvalidInput(_("Please choose one of your councils."), field="council")
    upload = uploads.receive(file, at=at, accept=kinds.SHEETS, max_bytes=MAX_BYTES, field="file")
    with transaction.atomic():
        uploads.claim([upload.pk], at)
        job = SheetImport.objects.create(
            source=source, council_id=council_id, account_id=actor.account_id, upload=upload, created_at=at
        )
        book = book_of(job)
        mapping = first_mapping(book, book.sheets[0], queries.remembered(source_key(council_id, source)))
        job.sheet_name, job.mapping = mapping.sheet[:80], mapping.as_data()
        job.save(update_fields=["sheet_name", "mapping"])
        audit.record("imports.received", actor=actor, at=at, obj=("import", job.pk), data={"source": source})
    return job


def set_mapping(import_id: int, mapping: Mapping, *, actor: Actor, at: datetime) -> SheetImport:
    """Say how the sheet is to be read, and remember it for the source. Only before the import runs."""
    _check_permission(actor)
    doubled = twice(mapping.columns)
    if doubled:
        raise InvalidInput(_("Two columns go to the same field."), field=f"column_{_second(mapping, doubled)}")
    if not {Target.TITLE, Target.NARRATIVE} & set(mapping.columns.values()):
        raise InvalidInput(_("Please say which column tells what happened."))
    with transaction.atomic():
        job = _locked(import_id, actor)
        if job.rows_done:
            raise Conflict(_("The import has begun; how it is read cannot be changed any more."))
        job.sheet_name, job.mapping = mapping.sheet[:80], mapping.as_data()
        job.save(update_fields=["sheet_name", "mapping"])
        ImportMapping.objects.update_or_create(
            source=source_key(job.council_id, job.source), defaults={"mapping": mapping.as_data(), "updated_at": at}
        )
    return job


def start_import(import_id: int, *, actor: Actor, at: datetime) -> SheetImport:
    """Hand the import to the worker; one that failed goes on where it stopped."""
    _check_permission(actor)
    with transaction.atomic():
        sheet = _locked(import_id, actor)
        if sheet.job_id is None:
            sheet.job = jobs.ask(IMPORT, actor=actor, at=at, organisation_id=sheet.council_id)
        else:
            sheet.job = jobs.resume(sheet.job_id, actor=actor)
        sheet.account_id = actor.account_id
        sheet.save(update_fields=["job", "account_id"])
        audit.record("imports.started", actor=actor, at=at, obj=("import", sheet.pk), data={"source": sheet.source})
    return sheet


def cancel_import(import_id: int, *, actor: Actor, at: datetime) -> SheetImport:
    """Let the worker stop after the rows it is at. What was taken in stays, and the import can go on later."""
    _check_permission(actor)
    sheet = queries.get_import(actor, import_id)
    if sheet.job_id is None:
        raise Conflict(_("This import is not running."))
    sheet.job = jobs.cancel(sheet.job_id, actor=actor, at=at)
    return sheet


def _check_permission(actor: Actor) -> None:
    if not actor.may(PERMISSION):
        raise NotAllowed(_("Your role does not include importing sheets."))


def _locked(import_id: int, actor: Actor) -> SheetImport:
    queries.get_import(actor, import_id)
    job = SheetImport.objects.select_for_update().get(pk=import_id)
    if job.state not in OPEN:
        raise Conflict(_("This import is running or done."))
    return job


def _second(mapping: Mapping, doubled: set[Target]) -> int:
    return max(column for column, target in mapping.columns.items() if target in doubled)
