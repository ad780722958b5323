"""Badges as PDF, set by typst: name, office, body, kind, the code in signs and as a picture that a telephone's camera opens."""

import json
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from open315.core.charts.picture import font_folder
from open315.core.pages.cells import text
from open315.core.qr import qr_svg
from open315.core.text import cleaned
from open315.core.ui.templatetags.ui import named
from open315.seminars.drawing import kind_words
from open315.seminars.links import door_address
from open315.seminars.models import Guest
from open315.seminars.vault import open_person

if TYPE_CHECKING:
    from open315.activities.models import Activity

FAMILY = "Noto Sans CJK TC"
TEMPLATE = Path(__file__).with_name("badges.typ")
_setting = threading.Lock()
"""A compiler is not made for two threads at once."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[font_folder()])


def setting_fonts() -> typst.Fonts:
    """The fonts that ship, read once."""
    return _fonts()


def setting_lock() -> threading.Lock:
    """Held while anything is set."""
    return _setting


def seat_words(guest: Guest) -> str:
    """The seat of a guest in words; "" for none."""
    if not guest.seat_row:
        return ""
    return _("Row %(row)s, seat %(place)s") % {"row": guest.seat_row, "place": guest.seat_place}


def badges(activity: "Activity", guests: Sequence[Guest]) -> bytes:
    """The badges of these guests, in the reader's language, as the bytes of a PDF."""
    data = {
        "title": str(activity.title_in),
        "council": str(named(activity.council)),
        "language": get_language() or "zh-hant",
        "font": FAMILY,
        "badges": [_badge(each) for each in guests],
    }
    document = json.dumps(cleaned(data), ensure_ascii=False)
    with _setting:
        found = typst.compile(TEMPLATE, font_paths=_fonts(), sys_inputs={"document": document}, format="pdf")
    return b"".join(found) if isinstance(found, list) else bytes(found)


def _badge(guest: Guest) -> dict[str, str]:
    return {
        "name": text(open_person(guest).name),
        "body": text(guest.body),
        "office": text(guest.office),
        "kind": str(kind_words(guest.body_kind)),
        "seat": seat_words(guest),
        "code": guest.code,
        "qr": qr_svg(door_address(guest)),
    }
