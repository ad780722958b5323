"""Appointments in other calendars: the consumer's file of one, and what the address of an officer tells (ADR 0166). No name of anybody."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from open315.cases.models import Appointment
from open315.cases.queries.appointments import comers_of
from open315.cases.types import OPEN
from open315.cases.wording import COMERS, MEETINGS
from open315.core.ics import TYPE, Entry, calendar_file, host_of_site
from open315.core.names import enumerated, labelled
from open315.core.ui.templatetags.ui import zh

PRODUCT = "Appointments"


def entry_of(row: Appointment, href: str) -> Entry:
    """The appointment in the reader's language; `href` is where more of it stands, without the site."""
    words = [labelled(_("Who comes"), enumerated([str(COMERS[each]) for each in comers_of(row)]))]
    if row.brings:
        words.append(labelled(_("What to bring"), zh(row.brings)))
    return Entry(
        f"appointment-{row.pk}",
        row.version,
        f"{MEETINGS[row.kind]} {row.case.number}",
        row.starts_at,
        row.ends_at,
        zh(row.place),
        "\n".join(map(str, words)),
        str(MEETINGS[row.kind]),
        is_off=row.is_off or row.case.state not in OPEN,
        href=settings.SITE_URL.rstrip("/") + href,
    )


def appointments_file(entries: Iterable[Entry], at: datetime) -> bytes:
    """A calendar of these."""
    return calendar_file(entries, product=PRODUCT, name=_("Appointments"), host=host_of_site(), at=at)


def appointment_file(row: Appointment, *, at: datetime, href: str) -> HttpResponse:
    """One, to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="appointment-{row.pk}.ics"'}
    return HttpResponse(appointments_file([entry_of(row, href)], at), content_type=TYPE, headers=headers)
