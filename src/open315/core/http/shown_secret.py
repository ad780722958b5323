"""The secret that a program shows in the head of its request."""

import base64

from django.http import HttpRequest

from open315.core import clock, throttle

TRIES_PER_HOUR = 60


def shown_secret(request: HttpRequest) -> str:
    """What stands there as a bearer, or as the password of a sign-in, which is what programs make of an address with one; "" for none."""
    kind, _blank, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    try:
        return base64.b64decode(value).decode().partition(":")[2] if kind.lower() == "basic" else ""
    except ValueError:
        return ""


def count_wrong_secret(request: HttpRequest, door: str) -> None:
    """Count by address a secret that opened nothing at this door, so that none is found by trying. TooMany, with the time to wait."""
    who = throttle.counted_as(request.META.get("REMOTE_ADDR", ""))
    throttle.check(f"{door}-secret:{who}", limit=TRIES_PER_HOUR, seconds=3600, at=clock.now())
