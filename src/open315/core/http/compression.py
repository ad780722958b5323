"""Pages travel compressed, unless they show a secret (ADR 0149).

Whoever can make a signed-in browser ask for an address of his choosing and see how long the answers are could guess a secret of a
compressed page from its length, since pages repeat their address (BREACH). So a page with a secret goes out as it is: query codes, new
passwords and private addresses are all offered for copying, and second factors stand below `accounts/`. The token against forgery is masked
anew for each page, and each compressed answer is made longer by a random number of signs.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TO_COPY = b"data-copy="
"""What the components `secret.html` and `copy.html` mark."""
ACCOUNTS = "/accounts/"
PAGES = "text/html"


class PageGZipMiddleware(GZipMiddleware):
    """Compresses pages and parts of pages only: files are compressed by their own formats, and streams are read as they come."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, shorter if it may be."""
        is_page = not response.streaming and response.get("Content-Type", "").startswith(PAGES)
        if not is_page or request.path_info.startswith(ACCOUNTS) or TO_COPY in response.content:  # type: ignore[attr-defined]
            return response
        return super().process_response(request, response)
