"""The addresses that gateways call: a message, and what became of one that was sent. A secret a gateway, bounds on size and number."""

import hmac
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import Actor, ActorKind, public
from open315.core.errors import Unavailable
from open315.core.http.hooks import Hook, answered, said
from open315.core.http.post_limit import counts_itself
from open315.core.http.shown_secret import shown_secret
from open315.inbox import services
from open315.inbox.channels.sms import reading
from open315.inbox.types import Inbound
from open315.notify.receipts import note_told
from open315.notify.types import SMS, Outcome
from open315.org import queries as org

View = Callable[[HttpRequest], HttpResponse]


def by_gateway(name: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Open the view to the gateway of this name, which shows its secret; to everybody else it is not there."""

    def declare(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            secret = getattr(settings, f"SMS_{name.upper()}_SECRET")
            is_known = bool(secret) and hmac.compare_digest(shown_secret(request).encode(), secret.encode())
            hook = Hook("sms", name, settings.SMS_PER_MINUTE, reading.BIGGEST)
            return answered(request, hook, is_known=is_known, act=lambda: view(request))

        return csrf_exempt(counts_itself(public(guarded)))

    return declare


@by_gateway(reading.KANNEL)
@require_POST
def kannel(request: HttpRequest) -> HttpResponse:
    """A message by Kannel. What is taken is answered with nothing: a word would be sent to who wrote."""
    # Not request.GET: the charset of the body, UTF-16 for Chinese, would be taken for that of the address, too.
    asked = QueryDict(request.META.get("QUERY_STRING", ""), encoding="utf-8")
    told = reading.from_kannel(asked.get("id") or "", request.headers, request.body)
    return _taken(told, request.headers.get("X-Kannel-To", ""), "")


@by_gateway(reading.KANNEL)
@require_http_methods(["GET", "POST"])
def kannel_report(request: HttpRequest) -> HttpResponse:
    """What became of a message that Kannel took."""
    outcome = reading.KANNEL_SAYS.get(request.GET.get("status", ""))
    return _noted(request.GET.get("key", ""), outcome)


@by_gateway(reading.JSON)
@require_POST
def plain_json(request: HttpRequest) -> HttpResponse:
    """A message in JSON."""
    told = reading.from_json(request.body)
    return _taken(told, reading.receiver_in_json(request.body), "ok")


@by_gateway(reading.JSON)
@require_POST
def json_report(request: HttpRequest) -> HttpResponse:
    """What became of a message that a gateway took, in JSON."""
    return _noted(*reading.report_from_json(request.body))


def _taken(told: Inbound, receiver: str, words: str) -> HttpResponse:
    actor = Actor(kind=ActorKind.CLIENT, label=f"sms {told.gateway}")
    services.receive(told, council_id=_council_of(receiver), actor=actor, at=clock.now())
    return said(200, words)


def _council_of(number: str) -> int:
    """The council that has this number; the highest one where the settings name none. Unavailable on a site without councils."""
    region = reading.region_of(number, settings.SMS_NUMBERS)
    body = org.council_for_region(region) if region else next(iter(org.councils()), None)
    if body is None:
        raise Unavailable("there is no council that could take this message")
    return body.id


def _noted(key: str, outcome: Outcome | None) -> HttpResponse:
    if outcome is not None:
        note_told(SMS, key, outcome, "", at=clock.now())
    return said(200, "")
