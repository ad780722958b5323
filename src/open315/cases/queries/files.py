"""The files of a case as a person may see them: under names that tell nothing, open or not, with the reason when not (ADR 0105)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from open315.cases.models import Attachment, Case
from open315.cases.policies import sees_files, sees_published_copies
from open315.cases.types import LETTER, Kind
from open315.core.access import Actor
from open315.core.uploads import services as uploads
from open315.core.uploads.kinds import PICTURES


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file. `opens` says whether the person may open it, `is_copy` that she then gets a copy without metadata."""

    pk: int
    name: str
    size: int
    added_at: datetime
    note: str
    opens: bool
    is_copy: bool
    dropped_at: datetime | None


@dataclass(frozen=True, slots=True)
class FilesShown:
    """The files of a case, and why they do not open where they do not."""

    files: list[FileShown]
    closed: Any


def attachments_of(case: Case) -> list[Attachment]:
    """The files in the order in which they came."""
    return list(Attachment.objects.filter(case=case).select_related("upload").order_by("id"))


def files_of(actor: Actor, case: Case) -> FilesShown:
    """The files of the case for this person, but for the letters that went out (`letters_sent.issued`)."""
    attachments = attachments_of(case)
    originals = sees_files(actor, case)
    copies = case.kind == Kind.REPORT and not originals.allowed and sees_published_copies(actor, case).allowed
    shown = [
        FileShown(
            pk=each.pk,
            name=uploads.neutral_name(stem(case, place, each), each.upload),
            size=each.upload.size,
            added_at=each.added_at,
            note=each.note,
            opens=each.upload.dropped_at is None
            and (originals.allowed or (copies and each.upload.content_type in PICTURES)),
            is_copy=copies,
            dropped_at=each.upload.dropped_at,
        )
        for place, each in enumerate(attachments, 1)
        if each.kind != LETTER
    ]
    return FilesShown(shown, "" if originals.allowed else originals.reason)


def stem(case: Case, place: int, attachment: Attachment) -> str:
    """What the file at this place (from 1) is called: the case and a number, of a letter that went out its own."""
    return attachment.note if attachment.kind == LETTER else f"{case.number}-{place}"


def given_names(case: Case) -> tuple[tuple[str, str], ...]:
    """For those who may see personal data: what each file is called here, and what it was called when it came."""
    kept = [
        (stem(case, place, each), each.upload)
        for place, each in enumerate(attachments_of(case), 1)
        if each.upload.dropped_at is None
    ]
    return tuple((uploads.neutral_name(name, upload), uploads.given_name(upload)) for name, upload in kept)
