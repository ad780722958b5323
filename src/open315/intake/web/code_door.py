"""How a consumer comes in: a right query code opens one case for half an hour in one browser."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from open315.cases.actors import CONSUMER, consumer_of
from open315.cases.queries import is_opened_by
from open315.core import clock, throttle
from open315.core.access import Actor, Door, PortalRequest, open_door
from open315.intake.web.left_words import keep_left_words
from open315.intake.web.submission import put_receipts_away

COOKIE = "open315-track"
SALT = "open315.intake.track"
OPEN_FOR = timedelta(minutes=30)
LATE = "late"
"""In the address of the page that asks for the code again because something came after the half hour."""

CLOSED = "closed"
"""In the address of the same page that says that case and receipt are closed in this browser."""


def let_in(response: HttpResponse, case_id: int, generation: int = 0) -> HttpResponse:
    """Open the case in the browser that gets this response. The caller has seen its code, that of this generation."""
    response.set_cookie(
        COOKIE,
        signing.dumps([case_id, secrets.token_urlsafe(12), generation], salt=SALT),
        max_age=OPEN_FOR,
        httponly=True,
        samesite="Strict",
        secure=settings.HTTPS,
    )
    return response


def let_out(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Close the case in the browser that gets this response, and wherever else its cookie or its receipt was copied to."""
    opened = _opened(request)
    if opened is not None:
        throttle.once(_left(opened), within=OPEN_FOR, at=clock.now())
        put_receipts_away(opened[0])
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def _recognise(request: PortalRequest) -> Actor | None:
    """The person whose code opened a case in this browser, as an actor for that one case; nobody once there is another code."""
    opened = _opened(request)
    if (
        opened is None
        or not is_opened_by(opened[0], opened[2])
        or throttle.was_used(_left(opened), within=OPEN_FOR, at=clock.now())
    ):
        return None
    return consumer_of(opened[0])


def _opened(request: HttpRequest) -> tuple[int, str, int] | None:
    """The case, which opening of it this is, and by the code of which generation."""
    try:
        case_id, opening, generation = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=OPEN_FOR)
    except (signing.BadSignature, TypeError, ValueError):  # fewer parts: of the half hour before an upgrade
        return None
    return int(case_id), str(opening), int(generation)


def _left(opened: tuple[int, str, int]) -> str:
    return f"left:{opened[0]}:{opened[1]}"


def _ask_for_code(request: PortalRequest) -> HttpResponseBase:
    if request.method != "POST":
        return redirect("intake:track")
    kept = keep_left_words(request)
    answer = redirect(f"{reverse('intake:track')}?{LATE}={'kept' if kept else '1'}")
    return kept.mark(answer) if kept else answer


open_door(CONSUMER, Door(_recognise, _ask_for_code))
