"""The sheet of photos and papers. Their files lie beside the sheets, called by their digest: a changed file is known for another one.

A photo is known by its digest: by that of the file that is kept, or by that of the file it was drawn from when it came in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from open315.activities.folder.numbered import activity_in, numbers
from open315.activities.models import Proof
from open315.activities.proofs import services
from open315.activities.proofs.receiving import receive_brought
from open315.activities.proofs.types import MEASURE, ProofDraft
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.errors import InvalidInput, Open315Error
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values
from open315.core.uploads import services as uploads
from open315.core.uploads.kinds import EXTENSIONS
from open315.indicators import queries as indicators

SIGNS = 32
"""Of the digest in the name of a file."""
NO_FILE = _(
    "There is no such file beside the sheets, or it is larger than a file may be. Files lie in the folder files/."
)
OTHER_FILE = _("This is not the file that was given out: its digest is another one.")


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in for a row, under its digest."""

    upload_id: UUID
    digest: str


def prepare(rows: Sequence[Values], bringing: Bringing) -> Callable[[], None]:
    """Take the file of each row in, or note why it cannot be; what no row takes is dropped at the end."""
    received: list[UUID] = []
    for values in rows:
        taken = _taken(values, bringing)
        if isinstance(taken, Taken):
            received.append(taken.upload_id)
        bringing.taken.setdefault(values["file"], []).append(taken)
    return partial(uploads.drop_unclaimed, received)


def _taken(values: Values, bringing: Bringing) -> Taken | Open315Error:
    content = bringing.beside.read(values["file"], settings.UPLOAD_MAX_BYTES)
    if content is None:
        return InvalidInput(NO_FILE, field="file")
    digest = sha256(content).hexdigest()
    if values["digest"] and values["digest"].lower() != digest:
        return InvalidInput(OTHER_FILE, field="file")
    try:
        return Taken(receive_brought(values["file"], content, at=bringing.at), digest)
    except Open315Error as error:
        return error


def bring_proof(values: Values, bringing: Bringing) -> bool:
    """A photo or paper of an activity; one with the same digest is left as it is."""
    activity, actor = activity_in(bringing, values)
    waiting = bringing.taken.get(values["file"], [])
    taken = waiting.pop(0) if waiting else InvalidInput(NO_FILE, field="file")
    digest = taken.digest if isinstance(taken, Taken) else values["digest"].lower()
    its = Proof.objects.filter(activity=activity)
    if digest and its.filter(Q(upload__sha256=digest) | Q(came_as=digest)).exists():
        return False
    if not isinstance(taken, Taken):
        raise taken
    draft = ProofDraft(values["caption"], values["shows"], values["is_released"], taken.digest)
    try:
        services.keep_proofs(activity.pk, [taken.upload_id], draft, actor=actor, at=bringing.at)
    except InvalidInput as error:
        if error.field == "proofs":
            error.field = "file"
        raise
    return True


def _shown() -> Mapping[str, Any]:
    return {MEASURE: _("The measure of the plan"), **{each.code: each.names for each in indicators.reported()}}


def _rows(actor: Actor, campaign_id: int) -> Iterator[tuple[str, Proof]]:
    known = numbers(actor, campaign_id)
    rows = Proof.objects.filter(activity__in=known).select_related("upload", "activity")
    for row in rows.order_by("activity__starts_at", "activity_id", "pk"):
        yield known[row.activity_id], row


def _name(proof: Proof) -> str:
    return f"{proof.upload.sha256[:SIGNS]}{EXTENSIONS[proof.upload.content_type]}"


def give_proofs(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The photos and papers in the order in which they were kept."""
    for number, row in _rows(actor, campaign_id):
        yield {
            "activity": number,
            "file": _name(row),
            "digest": row.upload.sha256,
            "caption": row.caption,
            "shows": MEASURE if row.measure_id is not None else row.indicator,
            "is_released": row.is_released,
        }


def give_files(actor: Actor, campaign_id: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Their files."""
    for _number, row in _rows(actor, campaign_id):
        yield _name(row), partial(_read, row)


def _read(proof: Proof) -> bytes:
    with uploads.open_original(proof.upload) as file:
        return bytes(file.read())


PROOFS = FolderSheet(
    FOLDER,
    "proofs",
    _("Photos and papers"),
    140,
    (
        Column("activity", _("Activity (No.)"), needed=True),
        Column("file", _("File"), needed=True),
        Column("digest", "SHA-256"),
        Column("caption", _("Caption"), needed=True),
        Column("shows", _("What it proves"), Form.CODE, codes=_shown),
        Column("is_released", _("It may be published"), Form.YES),
    ),
    bring_proof,
    give_proofs,
    prepare=prepare,
    files=give_files,
    permission="activities:manage",
)
