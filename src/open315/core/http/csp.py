"""The content security policy, for pages only."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PageCSPMiddleware(CSPMiddleware):
    """Builds no policy for what is excluded; the package builds it and throws it away, a thirtieth of a filing by the API."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the policy to the answer, unless its address is excluded."""
        if request.path_info.startswith(tuple(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"])):
            return response
        return super().process_response(request, response)
