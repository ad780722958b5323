"""The addresses of GeoReport v2: services, the definition of one, a request sent, tokens, requests, and where all this is found."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from open315.cases import queries, services
from open315.cases.types import Channel, Kind
from open315.core import clock, throttle
from open315.core.access import Actor, ActorKind, public
from open315.core.clock import SHANGHAI, local_day
from open315.core.errors import InvalidInput, NotAllowed, NotFound, Open315Error
from open315.core.http.clean_input import takes_a_form
from open315.core.http.post_limit import READS, count_stranger, counts_itself
from open315.core.http.shown_secret import count_wrong_secret, shown_secret
from open315.core.ui.templatetags.ui import named
from open315.intake.api.endpoints import flat
from open315.intake.commands import new_case
from open315.intake.open311 import offered, reading
from open315.intake.open311.clients import SOURCE, client_of
from open315.intake.open311.forms import FORMS, XML, Named, answer, one_answer
from open315.org import queries as org

MOST = 1000
"""So many requests are answered at once, as the specification says."""
RECENT = timedelta(days=90)
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Client:
    """The program that asks."""

    name: str

    @property
    def source(self) -> str:
        """What the cases it files are known by."""
        return SOURCE + self.name


def door(view: View) -> Callable[..., HttpResponseBase]:
    """Open the view to everybody in one of the two forms; whatever is wrong is told as GeoReport tells errors.

    Whatever somebody without a key sends is counted before anything else is looked at.
    """

    @wraps(view)
    def guarded(request: HttpRequest, form: str, **parts: Any) -> HttpResponse:
        try:
            if request.method not in READS and not _name_of(request):
                count_stranger(request)
            if form not in FORMS:
                raise Http404
            _check_jurisdiction(_sent(request).get("jurisdiction_id", ""))
            return view(request, form, **parts)
        except Open315Error as error:
            return _refusal(form if form in FORMS else XML, error)

    return csrf_exempt(takes_a_form(counts_itself(public(guarded))))


def _refusal(form: str, error: Open315Error) -> HttpResponse:
    status = 400 if isinstance(error, InvalidInput) else error.status
    words = f"{error.field}: {error.message}" if error.field else str(error.message)
    said = answer(form, "errors", "error", [{"code": status, "description": words}], status)
    if "retry_after" in error.details:
        said["Retry-After"] = str(error.details["retry_after"])
    return said


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _check_jurisdiction(code: str) -> None:
    if code and not any(each.region_code == code for each in org.councils()):
        raise NotFound(_("There is no council of this jurisdiction_id here: a code of GB/T 2260, or none at all."))


def _client(request: HttpRequest) -> Client:
    """Who shows a key. NotAllowed for a wrong one; wrong ones are counted by address, right ones by client."""
    name = _name_of(request)
    if not name:
        count_wrong_secret(request, "open311")
        raise NotAllowed(_("Missing or wrong api_key. The administrator of this site gives one."))
    throttle.check(f"open311:{name}", limit=settings.GEOREPORT_PER_MINUTE, seconds=60, at=clock.now())
    return Client(name)


def _name_of(request: HttpRequest) -> str:
    key = _sent(request).get("api_key", "") or shown_secret(request)
    return client_of(key, settings.GEOREPORT_KEYS)


@door
@require_GET
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where the service is found, and which forms it speaks."""
    address = request.build_absolute_uri(reverse("open311:services", args=["json"])).rpartition("/")[0]
    ends = [
        {
            "specification": "http://wiki.open311.org/GeoReport_v2",
            "url": address,
            "changeset": "2026-11-29T00:00:00Z",
            "type": "production",
            "formats": Named("format", [{"content_type": each.partition(";")[0]} for each in FORMS.values()]),
        }
    ]
    told = {
        "changeset": "2026-11-29T00:00:00Z",
        "contact": settings.SITE_URL,
        "key_service": _("The administrator of this site gives one."),
        "endpoints": Named("endpoint", ends),
    }
    return one_answer(form, "discovery", told)


@door
@require_GET
def all_services(request: HttpRequest, form: str) -> HttpResponse:
    """What can be sent."""
    rows = [
        {
            "service_code": each.code,
            "service_name": each.name,
            "description": each.description,
            "metadata": True,
            "type": "realtime",
            "keywords": "消費, 3·15, consumer",
            "group": _("Consumer protection"),
        }
        for each in offered.SERVICES
    ]
    return answer(form, "services", "service", rows)


@door
@require_GET
def definition(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """The questions of one service."""
    if offered.service(code) is None:
        raise NotFound(_("There is no such service. The list of services names all."))
    rows = [
        {
            "variable": True,
            "code": each.code,
            "datatype": each.datatype,
            "required": each.required,
            "datatype_description": each.help,
            "order": place,
            "description": each.words,
            "values": Named("value", [{"key": key, "name": words} for key, words in each.values]),
        }
        for place, each in enumerate(offered.questions(code), 1)
    ]
    return one_answer(form, "service_definition", {"service_code": code, "attributes": Named("attribute", rows)})


@door
@require_http_methods(["GET", "POST"])
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """Send a request; or ask where those stand that were sent with this key."""
    client = _client(request)
    return _file(request, form, client) if request.method == "POST" else _list(request, form, client)


def _file(request: HttpRequest, form: str, client: Client) -> HttpResponse:
    """Register what was sent. The same once more on the same day is the same case, however often a client tries."""
    at = clock.now()
    body = reading.case_in(request.POST)
    command = new_case(flat(body), channel=Channel.API, at=at)
    key = _key(request, client, local_day(at))
    command = replace(command, source=client.source, source_ref=key[:32], source_data=_positions(request))
    actor = Actor(kind=ActorKind.CLIENT, label=client.source)
    try:
        receipt = services.register_case(command, actor=actor, at=at, idempotency=f"open311:{key}")
    except InvalidInput as error:
        raise InvalidInput(error.message, field=reading.as_sent(error.field or "")) from error
    row = {
        "service_request_id": receipt.number,
        "service_notice": _notice(request, receipt.query_code),
        "account_id": None,
    }
    return answer(form, "service_requests", "request", [row], 201 if receipt.created else 200)


def _notice(request: HttpRequest, code: str) -> str:
    """How the case is followed: by its code, or by the one that the council issued in its place."""
    if not code:
        return _("The query code of this case was replaced. The council tells the new one to the person who filed it.")
    address = request.build_absolute_uri(reverse("intake:track"))
    return _("Query code %(code)s: keep it. It opens the case at %(address)s.") % {"code": code, "address": address}


def _key(request: HttpRequest, client: Client, day: date) -> str:
    """What is the same for the same request of a day, and for nothing else; its beginning is the request's token."""
    sent = sorted((name, value) for name, values in request.POST.lists() for value in values if name != "api_key")
    told = repr([client.name, day.isoformat(), get_language(), sent]).encode()
    return hashlib.sha256(told).hexdigest()


def _positions(request: HttpRequest) -> dict[str, str]:
    """Coordinates, as words of the source: nothing is found by them."""
    told = {name: request.POST.get(name, "").strip()[:20] for name in ("lat", "long")}
    return {name: words for name, words in told.items() if words}


def _list(request: HttpRequest, form: str, client: Client) -> HttpResponse:
    asked = request.GET
    numbers = _several(asked.get("service_request_id", ""))
    states = set(_several(asked.get("status", "")))
    if states - {"open", "closed"}:
        raise InvalidInput(_("open or closed, or both."), field="status")
    since, until = (reading.moment(asked.get(name, ""), name) for name in ("start_date", "end_date"))
    if since and until and until < since:
        raise InvalidInput(_("The last day lies before the first."), field="end_date")
    wanted = queries.Wanted(
        numbers=numbers[:MOST],
        kinds=_several(asked.get("service_code", "")),
        since=since or (until or clock.now()) - RECENT,
        until=until,
        open_or_not=None if len(states) != 1 else states == {"open"},
    )
    return _told(form, queries.standings(client.source, wanted, most=MOST))


@door
@require_GET
def one_request(request: HttpRequest, form: str, number: str) -> HttpResponse:
    """Where one request stands that was sent with this key."""
    found = queries.standings(_client(request).source, queries.Wanted(numbers=[number]), most=1)
    if not found:
        raise NotFound(_("There is no such request, or it was not sent with this key."))
    return _told(form, found)


@door
@require_GET
def token(request: HttpRequest, form: str, token: str) -> HttpResponse:
    """The number of what was sent under a token. Requests are numbered at once; this is for clients that ask all the same."""
    client = _client(request)
    number = queries.number_by_reference(client.source, token)
    if not number:
        raise NotFound(_("There is no such token, or it was not given to this key."))
    return answer(form, "service_requests", "request", [{"service_request_id": number, "token": token}])


def _told(form: str, rows: list[queries.Standing]) -> HttpResponse:
    return answer(form, "service_requests", "request", [_row(each) for each in rows])


def _row(each: queries.Standing) -> dict[str, Any]:
    offer = offered.service(each.kind)
    return {
        "service_request_id": each.number,
        "status": "open" if each.is_open else "closed",
        "status_notes": each.state_words,
        "service_name": offer.name if offer else "",
        "service_code": each.kind,
        "description": None,
        "agency_responsible": named(each.holder),
        "service_notice": None,
        "requested_datetime": _w3(each.received_at),
        "updated_datetime": _w3(each.changed_at),
        "expected_datetime": _w3(_end_of(each.due_on)) if each.due_on and each.kind != Kind.REPORT else None,
        "address": named(org.region_path(each.region_code)) if each.region_code else None,
        "address_id": each.region_code or None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def _w3(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=SHANGHAI)


def _several(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]
