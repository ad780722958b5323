"""What answers the shell of a page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

KEPT_UNTIL = "X-Kept-Until"


def shell(request: HttpRequest, template: str, context: Mapping[str, Any], *, until: datetime) -> HttpResponse:
    """The shell of a page; after `until` a browser throws it away."""
    answer = render(request, template, dict(context))
    answer[KEPT_UNTIL] = until.isoformat()
    return answer
