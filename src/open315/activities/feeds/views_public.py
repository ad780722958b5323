"""What a calendar program reads: the activities behind an address, without a session. The address is the key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from open315.activities.feeds import queries
from open315.activities.feeds.entries import entry_of
from open315.activities.feeds.files import TYPE, calendar_file
from open315.core import clock, throttle
from open315.core.access import public
from open315.core.errors import TooMany
from open315.core.ics import host_of_site
from open315.core.names import labelled
from open315.core.ui.templatetags.ui import named

READS_PER_HOUR = 60
"""Of one address by one visitor; calendar programs ask from once a day to four times an hour."""
READS_OF_A_VISITOR = 600
"""Of whatever addresses: an office behind one address of the net has many telephones."""
HOUR = 3600


@public
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file; 404 for an address that was taken back, or whose owner may not read activities any more."""
    try:
        _limit(request, token)
    except TooMany as error:
        return HttpResponse(
            str(error.message),
            status=429,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(error.details["retry_after"]), "Cache-Control": "private, no-store"},
        )
    feed = queries.by_token(token)
    now = clock.now()
    found = queries.told(feed, clock.local_day(now), now) if feed else None
    if feed is None or found is None:
        raise Http404
    with translation.override(feed.account.language or translation.get_language()):
        name = labelled(_("Activities"), named(feed.council))
        content = calendar_file(map(entry_of, found), name=str(name), host=host_of_site(), at=now)
    headers = {"Content-Disposition": 'inline; filename="activities.ics"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=TYPE, headers=headers)


def _limit(request: HttpRequest, token: str) -> None:
    who = throttle.counted_as(throttle.address_of(request))
    throttle.check(f"feeds:{who}", limit=READS_OF_A_VISITOR, seconds=HOUR, at=clock.now())
    throttle.check(f"feed:{queries.hash_of(token)}:{who}", limit=READS_PER_HOUR, seconds=HOUR, at=clock.now())
