"""The form in which a picture may be published: drawn anew, so that no place, device or person's name travels with it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from open315.core.errors import InvalidInput
from open315.core.foreign_files.reading import redraw
from open315.core.foreign_files.types import Unreadable
from open315.core.foreign_files.wording import refusal
from open315.core.uploads import storage
from open315.core.uploads.kinds import EXTENSIONS, PICTURES
from open315.core.uploads.models import Upload

MAX_SIDE = 2560


@dataclass(frozen=True, slots=True)
class Published:
    """A picture without its history: bytes, content type, and a name that says nothing."""

    content: bytes
    content_type: str
    name: str


def published_copy(upload: Upload, *, stem: str = "", side: int = MAX_SIDE) -> Published:
    """The picture re-drawn upright, at most `side` points a side, without EXIF, comments or colour profile. The original stays.

    It is called `stem`, or by its id.

    InvalidInput for anything that is not a picture: it cannot be freed of its metadata for certain.
    """
    if upload.content_type not in PICTURES:
        raise InvalidInput(_("Only pictures (JPEG, PNG, WebP) can be published."))
    try:
        with storage.kept(upload).open() as file:
            content_type, content = redraw(file, side)
    except Unreadable as error:
        raise refusal(error) from None
    name = f"{stem or upload.pk}{EXTENSIONS[content_type]}"
    return Published(content, content_type, name)
