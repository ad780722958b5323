"""Taking files in, tying them to what they belong to, dropping what nobody wanted."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core.errors import InvalidInput
from open315.core.uploads import storage
from open315.core.uploads.active_content import refuse_active
from open315.core.uploads.kinds import EVIDENCE, EXTENSIONS, PACKAGES, PDF, kind_of
from open315.core.uploads.models import Upload
from open315.core.uploads.names import given_name, neutral_name, safe_name, seal_name
from open315.core.uploads.publishing import Published, published_copy
from open315.core.uploads.room import make_room, sender_of
from open315.core.uploads.serving import published_response, response

__all__ = [
    "Published",
    "claim",
    "drop",
    "drop_unclaimed",
    "given_name",
    "keep_made",
    "let_go",
    "make_room",
    "neutral_name",
    "open_original",
    "published_copy",
    "published_response",
    "receive",
    "require_whole",
    "response",
    "seal_names",
    "sender_of",
    "sweep",
]

UNCLAIMED_FOR = timedelta(days=1)
SWEEP_BATCH = 500
DROPPED_AGAIN_FOR = timedelta(days=30)
"""For so long the sweep looks whether a file that was to be dropped is gone."""


def receive(
    file: UploadedFile,
    *,
    at: datetime,
    accept: frozenset[str] = EVIDENCE,
    max_bytes: int | None = None,
    field: str = "evidence",
    seals_name: bool = True,
    sender: str = "",
) -> Upload:
    """Keep one file exactly as it came, its name sealed. It is dropped after a day unless somebody claims it.

    `sender` (`sender_of`) is the stranger whose share of the room it takes until then (`make_room`).

    InvalidInput (at `field`) for a file that is empty, too large, or not of an accepted kind; Unavailable when the disk is full.
    """
    limit, upload_id = max_bytes or settings.UPLOAD_MAX_BYTES, uuid4()
    try:
        if file.size is not None and file.size > limit:
            raise storage.too_large(limit)
        stored = storage.write_draft(file.chunks(), limit, upload_id)
        content_type = _looked_at(stored, accept)
    except InvalidInput as error:
        error.field = error.field or field
        raise
    upload = Upload(
        id=upload_id,
        storage_path=storage.keep(stored, upload_id),
        original_name=safe_name(file.name or "", content_type),
        content_type=content_type,
        size=stored.size,
        sha256=stored.sha256,
        created_at=at,
        sender=sender,
    )
    if seals_name:
        seal_name(upload, upload.original_name)
    upload.save(force_insert=True)
    return upload


def keep_made(name: str, content: bytes, *, at: datetime) -> Upload:
    """Keep a file that was drawn here; nothing of it has to be looked at. It is dropped after a day unless somebody claims it."""
    upload_id = uuid4()
    stored = storage.write_draft([content], len(content), upload_id)
    content_type = next(kind for kind, ending in EXTENSIONS.items() if name.endswith(ending))
    upload = Upload(
        id=upload_id,
        storage_path=storage.keep(stored, upload_id),
        content_type=content_type,
        size=stored.size,
        sha256=stored.sha256,
        created_at=at,
    )
    seal_name(upload, safe_name(name, content_type))
    upload.save(force_insert=True)
    return upload


def _looked_at(stored: storage.Stored, accept: frozenset[str]) -> str:
    """The content type of a draft that may be kept; what may not is gone when this raises."""
    try:
        if not stored.size:
            raise InvalidInput(_("The file is empty."))
        content_type = kind_of(stored.file, accept)
        if accept == EVIDENCE:
            with stored.file.open() as content:
                refuse_active(content, package=content_type in PACKAGES, pdf=content_type == PDF)
    except BaseException:
        stored.drop()
        raise
    return content_type


def drop_unclaimed(upload_ids: Iterable[UUID]) -> None:
    """Drop files of a form that came to nothing. One that was claimed meanwhile stays."""
    with transaction.atomic():
        rows = Upload.objects.filter(pk__in=list(upload_ids), claimed_at=None)
        gone = [storage.kept(row).path for row in rows.select_for_update()]
        rows.delete()
        transaction.on_commit(lambda: _delete(gone))


def claim(upload_ids: Sequence[UUID], at: datetime) -> list[Upload]:
    """Tie uploads to what the caller is about to store, in the caller's transaction; each can be claimed once.

    InvalidInput if one was swept meanwhile or belongs to something else: the files must be sent again.
    """
    wanted = list(dict.fromkeys(upload_ids))
    if not wanted:
        return []
    with transaction.atomic():
        changed = Upload.objects.filter(pk__in=wanted, claimed_at=None).update(claimed_at=at, sender="")
        if changed != len(wanted):
            raise InvalidInput(_("A file is no longer there. Please send the files again."), field="evidence")
    found = Upload.objects.in_bulk(wanted)
    return [found[upload_id] for upload_id in wanted]


def let_go(upload_ids: Iterable[UUID]) -> int:
    """Untie files from what they belonged to, in the transaction in which something else claims them. Returns how many."""
    return Upload.objects.filter(pk__in=list(upload_ids), dropped_at=None).update(claimed_at=None)


def open_original(upload: Upload) -> BinaryIO:
    """The file as it came, for reading at any place. FileDamaged when it is not there or not whole."""
    return storage.kept(upload).open()


def require_whole(upload: Upload) -> None:
    """FileDamaged, before a byte of it is sent, when it is not there or not whole."""
    storage.kept(upload).check()


def seal_names(upload_ids: Iterable[UUID]) -> int:
    """Seal the names that an earlier version kept in clear. Safe to run twice; returns how many."""
    named = Upload.objects.filter(pk__in=list(upload_ids)).exclude(original_name="")
    with transaction.atomic():
        rows = list(named.select_for_update())
        for row in rows:
            seal_name(row, row.original_name)
        Upload.objects.bulk_update(rows, ["original_name", "name_key_id", "sealed_name"])
    return len(rows)


def drop(upload_ids: Iterable[UUID], at: datetime) -> int:
    """Delete files and their names for good, in the caller's transaction; the rows stay for what refers to them. Returns how many.

    The file goes once that transaction is committed. A kill in between leaves it to the sweep.
    """
    rows = Upload.objects.filter(pk__in=list(upload_ids), dropped_at=None)
    gone = [storage.kept(row).path for row in rows]
    rows.update(dropped_at=at, original_name="", name_key_id="", sealed_name=b"", sha256="")
    transaction.on_commit(lambda: _delete(gone))
    return len(gone)


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def sweep(at: datetime) -> int:
    """Drop uploads that nobody claimed within a day, drafts of broken transfers, and what `drop` could not finish. Safe to run
    twice; returns how many were unclaimed.

    The row goes first: a file without a row is only waste, a row without a file would be lost evidence.
    """
    before = at - UNCLAIMED_FOR
    dropped = 0
    while paths := _forget_some(before):
        for path in paths:
            (storage.root() / path).unlink(missing_ok=True)
        dropped += len(paths)
    _delete(storage.kept(row).path for row in Upload.objects.filter(dropped_at__gt=at - DROPPED_AGAIN_FOR))
    for draft in storage.drafts().glob("*"):
        if draft.stat().st_mtime < before.timestamp():
            draft.unlink(missing_ok=True)
    return dropped


def _forget_some(before: datetime) -> list[str]:
    with transaction.atomic():
        rows = Upload.objects.select_for_update(skip_locked=True).filter(claimed_at=None, created_at__lt=before)[
            :SWEEP_BATCH
        ]
        paths = {row.pk: row.storage_path for row in rows}
        Upload.objects.filter(pk__in=paths, claimed_at=None).delete()
    return list(paths.values())
