"""Somebody lost her query code: a new one goes to the address she gave when filing (ADR 0153)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from open315.cases import services
from open315.cases.notices.codes import ways_to_send
from open315.core import clock
from open315.core.access import public
from open315.core.errors import Open315Error
from open315.intake.limits import limit_lost_codes
from open315.intake.web.forms import LostCodeForm
from open315.notify.types import SMS

SENT = "sent"
"""In the address of the page that says what happens now, in the same words for everybody."""


@public
@never_cache
@require_http_methods(["GET", "POST"])
def lost_code(request: HttpRequest) -> HttpResponse:
    """Ask for number and address. The answer is the same whether they belong together or not, and so is the time it takes."""
    by_text = SMS in ways_to_send()
    form = LostCodeForm(request.POST or None, by_text=by_text)
    if request.method == "POST" and form.is_valid():
        number, address = form.cleaned_data["number"], form.cleaned_data["address"]
        try:
            limit_lost_codes(request, number, address)
            services.ask_for_code(number=number, address=address, at=clock.now())
            return redirect(f"{reverse('intake:lost_code')}?{SENT}=1")
        except Open315Error as error:
            form.add_error(None, str(error.message))
    context = {"form": form, "is_sent": SENT in request.GET, "by_text": by_text}
    return render(request, "intake/portal/lost.html", context, status=422 if form.errors else 200)
