"""Letters of invitation, one DOCX with a page a guest: to be printed, signed and sealed. In the reader's language."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import docx
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from open315.activities.concern import host_words
from open315.core.clock import SHANGHAI, local_day
from open315.core.documents import docx_parts as parts
from open315.core.documents.docx_styles import apply_styles
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.core.qr import qr_png
from open315.core.text import cleaned
from open315.core.ui.templatetags.ui import named
from open315.seminars.links import reply_address
from open315.seminars.models import Guest, Seminar
from open315.seminars.vault import open_person

if TYPE_CHECKING:
    from open315.activities.models import Activity


def letters(activity: "Activity", seminar: Seminar, guests: Sequence[Guest]) -> bytes:
    """The letters for these guests as the bytes of a .docx file."""
    file = docx.Document()
    apply_styles(file, get_language() or "zh-hant")
    file.core_properties.title = str(activity.title_in)
    file.core_properties.author = str(named(activity.council))
    file.core_properties.comments = ""
    body = list(_paragraphs(activity, seminar))
    for place, guest in enumerate(guests):
        _letter(file, activity, body, guest, is_first=place == 0)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def when_words(activity: "Activity") -> str:
    """From when to when as a letter says it."""
    first, last = activity.starts_at.astimezone(SHANGHAI), activity.ends_at.astimezone(SHANGHAI)
    end = "" if local_day(first) == local_day(last) else f"{date_format(last, 'DATE_FORMAT')} "
    return f"{date_format(first, 'DATE_FORMAT')} {first:%H:%M} – {end}{last:%H:%M}"


def _paragraphs(activity: "Activity", seminar: Seminar) -> list[str]:
    hosts = enumerated(str(host_words(each)) for each in activity.hosts.all()) or str(named(activity.council))
    said = {"title": activity.title_in, "when": when_words(activity), "venue": text(activity.venue), "hosts": hosts}
    opening = _("%(hosts)s will hold “%(title)s” on %(when)s at %(venue)s, and cordially invite you.") % said
    closing = []
    if seminar.reply_by:
        day = date_format(seminar.reply_by, "DATE_FORMAT")
        closing.append(_("Please answer until %(day)s, by the code or address below, or by telephone.") % {"day": day})
    return [opening, *text(seminar.words).splitlines(), *closing]


def _letter(file: Any, activity: "Activity", body: list[str], guest: Guest, *, is_first: bool) -> None:
    title = parts.add(file, "Title", _("Invitation"))
    title.paragraph_format.page_break_before = not is_first
    said = {"whom": f"{text(guest.body)} {text(guest.office)}", "name": text(open_person(guest).name)}
    to = _("%(whom)s %(name)s:") if said["name"] else _("%(whom)s:")
    salutation = parts.add(file, "BodyText", cleaned(to % said))
    salutation.paragraph_format.first_line_indent = Cm(0)
    for each in body:
        parts.add(file, "BodyText", cleaned(each))
    for words in (str(named(activity.council)), _("(seal)  Year    Month    Day")):
        parts.add(file, "BodyText", words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _own_way(file, guest)


def _own_way(file: Any, guest: Guest) -> None:
    """The code and the address by which this guest answers."""
    address = reply_address(guest)
    picture = file.add_paragraph()
    picture.paragraph_format.space_before = Cm(1.5)
    picture.add_run().add_picture(io.BytesIO(qr_png(address)), width=Cm(3))
    line = parts.add(file, "Remark", _("Answer here: "))
    parts.hyperlink(line, address, address)
    parts.add(file, "Remark", _("Code for the reception: %(code)s") % {"code": guest.code})
