"""The steps of an import: receive the file, say how to read it, start; the worker does the rest (`importing`)."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from open315.core import jobs, verbs
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.foreign_files.reading import LOOKS_FOR
from open315.core.jobs import JobState
from open315.core.uploads import kinds
from open315.core.uploads import services as uploads
from open315.core.verbs import YES, Decision, NoFace, Verb
from open315.core.verbs.policy import admit
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.intake.models import UPLOADED, ImportMapping, SheetImport
from open315.intake.sheet_import import doubts, own_lists, queries
from open315.intake.sheet_import.coded_values import coded_columns, count_values
from open315.intake.sheet_import.columns import LEAVE_OUT, TAKE_AS_NEW, Mapping, Target, source_key, twice
from open315.intake.sheet_import.importing import IMPORT, PERMISSION
from open315.intake.sheet_import.preview import first_mapping, first_sheet
from open315.intake.sheet_import.sheet_file import open_upload
from open315.intake.sheet_import.sheet_rows import rows_below

MAX_BYTES = 200 * 1024 * 1024
MAX_SOURCE = 40
OPEN = (UPLOADED, JobState.FAILED, JobState.CANCELLED)
IMPORTERS = holders(_("Your role does not include importing sheets."))
OWN_PAGE = NoFace("The pages of sheets have a form or a button for it.")


def _lock(actor: Actor, import_id: int) -> SheetImport:
    queries.get_import(actor, import_id)
    return SheetImport.objects.select_for_update().get(pk=import_id)


RUNNING_OR_DONE = _("This import is running or done.")
BEGUN = _("The import has begun; how it is read cannot be changed any more.")
WAS_WITHDRAWN = _("This import was withdrawn. Bring the sheet again as a new one.")
DROPPED = _("The sheet was deleted, for it holds personal data. To import it, send it again.")
NOT_RUNNING = _("This import is not running.")


def _at_rest(_actor: Actor, sheet: SheetImport) -> Decision:
    if sheet.withdrawal_id is not None:
        return Decision(False, WAS_WITHDRAWN, by_state=True)
    if sheet.is_dropped:
        return Decision(False, DROPPED, by_state=True)
    return YES if sheet.state in OPEN else Decision(False, RUNNING_OR_DONE, by_state=True)


def _unbegun(actor: Actor, sheet: SheetImport) -> Decision:
    resting = _at_rest(actor, sheet)
    return Decision(False, BEGUN, by_state=True) if resting.allowed and sheet.rows_done else resting


def _started(_actor: Actor, sheet: SheetImport) -> Decision:
    return YES if sheet.job_id is not None else Decision(False, NOT_RUNNING, by_state=True)


SHEET: verbs.Target[SheetImport] = verbs.Target(
    room="imports",
    name="import",
    who_first=True,
    lock=_lock,
    noted=lambda done: {"source": done.row.source, **done.data},
    announced=lambda done: {"import": done.row.pk},
)

RECEIVE = Verb(
    "receive",
    SHEET,
    event="imports.received",
    emits=None,
    permission=PERMISSION,
    who=IMPORTERS,
    makes=True,
    face=OWN_PAGE,
)


@RECEIVE
def receive_sheet(file: UploadedFile, *, source: str, council_id: int, actor: Actor, at: datetime) -> SheetImport:
    """Keep the file and guess how to read it, by the source's last sheet where there is one."""
    admit(RECEIVE, actor)
    source = " ".join(source.split())
    if not source or len(source) > MAX_SOURCE:
        raise InvalidInput(_("Please say in at most 40 characters where the sheet comes from."), field="source")
    if council_id not in {body.id for body in queries.councils_of(actor)}:
        raise InvalidInput(_("Please choose one of your councils."), field="council")
    upload = uploads.receive(file, at=at, accept=kinds.SHEETS, max_bytes=MAX_BYTES, field="file", seals_name=False)
    # Read before the transaction: a large sheet takes seconds, and others want to write meanwhile.
    book = open_upload(upload, seconds=LOOKS_FOR)
    mapping = first_mapping(book, first_sheet(book), queries.remembered(source_key(council_id, source)))
    own_lists.refuse(mapping.headings, field="file")
    with making(RECEIVE, actor=actor, at=at) as done:
        uploads.claim([upload.pk], at)
        sheet = SheetImport.objects.create(
            source=source, council_id=council_id, account_id=actor.account_id, upload=upload, created_at=at,
            looked=doubts.as_data(book.look),
        )  # fmt: skip
        sheet.sheet_name, sheet.mapping = mapping.sheet[:80], mapping.as_data()
        sheet.save(update_fields=["sheet_name", "mapping"])
        done.row = sheet
        return sheet


SET_MAPPING = Verb(
    "set_mapping",
    SHEET,
    event="imports.mapping_set",
    emits=None,
    permission=PERMISSION,
    who=IMPORTERS,
    also=_unbegun,
    face=OWN_PAGE,
)


@SET_MAPPING
def set_mapping(import_id: int, mapping: Mapping, *, actor: Actor, at: datetime) -> SheetImport:
    """Say how the sheet is to be read, and remember it for the source. Only before the import runs."""
    admit(SET_MAPPING, actor)
    own_lists.refuse(mapping.headings)
    doubled = twice(mapping.columns)
    if doubled:
        raise InvalidInput(_("Two columns go to the same field."), field=f"column_{_second(mapping, doubled)}")
    if not {Target.TITLE, Target.NARRATIVE} & set(mapping.columns.values()):
        raise InvalidInput(_("Please say which column tells what happened."))
    # Read before the transaction, as in `receive_sheet`.
    listed = _listed(queries.get_import(actor, import_id), mapping)
    with step(SET_MAPPING, import_id, actor=actor, at=at) as done:
        sheet = done.row
        sheet.sheet_name, sheet.mapping, sheet.listed = mapping.sheet[:80], mapping.as_data(), listed
        ImportMapping.objects.update_or_create(
            source=source_key(sheet.council_id, sheet.source), defaults={"mapping": mapping.as_data(), "updated_at": at}
        )
        return sheet


def _listed(sheet: SheetImport, mapping: Mapping) -> list[Any]:
    """The distinct words of the coded columns; those that were listed already, while the same columns hold codes."""
    before = Mapping.from_data(sheet.mapping)
    if sheet.listed and before.sheet == mapping.sheet and coded_columns(before) == coded_columns(mapping):
        return list(sheet.listed)
    rows = (cells for _number, cells in rows_below(sheet.upload, mapping)) if coded_columns(mapping) else ()
    return count_values(rows, mapping).as_data()


START = Verb(
    "start",
    SHEET,
    event="imports.started",
    emits=None,
    permission=PERMISSION,
    who=IMPORTERS,
    also=_at_rest,
    face=OWN_PAGE,
)


@START
def start_import(import_id: int, *, same_number: str | None = None, actor: Actor, at: datetime) -> SheetImport:
    """Hand the import to the worker; one that failed goes on where it stopped.

    `same_number` says what becomes of rows whose number is known with other content: LEAVE_OUT or TAKE_AS_NEW; None as it was said before.
    """
    with step(START, import_id, actor=actor, at=at) as done:
        sheet = done.row
        if same_number in (LEAVE_OUT, TAKE_AS_NEW):
            sheet.mapping = {**sheet.mapping, "same_number": same_number}
        if sheet.job_id is None:
            sheet.job = jobs.ask(IMPORT, actor=actor, at=at, organisation_id=sheet.council_id)
        else:
            sheet.job = jobs.resume(sheet.job_id, actor=actor)
        sheet.account_id = actor.account_id
        return sheet


CANCEL = Verb(
    "cancel",
    SHEET,
    event="imports.cancelled",
    emits=None,
    permission=PERMISSION,
    who=IMPORTERS,
    also=_started,
    reads=True,
    face=OWN_PAGE,
)


@CANCEL
def cancel_import(import_id: int, *, actor: Actor, at: datetime) -> SheetImport:
    """Let the worker stop after the rows it is at. What was taken in stays, and the import can go on later. Conflict if it is not running."""
    with step(CANCEL, import_id, actor=actor, at=at) as done:
        sheet, job = done.row, done.row.job
        assert job is not None, "it was started"
        if job.at_work and job.cancel_asked_at is not None:
            done.leave()
        sheet.job = jobs.cancel(job.pk, actor=actor, at=at)
        return sheet


def _second(mapping: Mapping, doubled: set[Target]) -> int:
    return max(column for column, target in mapping.columns.items() if target in doubled)
