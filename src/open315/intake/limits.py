"""Rate limits of the public doors, per address; kept in the database, so that they survive a cache loss."""

from django.conf import settings
from django.http import HttpRequest

from open315.cases.query_codes import normal
from open315.core import clock, throttle
from open315.core.errors import TooMany


def address_of(request: HttpRequest) -> str:
    """The caller's address as the server sees it; behind a proxy the server is told whom to trust, not this code."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _who(request: HttpRequest) -> str:
    return throttle.counted_as(address_of(request))


def limit_filing(request: HttpRequest) -> None:
    """At most OPEN315_FILINGS_PER_HOUR registrations an hour and address; raises TooMany."""
    throttle.check(f"file:{_who(request)}", limit=settings.FILINGS_PER_HOUR, seconds=3600, at=clock.now())


def limit_drafting(request: HttpRequest) -> None:
    """At most OPEN315_DRAFTS_PER_HOUR savings of a draft an hour and address; raises TooMany. A form sends itself every few seconds."""
    throttle.check(f"draft:{_who(request)}", limit=settings.DRAFTS_PER_HOUR, seconds=3600, at=clock.now())


def may_draft(request: HttpRequest) -> bool:
    """Whether one more draft may be saved from this address; counts it."""
    try:
        limit_drafting(request)
    except TooMany:
        return False
    return True


def limit_tracking(request: HttpRequest, code: str) -> None:
    """Codes cannot be guessed by trying: OPEN315_TRACKINGS_PER_HOUR from an address, and as many for one code; raises TooMany.

    A code is one however it is written, or a blank at another place would be another try.
    """
    throttle.check(f"track:{_who(request)}", limit=settings.TRACKINGS_PER_HOUR, seconds=3600, at=clock.now())
    throttle.check(f"code:{normal(code)}", limit=settings.TRACKINGS_PER_HOUR, seconds=3600, at=clock.now())
