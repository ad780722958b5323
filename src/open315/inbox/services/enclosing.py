"""Files that came with a message: kept with it, handed to the case that it becomes part of, dropped with its sender; opened one by one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.cases import queries as cases
from open315.cases import services as of_cases
from open315.core import audit, verbs
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.uploads import services as uploads
from open315.inbox.models import Enclosure, Message, Sender

OPENED = "inbox.file_opened"
NO_FILE = _("This message has no such file.")


def enclose(message: Message, upload_ids: Sequence[UUID], at: datetime) -> None:
    """Keep these files with a message, in the caller's transaction."""
    Enclosure.objects.bulk_create(Enclosure(message=message, upload=each) for each in uploads.claim(upload_ids, at))


def hand_over(message: Message, case_id: int, *, actor: Actor, at: datetime) -> int:
    """Give the files of a message to the case it became part of, while that takes any; returns how many."""
    rows = Enclosure.objects.filter(message=message, passed_at=None, upload__dropped_at=None).order_by("pk")
    ids = list(rows.values_list("upload_id", flat=True))
    case = cases.visible_to(actor).filter(pk=case_id).first() if ids else None
    if case is None or not verbs.named("cases", "add_evidence").fits(case.state):
        return 0
    uploads.let_go(ids)
    of_cases.add_evidence(case_id, upload_ids=ids, actor=actor, at=at)
    Enclosure.objects.filter(message=message, upload_id__in=ids).update(passed_at=at)
    return len(ids)


def drop_files(sender: Sender, at: datetime) -> None:
    """Delete the files of a sender that belong to no case; those that do go with it."""
    own = Enclosure.objects.filter(message__conversation__sender=sender, passed_at=None)
    uploads.drop(own.values_list("upload_id", flat=True), at)


def open_file(message: Message, enclosure_id: int, *, actor: Actor, at: datetime) -> Enclosure:
    """A file of a message that the actor sees and may handle, noted. NotFound for what is none or is gone, FileDamaged where it is not whole."""
    found = Enclosure.objects.filter(pk=enclosure_id, message=message, upload__dropped_at=None).first()
    if found is None:
        raise NotFound(NO_FILE)
    uploads.require_whole(found.upload)
    audit.record(OPENED, actor=actor, at=at, obj=("message", message.pk), data={"file": enclosure_id})
    return found
