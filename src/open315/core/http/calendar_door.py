"""What a calendar program reads behind an address, without a session. The address is the key (ADR 0131, 0166)."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from open315.core import clock, throttle
from open315.core.crypto.tokens import hash_of
from open315.core.errors import TooMany
from open315.core.ics import TYPE

READS_PER_HOUR = 60
"""Of one address by one visitor; calendar programs ask from once a day to four times an hour."""
READS_OF_A_VISITOR = 600
"""Of whatever addresses: an office behind one address of the net has many telephones."""
HOUR = 3600
PRIVATE = {"Cache-Control": "private, no-store"}


def answer(request: HttpRequest, token: str, read: Callable[[str], bytes | None], *, name: str) -> HttpResponse:
    """The file that `read` writes for the token, as `name`.ics; 404 where it gives none, 429 for who asks too often."""
    try:
        _limit(request, token, name)
    except TooMany as error:
        wait = {"Retry-After": str(error.details["retry_after"])}
        kind = "text/plain; charset=utf-8"
        return HttpResponse(str(error.message), status=429, content_type=kind, headers={**wait, **PRIVATE})
    content = read(token)
    if content is None:
        raise Http404
    shown = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(content, content_type=TYPE, headers={**shown, **PRIVATE})


def _limit(request: HttpRequest, token: str, name: str) -> None:
    who, at = throttle.counted_as(throttle.address_of(request)), clock.now()
    throttle.check(f"calendars:{name}:{who}", limit=READS_OF_A_VISITOR, seconds=HOUR, at=at)
    throttle.check(f"calendar:{name}:{hash_of(token)}:{who}", limit=READS_PER_HOUR, seconds=HOUR, at=at)
