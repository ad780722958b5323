"""What a calendar program reads: the appointments behind an address, without a session."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from open315.cases.notices.calendar import appointments_file, entry_of
from open315.cases.queries import calendars
from open315.core import clock
from open315.core.access import public
from open315.core.http import calendar_door


@public
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file; 404 for an address that was taken back, or whose owner handles no cases any more."""
    return calendar_door.answer(request, token, _written, name="appointments")


def _written(token: str) -> bytes | None:
    feed, now = calendars.calendar_of(token), clock.now()
    found = calendars.told(feed, clock.local_day(now), now) if feed else None
    if feed is None or found is None:
        return None
    with translation.override(feed.account.language or translation.get_language()):
        entries = [entry_of(each, reverse("cases:case", args=[each.case.number])) for each in found]
        return appointments_file(entries, now)
