"""Photos of the demo: drawn here, so that an activity has some to look at; nobody is on them."""

from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from open315.activities.proofs import services
from open315.activities.proofs.types import ProofDraft
from open315.core.access import Actor
from open315.core.uploads import services as uploads

SIZE = (640, 480)
CAPTIONS = ("中心廣場諮詢臺（演示）", "宣傳展板（演示）")
SHOWS = ("enquiries", "boards")


def photograph(activity: int, actor: Actor, *, number: int, at: datetime) -> None:
    """Two photos of a consultation, the first of which may be published. Never in a transaction: files are looked at elsewhere."""
    for place, caption in enumerate(CAPTIONS):
        upload = uploads.receive(_drawn(number + place), at=at)
        draft = ProofDraft(caption, SHOWS[place], is_released=place == 0)
        services.keep_proofs(activity, [upload.pk], draft, actor=actor, at=at)


def _drawn(number: int) -> SimpleUploadedFile:
    """A square with stalls under a sky; the same number gives the same picture."""
    image = Image.new("RGB", SIZE, "#cfe3f3")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 300, 640, 480), fill="#d8d2c4")
    for place in range(5):
        left = 20 + place * 124
        roof = "#c0392b" if (number + place) % 2 else "#2e6da4"
        draw.polygon([(left, 220), (left + 52, 180), (left + 104, 220)], fill=roof)
        draw.rectangle((left + 8, 220, left + 96, 340), fill="#f7f3ea", outline="#8a8578")
        draw.rectangle((left + 8, 290, left + 96, 340), fill="#b08d57")
    draw.text((20, 452), f"DEMO {number:03d}", fill="#555555")
    out = BytesIO()
    image.save(out, "PNG")
    return SimpleUploadedFile(f"photo-{number:03d}.png", out.getvalue(), "image/png")
