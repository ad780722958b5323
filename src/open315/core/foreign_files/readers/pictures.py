"""Pictures: whether they can be read, how many points they have, and how they look without their history."""

import io
import struct
from typing import BinaryIO

from PIL import (  # those named first are loaded by Pillow only when a file needs them: too late for a child
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from open315.core.foreign_files.types import Trouble, Unreadable

AT_HAND = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
Image.preinit()
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 80_000_000
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, IndexError, KeyError, TypeError)


def check(file: BinaryIO) -> None:
    """Unreadable for a picture that is damaged, or unpacks to more than 80 million points."""
    with _opened(file) as picture:
        try:
            picture.verify()
        except BROKEN as error:
            raise Unreadable(Trouble.PICTURE) from error


def redrawn(file: BinaryIO, side: int) -> tuple[str, bytes]:
    """The picture upright, at most `side` points long, of nothing but its points: no EXIF, no comment, no profile. Its type, and its bytes."""
    with _opened(file) as picture:
        try:
            picture.draft(None, (2 * side, 2 * side))  # a JPEG is unpacked no larger than the copy needs
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((side, side))
            plain = _without_history(upright)
        except BROKEN as error:
            raise Unreadable(Trouble.PICTURE) from error
    out = io.BytesIO()
    kind = "PNG" if plain.mode == "RGBA" else "JPEG"
    plain.save(out, kind, quality=88, optimize=True)
    return f"image/{kind.lower()}", out.getvalue()


def _opened(file: BinaryIO) -> Image.Image:
    try:
        picture = Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable(Trouble.POINTS) from error
    except BROKEN as error:
        raise Unreadable(Trouble.PICTURE) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise Unreadable(Trouble.POINTS)
    return picture


def _without_history(picture: Image.Image) -> Image.Image:
    """Only the points: a fresh picture carries none of the other's notes."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    fresh = Image.new(mode, picture.size)
    fresh.paste(picture.convert(mode))
    return fresh
