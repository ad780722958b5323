"""The form in which a picture may be published: drawn anew, so that no place, device or person's name travels with it."""

from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from open315.core.errors import InvalidInput
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


def published_copy(upload: Upload, *, stem: str = "") -> Published:
    """The picture re-drawn upright, at most 2560 points a side, without EXIF, comments or colour profile. The original stays.

    It is called `stem`, or by its id.

    InvalidInput for anything that is not a picture: it cannot be freed of its metadata for certain.
    """
    if upload.content_type not in PICTURES:
        raise InvalidInput(_("Only pictures (JPEG, PNG, WebP) can be published."))
    with storage.kept(upload).open() as file, Image.open(file) as original:
        original.draft(None, (2 * MAX_SIDE, 2 * MAX_SIDE))  # a JPEG is unpacked no larger than the copy needs
        upright = ImageOps.exif_transpose(original)
        upright.thumbnail((MAX_SIDE, MAX_SIDE))
        plain = _without_history(upright)
    out = BytesIO()
    content_type = "image/png" if plain.mode == "RGBA" else "image/jpeg"
    plain.save(out, "PNG" if plain.mode == "RGBA" else "JPEG", quality=88, optimize=True)
    name = f"{stem or upload.pk}{EXTENSIONS[content_type]}"
    return Published(out.getvalue(), content_type, name)


def _without_history(picture: Image.Image) -> Image.Image:
    """Only the points: a fresh picture carries none of the other's notes."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    fresh = Image.new(mode, picture.size)
    fresh.paste(picture.convert(mode))
    return fresh
