"""What the API's description tells of refusals: every status an endpoint answers, as problem details (RFC 9457)."""

from typing import Any

WORDS = {
    400: "The request cannot be read: it is no JSON.",
    404: "There is no such thing.",
    409: "The key was used with another body.",
    413: "The request is too large.",
    422: "Some fields cannot be used; `errors` names them.",
    429: "Too many requests; Retry-After tells how many seconds to wait.",
    500: "An error on our side; nothing was saved half.",
    503: "Nothing can be stored at this moment; Retry-After tells when to try again.",
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "status", "title", "code"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "title": {"type": "string", "description": "In the client's language."},
        "code": {"type": "string", "description": "For programs."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def refusals(*statuses: int) -> dict[str, Any]:
    """For `openapi_extra` of an endpoint: these statuses, with the form of the answer."""
    content = {"application/problem+json": {"schema": PROBLEM}}
    return {"responses": {status: {"description": WORDS[status], "content": content} for status in statuses}}
