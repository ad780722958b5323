"""The seating plan as PDF, set by typst; the platform at the top."""

import json
from pathlib import Path

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from open315.core.pages.cells import text
from open315.core.text import cleaned
from open315.core.ui.templatetags.ui import named
from open315.seminars.badges import FAMILY, setting_fonts, setting_lock
from open315.seminars.models import Guest
from open315.seminars.seating.queries import Plan

TEMPLATE = Path(__file__).with_name("seating.typ")


def seating_pdf(plan: Plan) -> bytes:
    """The plan as the bytes of a PDF, in the reader's language."""
    data = {
        "title": f"{_('Seating plan')} · {plan.activity.title_in}",
        "council": str(named(plan.activity.council)),
        "platform": _("Platform of the hall"),
        "language": get_language() or "zh-hant",
        "font": FAMILY,
        "places": plan.seminar.seat_places,
        "rows": [{"row": row, "seats": [_seat(place, guest) for place, guest in seats]} for row, seats in plan.rows],
        "without": [f"{text(each.body)} {text(each.office)}" for each in plan.without],
        "without_title": _("Without a seat"),
    }
    document = json.dumps(cleaned(data), ensure_ascii=False)
    with setting_lock():
        found = typst.compile(TEMPLATE, font_paths=setting_fonts(), sys_inputs={"document": document}, format="pdf")
    return b"".join(found) if isinstance(found, list) else bytes(found)


def _seat(place: int, guest: Guest | None) -> dict[str, str]:
    body, office = (text(guest.body), text(guest.office)) if guest else ("", "")
    return {"place": str(place), "body": str(body), "office": str(office)}
