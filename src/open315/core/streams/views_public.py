"""The fallback of the live streams: the last state of a topic, for a page that has to ask."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from open315.core.access import public
from open315.core.streams.reading import state
from open315.core.streams.tokens import topic_of


@public
@require_safe
def snapshot(request: HttpRequest, token: str) -> HttpResponse:
    """The state as JSON with its version as ETag; 304 while nothing changed. The signed address is the permission."""
    name = topic_of(token)
    found = state(name) if name else None
    if found is None:
        return JsonResponse({"status": 404}, status=404)
    version, payload = found
    etag = f'"{version}"'
    answer = HttpResponse(status=304) if request.headers.get("If-None-Match") == etag else JsonResponse(payload)
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-cache"
    return answer
