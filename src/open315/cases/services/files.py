"""Opening a file of a case: who may is asked by the policy of personal data, and each opening is in the audit log (ADR 0105)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Attachment, Case
from open315.cases.policies import sees_files, sees_published_copies, sent_by_consumer
from open315.cases.queries.files import attachments_of, stem
from open315.cases.services.verb import CASE
from open315.cases.types import Kind
from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import NotAllowed, NotFound
from open315.core.uploads import services as uploads
from open315.core.uploads.kinds import PICTURES

if TYPE_CHECKING:
    from open315.core.uploads.models import Upload

OPENED = "cases.file_opened"


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came, under its neutral name."""

    upload: "Upload"
    stem: str


def open_file(case: Case, attachment_id: int, *, actor: Actor, at: datetime) -> Original | uploads.Published:
    """One file of a case that the actor sees, recorded: as it came, or of a report a copy of a picture for the body that handles it.

    NotFound for a file of another case, NotAllowed with the reason, FileDamaged when it is not whole.
    """
    place, attachment = _found(case, attachment_id)
    if attachment.upload.dropped_at is not None:
        raise NotFound(_("This file was erased."))
    opened = _opened(actor, case, attachment.upload, stem(case, place, attachment))
    is_copy = isinstance(opened, uploads.Published)
    audit.record(OPENED, actor=actor, at=at, obj=(CASE.name, case.pk), data={"file": attachment_id, "copy": is_copy})
    return opened


def open_own_file(case_id: int, attachment_id: int, *, actor: Actor, at: datetime) -> Original:
    """A file that the consumer of the case sent herself, recorded. NotFound for every other one."""
    case = Case.objects.filter(pk=case_id, is_leaving=False).first()
    if case is None:
        raise NotFound(_("No such case."))
    place, attachment = _found(case, attachment_id)
    if attachment.upload.dropped_at is not None or not sent_by_consumer(actor, case, attachment):
        raise NotFound(_("This case has no such file."))
    uploads.require_whole(attachment.upload)
    audit.record(OPENED, actor=actor, at=at, obj=(CASE.name, case.pk), data={"file": attachment_id, "copy": False})
    return Original(attachment.upload, stem(case, place, attachment))


def _opened(actor: Actor, case: Case, upload: "Upload", name: str) -> Original | uploads.Published:
    originals = sees_files(actor, case)
    if originals.allowed:
        uploads.require_whole(upload)
        return Original(upload, name)
    if case.kind == Kind.REPORT and upload.content_type in PICTURES and sees_published_copies(actor, case).allowed:
        return uploads.published_copy(upload, stem=name)
    raise NotAllowed(originals.reason)


def _found(case: Case, attachment_id: int) -> tuple[int, Attachment]:
    for place, each in enumerate(attachments_of(case), 1):
        if each.pk == attachment_id:
            return place, each
    raise NotFound(_("This case has no such file."))
