"""The receipt of what was filed on the portal: number, query code, what was written, and from here on to the case or away from it.

The browser that filed sees all of it. Who has no more than the address (a browser without cookies cannot be told from him) sees number
and code, as it was before receipts were bound to their browser, but nothing of what was written, and comes in by the code alone.
"""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from open315.cases.queries import receipt_of
from open315.core.access import PortalRequest, public
from open315.core.exports.responses import document_response
from open315.core.qr import qr_source
from open315.intake.limits import limit_papers
from open315.intake.web.code_door import CLOSED, let_in, let_out
from open315.intake.web.kinds import BY_KIND
from open315.intake.web.picture import picture_of
from open315.intake.web.submission import AGAIN, NUMBER, OwnReceipt, put_receipts_away, read_consumers_receipt
from open315.intake.web.views_complain import filing_reader


@public
@never_cache
def receipt(request: PortalRequest, token: str) -> HttpResponse:
    """Number and query code, for one hour after filing."""
    opened = _opened(request, token)
    shown = receipt_of(opened.case_id) if opened else None
    address = _track_address(request, shown.number) if shown else ""
    context = {
        "receipt": shown,
        "address": address,
        "qr": qr_source(address) if address else "",
        "token": token,
        "is_own": opened is not None and opened.is_own,
        "words": BY_KIND[shown.kind] if shown else None,
        "again": AGAIN in request.GET,
    }
    return render(request, "intake/portal/receipt.html", context, status=200 if shown else 410)


@public
@never_cache
@require_GET
def picture(request: PortalRequest, token: str) -> HttpResponse:
    """The receipt to be saved as a picture. It takes time to draw: so many an hour."""
    opened = _opened(request, token)
    shown = receipt_of(opened.case_id) if opened else None
    if opened is None or shown is None:
        raise Http404
    limit_papers(opened.case_id)
    drawn = picture_of(shown, _track_address(request, shown.number))
    return document_response(drawn, f"{_('Receipt')} {shown.number}", "png")


@public
@never_cache
@require_POST
def to_case(request: PortalRequest, token: str) -> HttpResponse:
    """Open the case in the browser that filed it; everybody else is asked for the code."""
    opened = _opened(request, token)
    if opened is None or not opened.is_own or receipt_of(opened.case_id) is None:
        return redirect("intake:track")
    return let_in(redirect("intake:case"), opened.case_id)


@public
@never_cache
@require_POST
def close(request: PortalRequest, token: str) -> HttpResponse:
    """Show neither the receipt nor the case in this browser any more (a shared computer)."""
    if opened := _opened(request, token):
        put_receipts_away(opened.case_id)
    return let_out(request, redirect(f"{reverse('intake:track')}?{CLOSED}=1"))


def _track_address(request: HttpRequest, number: str) -> str:
    """Where the code is asked for, with the number and never with the code: addresses stand in histories and in the logs of proxies."""
    return request.build_absolute_uri(f"{reverse('intake:track')}?{urlencode({NUMBER: number})}")


def _opened(request: PortalRequest, token: str) -> OwnReceipt | None:
    return read_consumers_receipt(token, filing_reader(request))
