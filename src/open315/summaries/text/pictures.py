"""The photos of texts: which there are to choose from, their bytes for files, and whether they may be published still."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse

from open315.activities.proofs.queries import Photo, photos_for_the_summary
from open315.campaigns.overview import spans_of
from open315.core.access import Actor
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.documents.stored import from_data
from open315.core.documents.tree import Document
from open315.core.documents.walk import photos_of, with_photos
from open315.summaries.models import Edition, Picture, Text
from open315.summaries.types import PassageKind


def offered(text: Text, actor: Actor) -> Sequence[Photo]:
    """The released photos of what was held in the days of the campaign, by the council and those below it, as far as the actor sees them."""
    return photos_for_the_summary(actor, spans_of(text.campaign)[CAMPAIGN_DAYS], actor.organisation_ids)


def with_bytes(document: Document, text_id: int) -> Document:
    """The document with the bytes of its photos, for a file."""
    wanted = {photo.digest for photo in photos_of(document)}
    if not wanted:
        return document
    rows = Picture.objects.filter(text_id=text_id, digest__in=wanted)
    found = {row.digest: bytes(row.content) for row in rows}
    return with_photos(document, lambda photo: replace(photo, content=found[photo.digest]))


def picture_of(edition: Edition, digest: str) -> Picture | None:
    """A photo of an edition by its digest; None where the edition has no such photo."""
    document: Document = from_data(edition.content)
    if digest not in {photo.digest for photo in photos_of(document)}:
        return None
    return Picture.objects.filter(text_id=edition.text_id, digest=digest).first()


def picture_answer(row: Picture) -> HttpResponse:
    """The bytes, under a name that says nothing."""
    ending = "png" if row.content_type == "image/png" else "jpg"
    headers = {
        "Content-Disposition": f'inline; filename="photo-{row.pk}.{ending}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(row.content), content_type=row.content_type, headers=headers)


def no_longer_released(text: Text) -> list[int]:
    """The numbers, from 1, of the photos in the text that may not be published any more: the release was taken back, or the photo was taken out."""
    rows = text.passages.filter(kind=PassageKind.PHOTO).select_related("picture__proof").defer("picture__content")
    return [number for number, row in enumerate(rows.order_by("place"), 1) if not _is_released(row.picture)]


def _is_released(picture: Picture | None) -> bool:
    return picture is not None and picture.proof is not None and picture.proof.is_released
