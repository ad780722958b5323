"""What a calendar program reads: the activities behind an address, without a session."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from open315.activities.feeds import queries
from open315.activities.feeds.entries import entry_of
from open315.activities.feeds.files import calendar_file
from open315.core import clock
from open315.core.access import public
from open315.core.http import calendar_door
from open315.core.ics import host_of_site
from open315.core.names import labelled
from open315.core.ui.templatetags.ui import named


@public
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file; 404 for an address that was taken back, or whose owner may not read activities any more."""
    return calendar_door.answer(request, token, _written, name="activities")


def _written(token: str) -> bytes | None:
    feed, now = queries.by_token(token), clock.now()
    found = queries.told(feed, clock.local_day(now), now) if feed else None
    if feed is None or found is None:
        return None
    with translation.override(feed.account.language or translation.get_language()):
        name = labelled(_("Activities"), named(feed.council))
        return calendar_file(map(entry_of, found), name=str(name), host=host_of_site(), at=now)
