"""Pages that belong to no single room: the portal's home, the console's first page, the language switch, errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from open315.core import clock
from open315.core.access import StaffRequest, public, requires
from open315.core.http.private import for_everybody
from open315.core.ui.dashboard import panels_for


@public
@for_everybody
def home(request: HttpRequest) -> HttpResponse:
    """The portal's first page."""
    return render(request, "config/home.html", {"section": "home"})


@public
@for_everybody
def about(request: HttpRequest) -> HttpResponse:
    """What consumers may expect, with the articles of law."""
    return render(request, "config/about.html", {"section": "about"})


@requires("console:open")
def console(request: StaffRequest) -> HttpResponse:
    """The console's first page: the panels that the rooms hang up and the actor may see."""
    actor = request.actor
    return render(
        request, "config/console.html", {"section": "home", "panels": panels_for(actor), "today": clock.today()}
    )


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to where the reader was; an unknown language changes nothing."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.HTTPS
        )
    return answer
