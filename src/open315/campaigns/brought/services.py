"""The steps of a folder: send it, let it come in, stop. The worker does the rest (`work`)."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from open315.campaigns.brought import queries
from open315.campaigns.brought.work import BRING, LOOK, PERMISSION
from open315.campaigns.models import BroughtFolder
from open315.core import jobs
from open315.core.access import Actor
from open315.core.errors import NotAllowed
from open315.core.jobs import JobState
from open315.core.uploads import kinds
from open315.core.uploads import services as uploads
from open315.core.verbs import YES, Decision, NoFace, Target, Verb
from open315.core.verbs.policy import admit
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

MAX_BYTES = 20 * 1024 * 1024
RESUMABLE = (JobState.FAILED, JobState.CANCELLED)
WHO = holders(_("Your role does not include bringing in a campaign from sheets."))
OWN_PAGE = NoFace("The pages of folders have a form or a button for it.")
NO_COUNCIL = _("Only people of a consumer council bring a campaign in.")
NOT_LOOKED = _("These sheets have not been looked through yet.")
DROPPED = _("The file was deleted. Send it again.")
RUNNING_OR_DONE = _("These sheets are being brought in, or have been.")
NOT_RUNNING = _("Nothing is being done with these sheets just now.")


def _lock(actor: Actor, folder_id: int) -> BroughtFolder:
    queries.get_folder(actor, folder_id)
    return (
        BroughtFolder.objects.select_for_update(of=("self",)).select_related("look", "job", "upload").get(pk=folder_id)
    )


def _ready(_actor: Actor, folder: BroughtFolder) -> Decision:
    if folder.upload.dropped_at is not None:
        return Decision(False, DROPPED, by_state=True)
    if folder.look is None or folder.look.state != JobState.DONE:
        return Decision(False, NOT_LOOKED, by_state=True)
    if folder.job is not None and folder.job.state not in RESUMABLE:
        return Decision(False, RUNNING_OR_DONE, by_state=True)
    return YES


def _at_work(_actor: Actor, folder: BroughtFolder) -> Decision:
    job = queries.current_job(folder)
    return YES if job is not None and job.at_work else Decision(False, NOT_RUNNING, by_state=True)


FOLDER: Target[BroughtFolder] = Target(
    room="campaigns",
    name="folder",
    who_first=True,
    lock=_lock,
    noted=lambda done: done.data,
    announced=lambda done: {"folder_id": done.row.pk},
)
SEND = Verb(
    "send_folder",
    FOLDER,
    event="campaigns.folder_sent",
    emits=None,
    permission=PERMISSION,
    who=WHO,
    makes=True,
    face=OWN_PAGE,
)


@SEND
def send_folder(file: UploadedFile, *, actor: Actor, at: datetime) -> BroughtFolder:
    """Keep the file and let the worker look through it. InvalidInput at the file for what is no package of CSV files and no workbook."""
    admit(SEND, actor)
    if actor.organisation_kind != "council" or actor.organisation_id is None:
        raise NotAllowed(NO_COUNCIL)
    upload = uploads.receive(file, at=at, accept=kinds.FOLDERS, max_bytes=MAX_BYTES, field="file", seals_name=False)
    with making(SEND, actor=actor, at=at) as done:
        uploads.claim([upload.pk], at)
        job = jobs.ask(LOOK, actor=actor, at=at, organisation_id=actor.organisation_id)
        done.row = BroughtFolder.objects.create(
            council_id=actor.organisation_id, account_id=actor.account_id, upload=upload, look=job, created_at=at
        )
        return done.row


START = Verb(
    "bring_folder",
    FOLDER,
    event="campaigns.folder_started",
    emits=None,
    permission=PERMISSION,
    who=WHO,
    also=_ready,
    face=OWN_PAGE,
)


@START
def bring_folder(folder_id: int, *, actor: Actor, at: datetime) -> BroughtFolder:
    """Let the sheets come in; what was stopped goes on. Conflict before they were looked through, and when they are in."""
    with step(START, folder_id, actor=actor, at=at) as done:
        folder = done.row
        folder.account_id = actor.account_id
        if folder.job_id is not None:
            folder.job = jobs.resume(folder.job_id, actor=actor)
            return folder
        folder.rows.all().delete()
        folder.counts = {}
        folder.job = jobs.ask(BRING, actor=actor, at=at, organisation_id=folder.council_id)
        return folder


STOP = Verb(
    "stop_folder",
    FOLDER,
    event="campaigns.folder_stopped",
    emits=None,
    permission=PERMISSION,
    who=WHO,
    also=_at_work,
    reads=True,
    face=OWN_PAGE,
)


@STOP
def stop_folder(folder_id: int, *, actor: Actor, at: datetime) -> BroughtFolder:
    """Let the worker stop after the rows it is at; what came in stays. Conflict if nothing is being done."""
    with step(STOP, folder_id, actor=actor, at=at) as done:
        job = queries.current_job(done.row)
        assert job is not None, "it is at work"
        if job.cancel_asked_at is not None:
            done.leave()
        jobs.cancel(job.pk, actor=actor, at=at)
        return done.row
