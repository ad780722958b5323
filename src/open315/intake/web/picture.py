"""The receipt as a picture: what somebody without a printer keeps in the memory of her telephone. It says nothing of what she told."""

import json
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from open315.cases.queries import Receipt
from open315.core.charts.picture import drawn
from open315.core.clock import SHANGHAI
from open315.core.qr import qr_svg
from open315.core.text import cleaned
from open315.core.ui.templatetags.ui import named

TEMPLATE = Path(__file__).with_name("picture.typ")
FAMILY = "Noto Sans CJK TC"
PIXELS_PER_INCH = 220
"""Nine centimetres are some 780 pixels: sharp on a telephone, and small enough to send."""


def picture_of(receipt: Receipt, address: str) -> bytes:
    """The receipt in the reader's language as a PNG; `address` is where the code is asked for."""
    document = {
        "title": _("Receipt"),
        "language": get_language() or "zh-hant",
        "font": FAMILY,
        "lines": _lines(receipt),
        "qr": qr_svg(address),
        "address": address.partition("?")[0],
        "how": _("Where does it stand? Scan this, or open the address below, and enter the query code."),
        "keep": _("Show the code to nobody: whoever has it can see your case."),
    }
    inputs = {"document": json.dumps(cleaned(document), ensure_ascii=False)}
    return drawn(TEMPLATE.read_bytes(), inputs, pixels_per_inch=PIXELS_PER_INCH)


def _lines(receipt: Receipt) -> list[dict[str, Any]]:
    council = receipt.council
    said = [_line(_("On the telephone also"), receipt.spoken)] if receipt.spoken else []
    lines = [
        _line(_("Case number"), receipt.number, large=True),
        *said,
        _line(_("Query code (keep it secret)"), receipt.query_code, large=True),
        _line(_("Goes to"), str(named(council))),
        _line(_("Received"), f"{receipt.received_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"),
    ]
    if council.phone:
        lines.insert(3 + len(said), _line(_("Telephone"), council.phone))
    if receipt.due_on:
        label = _("You will have an answer by") if receipt.kind == "enquiry" else _("You will be told by")
        lines.append(_line(label, f"{receipt.due_on:%Y-%m-%d} · {date_format(receipt.due_on, 'l')}"))
    return lines


def _line(label: str, words: str, *, large: bool = False) -> dict[str, Any]:
    return {"label": label, "words": words, "large": large}
