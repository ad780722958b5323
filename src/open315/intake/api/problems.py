"""Errors as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from open315.core.errors import Open315Error
from open315.core.ui.errors import WORDS


def problem(status: int, title: str, *, code: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """A problem details answer; `errors` name the fields."""
    body: dict[str, Any] = {"type": "about:blank", "status": status, "title": title, "code": code}
    if errors:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type="application/problem+json")


def install(api: NinjaAPI) -> None:
    """Let every expected error of the API answer as problem details."""

    @api.exception_handler(Open315Error)
    def expected(request: HttpRequest, error: Open315Error) -> HttpResponse:
        fields = [{"field": error.field, "message": str(error.message)}] if error.field else None
        response = problem(error.status, str(error.message), code=error.code, errors=fields)
        if "retry_after" in error.details:
            response["Retry-After"] = str(error.details["retry_after"])
        return response

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [
            {"field": ".".join(str(part) for part in each["loc"][2:]), "message": str(each["msg"])}
            for each in error.errors
        ]
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, _("Some fields cannot be used."), code="invalid", errors=fields)

    @api.exception_handler(RequestDataTooBig)
    def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        _title, advice = WORDS[HTTPStatus.REQUEST_ENTITY_TOO_LARGE]
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(advice), code="too_large")

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error), code="refused")
