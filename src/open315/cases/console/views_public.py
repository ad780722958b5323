"""What a calendar program reads: the appointments behind an address, without a session. The address is the key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from open315.cases.notices.calendar import appointments_file, entry_of
from open315.cases.queries import calendars
from open315.core import clock, throttle
from open315.core.access import public
from open315.core.errors import TooMany
from open315.core.ics import TYPE

READS_PER_HOUR = 60
"""Of one address by one visitor; calendar programs ask from once a day to four times an hour."""
READS_OF_A_VISITOR = 600
"""Of whatever addresses: an office behind one address of the net has many telephones."""
HOUR = 3600


@public
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file; 404 for an address that was taken back, or whose owner handles no cases any more."""
    try:
        _limit(request, token)
    except TooMany as error:
        return HttpResponse(
            str(error.message),
            status=429,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(error.details["retry_after"]), "Cache-Control": "private, no-store"},
        )
    feed, now = calendars.calendar_of(token), clock.now()
    found = calendars.told(feed, clock.local_day(now), now) if feed else None
    if feed is None or found is None:
        raise Http404
    with translation.override(feed.account.language or translation.get_language()):
        entries = [entry_of(each, reverse("cases:case", args=[each.case.number])) for each in found]
        content = appointments_file(entries, now)
    headers = {"Content-Disposition": 'inline; filename="appointments.ics"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=TYPE, headers=headers)


def _limit(request: HttpRequest, token: str) -> None:
    who = throttle.counted_as(throttle.address_of(request))
    throttle.check(f"appointments:{who}", limit=READS_OF_A_VISITOR, seconds=HOUR, at=clock.now())
    throttle.check(f"appointment:{calendars.hash_of(token)}:{who}", limit=READS_PER_HOUR, seconds=HOUR, at=clock.now())
