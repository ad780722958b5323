"""Small pictures of receipts, drawn here, so that the demo has evidence to look at."""

from functools import cache
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 320, 420
PAPERS = ("#fbf8ef", "#f4f4f4", "#fffdf6")


def receipt(number: int) -> SimpleUploadedFile:
    """Receipt `number` as a PNG; the same number gives the same picture."""
    return SimpleUploadedFile(f"receipt-{number:03d}.png", _picture(number), "image/png")


@cache
def _picture(number: int) -> bytes:
    rng = Random(number)  # noqa: S311  (a demo repeats itself on purpose)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPERS[number % len(PAPERS)])
    draw = ImageDraw.Draw(image)
    draw.text((92, 18), "DEMO RECEIPT", fill="#222222")
    draw.text((24, 46), f"No. {number:06d}", fill="#444444")
    draw.line((24, 70, WIDTH - 24, 70), fill="#999999")
    total = _lines(draw, rng)
    draw.line((24, 330, WIDTH - 24, 330), fill="#999999")
    draw.text((24, 344), f"TOTAL  CNY {total}.00", fill="#111111")
    _bars(draw, rng)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _lines(draw: ImageDraw.ImageDraw, rng: Random) -> int:
    total = 0
    for row in range(rng.randint(3, 8)):
        price = rng.randint(9, 499)
        total += price
        draw.text((24, 88 + row * 28), f"ITEM {row + 1:02d}", fill="#333333")
        draw.text((WIDTH - 96, 88 + row * 28), f"{price}.00", fill="#333333")
    return total


def _bars(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    left = 24
    while left < WIDTH - 30:
        width = rng.randint(1, 4)
        draw.rectangle((left, 376, left + width, 400), fill="#222222")
        left += width + rng.randint(2, 5)
