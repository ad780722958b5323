"""Photos and papers as they are sent: photos are kept drawn anew, so that no place, device or name travels with them; papers as they came."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from open315.activities.proofs.bare import size_of_bare
from open315.core.errors import InvalidInput
from open315.core.uploads import services as uploads
from open315.core.uploads.kinds import DOCX, PDF, PICTURES, XLSX

PAPERS = frozenset({PDF, DOCX, XLSX})
SIDE = 1600
"""Points of the longer side of a photo that is kept: enough for the width of a printed page."""
NO_PROOF = _("Send photos as JPEG, PNG or WebP, papers as PDF, DOCX or XLSX. A HEIC photo is saved as JPEG first.")


@contextmanager
def received(files: Sequence[UploadedFile], *, at: datetime) -> Iterator[list[UUID]]:
    """The files, checked and kept; they are dropped where nothing comes of them. InvalidInput, at the files, for what is none. Never in a transaction."""
    kept: list[UUID] = []
    try:
        for file in files:
            upload = uploads.receive(file, at=at, field="proofs")
            kept.append(upload.pk)
            if upload.content_type in PICTURES:
                with _at_the_files():
                    copy = uploads.published_copy(upload, side=SIDE)
                drawn = SimpleUploadedFile(copy.name, copy.content, copy.content_type)
                kept.append(uploads.receive(drawn, at=at, field="proofs").pk)
                uploads.drop_unclaimed([kept.pop(-2)])
            elif upload.content_type not in PAPERS:
                raise InvalidInput(NO_PROOF, field="proofs")
        yield kept
    finally:
        uploads.drop_unclaimed(kept)


def receive_brought(name: str, content: bytes, *, at: datetime) -> UUID:
    """A photo or paper that came with a folder. A photo that holds nothing but its points is kept byte by byte, so that it is the same file again; of
    every other one a copy is drawn, as at the page. InvalidInput, at the file, for what is none. Never in a transaction.
    """
    upload = uploads.receive(SimpleUploadedFile(name, content), at=at, field="file")
    kept: list[UUID] = [upload.pk]
    try:
        if upload.content_type in PICTURES:
            copy = uploads.published_copy(upload, side=SIDE)
            size = size_of_bare(content)
            if size is None or max(size) > SIDE:
                drawn = SimpleUploadedFile(copy.name, copy.content, copy.content_type)
                kept.append(uploads.receive(drawn, at=at, field="file").pk)
        elif upload.content_type not in PAPERS:
            raise InvalidInput(NO_PROOF, field="file")
        return kept.pop()
    except InvalidInput as error:
        error.field = "file"
        raise
    finally:
        uploads.drop_unclaimed(kept)


@contextmanager
def _at_the_files() -> Iterator[None]:
    try:
        yield
    except InvalidInput as error:
        error.field = "proofs"
        raise
