"""Rate limits of the public doors, per address; kept in the database, so that they survive a cache loss."""

from unicodedata import normalize

from django.conf import settings
from django.http import HttpRequest

from open315.cases.query_codes import normal as normal_code
from open315.core import clock, throttle
from open315.core.errors import TooMany
from open315.core.throttle import address_of

TELEPHONE = 11
"""Digits of a number in China."""


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
    throttle.check(f"code:{normal_code(code)}", limit=settings.TRACKINGS_PER_HOUR, seconds=3600, at=clock.now())


def limit_lost_codes(request: HttpRequest, number: str, address: str) -> None:
    """Nobody is flooded with new codes, and no address is found out by trying: OPEN315_NEW_CODES_PER_DAY for a case and to an address,
    OPEN315_TRACKINGS_PER_HOUR from a visitor's, who may share his with a whole town; raises TooMany. Whether number and address belong
    together makes no difference.
    """
    throttle.check(f"lost-by:{_who(request)}", limit=settings.TRACKINGS_PER_HOUR, seconds=3600, at=clock.now())
    for target in (f"lost-case:{number}", f"lost-at:{_plain(address)}"):
        throttle.check(target, limit=settings.NEW_CODES_PER_DAY, seconds=86_400, at=clock.now())


def _plain(address: str) -> str:
    """One address however it is written: blanks, dashes, capitals and the prefix of the country make no other."""
    signs = "".join(filter(str.isalnum, normalize("NFKC", address).casefold()))
    return signs[-TELEPHONE:] if signs.isdecimal() else signs


def limit_papers(case_id: int) -> None:
    """A document takes a moment to be set: at most OPEN315_TRACKINGS_PER_HOUR for one case; raises TooMany."""
    throttle.check(f"paper:{case_id}", limit=settings.TRACKINGS_PER_HOUR, seconds=3600, at=clock.now())
