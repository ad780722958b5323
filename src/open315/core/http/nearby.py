"""The addresses of monitors are answered by whatever name they are asked.

A load balancer asks by the machine's address, and `curl localhost:8315/readyz` by `localhost`; neither is a name of the site. What these
pages say depends on no name, and they link nowhere.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ADDRESSES = {"/healthz", "/readyz"}


class NearbyMiddleware:
    """Calls those who ask for a monitor's page by the first name of the site, before anybody looks at the name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in ADDRESSES:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
        return self.get_response(request)
