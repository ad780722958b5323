"""Pages that belong to no single room: the portal's home, the console's first page, the language switch, errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.core import clock
from open315.core.access import StaffRequest, public, requires
from open315.core.http.private import for_everybody
from open315.core.ui.context import LARGE_COOKIE
from open315.core.ui.dashboard import panels_for
from open315.core.ui.palette import asked_of, found_for
from open315.core.ui.waiting import waits_for
from open315.law import queries as law
from open315.org import queries as org
from open315.org.codes import sectors

MARKET = "market"
"""The sector of the market regulators, of whose days people ask."""


@public
@for_everybody
def home(request: HttpRequest) -> HttpResponse:
    """The portal's first page."""
    return render(request, "config/home.html", {"section": "home"})


@public
@for_everybody
def about(request: HttpRequest) -> HttpResponse:
    """What people ask about the service: who may come, how long it takes by the law loaded, what it costs, what a council cannot do."""
    body, day = org.site_body(), clock.today()
    region = body.region_code if body else ""
    periods = [
        (_("Council"), law.council_periods(day, region)),
        (sectors()[MARKET], law.department_periods(day, region, MARKET)),
    ]
    return render(request, "config/about.html", {"section": "about", "periods": periods, "day": day})


@public
@for_everybody
def contact(request: HttpRequest) -> HttpResponse:
    """Who stands behind the site: whom to call, where to go, who is competent for what, and what is said of data and accessibility."""
    body = org.site_body()
    context = {
        "section": "contact",
        "body": body,
        "branches": org.branches_below(body),
        "departments": [(sectors().get(each.sector, ""), each) for each in org.departments_to_call(body.region_code)]
        if body
        else [],
        "statements": org.statements_of(body),
    }
    return render(request, "config/contact.html", context)


@requires("console:open")
def console(request: StaffRequest) -> HttpResponse:
    """The console's first page: the panels that the rooms hang up and the actor may see."""
    actor = request.actor
    context = {"section": "home", "waits": waits_for(actor), "panels": panels_for(actor), "today": clock.today()}
    return render(request, "config/console.html", context)


@requires("console:open")
@never_cache
def go(request: StaffRequest) -> HttpResponse:
    """What the palette finds, as a page; the dialog of Ctrl+K asks for the list alone."""
    asked = asked_of(request.GET.get("q", ""), request.GET.get("at", ""))
    context = {"section": "", "asked": asked, "groups": found_for(request.actor, asked)}
    return render(request, "ui/components/palette_hits.html" if request.htmx else "config/go.html", context)


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to where the reader was; an unknown language changes nothing."""
    answer = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        _keep(answer, settings.LANGUAGE_COOKIE_NAME, chosen)
    return answer


@public
@require_POST
def large(request: HttpRequest) -> HttpResponse:
    """Show the public pages in large type from now on, or no longer, and go back to where the reader was (ADR 0156)."""
    answer = _back(request)
    if request.POST.get("large") == "on":
        _keep(answer, LARGE_COOKIE, "on")
    else:
        answer.delete_cookie(LARGE_COOKIE, samesite="Lax")
    return answer


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page of this site that the form names, else to the first."""
    back = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if is_ours else "/")


def _keep(answer: HttpResponse, name: str, value: str) -> None:
    """A choice of the reader's, kept for a year in the browser alone."""
    answer.set_cookie(name, value, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.HTTPS)
