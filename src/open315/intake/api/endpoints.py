"""The endpoints of version 1."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.responses import Status

from open315.cases import queries, services
from open315.cases.actors import consumer_of
from open315.cases.types import Channel
from open315.core import clock
from open315.core.access import Actor, ActorKind
from open315.core.errors import InvalidInput, NotFound
from open315.core.throttle import address_of
from open315.core.ui.templatetags.ui import named
from open315.intake.api.problems import install
from open315.intake.api.promises import refusals
from open315.intake.api.schemas import CaseIn, CaseOut, CodeOut, CodesOut, StepOut, TrackIn, TrackOut
from open315.intake.commands import new_case
from open315.intake.limits import limit_filing, limit_tracking
from open315.law import codelists

api = NinjaAPI(title="Open315", version="1", urls_namespace="api", docs_url=None)
install(api)

MAX_KEY = 120
_OWN = frozenset(CaseIn.model_fields) - {"trader", "consumer", "consents"}
"""The fields of a case that the API names as the form does."""


@api.post(
    "/cases",
    response={201: CaseOut, 200: CaseOut},
    summary="File a case",
    openapi_extra=refusals(400, 409, 413, 422, 429, 503),
)
def file_case(request: HttpRequest, body: CaseIn) -> Any:
    """Register a case. 201 for a new one, 200 when this key was answered before with the same body."""
    key = request.headers.get("Idempotency-Key", "")
    if not 8 <= len(key) <= MAX_KEY:
        raise InvalidInput(_("Send an Idempotency-Key header of 8 to 120 characters, a new one for each case."))
    limit_filing(request)
    at = clock.now()
    command = new_case(flat(body), channel=Channel.API, at=at)
    receipt = services.register_case(command, actor=_client(request), at=at, idempotency=f"api:{key}")
    return Status(201 if receipt.created else 200, CaseOut(number=receipt.number, query_code=receipt.query_code))


@api.post(
    "/cases/track",
    response=TrackOut,
    summary="See where a case stands",
    openapi_extra=refusals(400, 404, 413, 422, 429, 503),
)
def track_case(request: HttpRequest, body: TrackIn) -> Any:
    """The public state of the case the code opens; 404 for an unknown code."""
    limit_tracking(request, body.code)
    case = queries.find_by_code(body.code)
    shown = queries.consumer_view(consumer_of(case.pk), clock.now()) if case else None
    if shown is None:
        raise NotFound(_("No case has this code. Please compare it with your receipt, letter by letter."))
    return TrackOut(
        number=shown.number,
        state=shown.state,
        state_words=str(shown.state_words),
        holder=named(shown.holder),
        due_on=shown.due_on,
        steps=[StepOut(at=entry.at.isoformat(), words=str(entry.words)) for entry in shown.timeline],
    )


@api.get("/codes", response=CodesOut, summary="The code lists", openapi_extra=refusals(503))
def codes(request: HttpRequest) -> Any:
    """Natures, goods and claims with their names in the client's language."""
    return CodesOut(**{name: _codes(name) for name in ("natures", "goods", "claims")})


def _codes(name: str) -> list[CodeOut]:
    return [CodeOut(code=code, label=str(label)) for code, label in codelists.choices(name)]


def _client(request: HttpRequest) -> Actor:
    return Actor(kind=ActorKind.CLIENT, label=f"api {address_of(request)}"[:120])


def flat(body: CaseIn) -> dict[str, Any]:
    trader, consumer = body.trader, body.consumer
    return {
        **{name: getattr(body, name) for name in _OWN},
        "trader_name": trader.name,
        "trader_kind": trader.kind,
        "credit_code": trader.credit_code,
        "trader_address": trader.address,
        "trader_place": trader.place,
        "platform_name": trader.platform_name,
        "platform_place": trader.platform_place,
        "name": consumer.name,
        "phone": consumer.phone,
        "email": consumer.email,
        **dict.fromkeys(body.consents, True),
    }
