"""The script that answers for a page while there is no network."""

from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from open315.core.access import public

WORKER: Final = Path(__file__).with_name("worker.js").read_bytes()
HEADERS = {"Service-Worker-Allowed": "/console/"}
"""It may answer for addresses of the console alone."""


@public
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The same for everybody: it says nothing of anyone, and without a session a browser could not renew it."""
    return HttpResponse(WORKER, content_type="text/javascript; charset=utf-8", headers=HEADERS)
