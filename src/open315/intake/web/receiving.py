"""Files that come with the public form: received one by one, kept between its pages, dropped when unticked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from open315.core import clock
from open315.core.errors import InvalidInput, Open315Error
from open315.core.names import labelled
from open315.core.uploads import queries as uploads
from open315.core.uploads import services
from open315.core.uploads.handlers import refusal_of, too_many_files

if TYPE_CHECKING:
    from open315.core.uploads.models import Upload


def receive_files(request: HttpRequest, kept: Sequence[UUID]) -> tuple[tuple[UUID, ...], list[str]]:
    """Ids of all files of the form (kept ones that are still ticked, then new ones), and what was wrong with the others."""
    keep = set(request.POST.getlist("keep"))
    ids = [each for each in kept if str(each) in keep]
    refusal = refusal_of(request)
    errors = [str(refusal)] if refusal else []
    for file in request.FILES.getlist("evidence"):
        try:
            ids.append(_receive(request, file, len(ids)).pk)
        except Open315Error as error:
            errors.append(labelled(file.name, error.message))
    return tuple(ids), errors


def limits() -> dict[str, int]:
    """How much may be sent, for a page that says so and a script that refuses before anything travels."""
    return {"most": settings.UPLOAD_MAX_FILES, "bytes": settings.UPLOAD_MAX_BYTES}


def _receive(request: HttpRequest, file: UploadedFile, count: int) -> "Upload":
    if count >= settings.UPLOAD_MAX_FILES:
        raise InvalidInput(too_many_files())
    if request.user.is_authenticated:
        return services.receive(file, at=clock.now())
    sender = services.sender_of(request.META.get("REMOTE_ADDR", ""))
    services.make_room(sender, file.size or 0)
    return services.receive(file, at=clock.now(), sender=sender)


def described(ids: Sequence[UUID]) -> list[uploads.Sent]:
    """The files in the order they were sent, for showing name and size to whoever sent them."""
    found = {each.pk: each for each in uploads.by_ids(ids)}
    return [uploads.as_sent(found[each]) for each in ids if each in found]


NO_FILE = _("Please choose at least one file, or write what you want to add.")
