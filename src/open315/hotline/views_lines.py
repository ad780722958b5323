"""The console's pages of lines."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound, Open315Error
from open315.core.pages.cells import text
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page
from open315.hotline import queries, services
from open315.hotline.details import LINE, line_shown_to
from open315.hotline.drawing import HOTLINE
from open315.hotline.forms import LineForm, filled
from open315.hotline.line_figures import PAGE, USUAL, PeriodFilters, figures_of
from open315.hotline.listing import LINES, LINES_WORDS
from open315.hotline.models import Line


def _line(request: StaffRequest, pk: int) -> Line:
    try:
        return queries.get_line(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("hotline:read")
def line_list(request: StaffRequest) -> HttpResponse:
    """The numbers that people ring."""
    return list_page(request, LINES)


@requires("hotline:read")
def line(request: StaffRequest, pk: int) -> HttpResponse:
    """One line: whose it is, from when to when, its newest calls."""
    return detail_page(request, LINE, line_shown_to(request.actor, _line(request, pk), clock.now()))


@requires("hotline:read")
@never_cache
def line_figures(request: StaffRequest, pk: int) -> HttpResponse:
    """The figures of a line over a period; thirty days where nobody says otherwise."""
    found, form = _line(request, pk), PeriodFilters(request.GET, actor=request.actor)
    wanted = form.wanted()
    last = wanted.get("last", clock.today())
    first = min(wanted.get("first", last - USUAL), last)
    shown = figures_of(request.actor, found, first, last)
    asked = request.GET.copy()
    asked["first"], asked["last"] = first.isoformat(), last.isoformat()
    form = PeriodFilters(asked, actor=request.actor)
    return detail_page(request, PAGE, shown, {"form": form})


@requires("hotline:manage")
@require_http_methods(["GET", "POST"])
def add_line(request: StaffRequest) -> HttpResponse:
    """Add a line."""
    actor = request.actor
    form = LineForm(request.POST or None, actor=actor, initial={"opens_on": clock.today()})

    def act(form: LineForm) -> None:
        services.add_line(form.plan(), council_id=form.cleaned_data["council"], actor=actor, at=clock.now())

    back = reverse("hotline:lines")
    crumbs = ((HOTLINE, reverse("hotline:list")), (LINES_WORDS, back))
    page = FormPage("hotline", pgettext("of the hotline", "Add a line"), back, crumbs=crumbs, draft="hotline.line")
    return form_page(request, form, act, page, pgettext("of the hotline", "The line was added."))


@requires("hotline:manage")
@require_http_methods(["GET", "POST"])
def edit_line(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a line, or say its last day."""
    found, actor = _line(request, pk), request.actor
    form = LineForm(request.POST or None, actor=actor, line=found, initial=filled(found))

    def act(form: LineForm) -> None:
        services.change_line(pk, form.plan(), actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("hotline:line", args=[pk])
    crumbs = ((HOTLINE, reverse("hotline:list")), (LINES_WORDS, reverse("hotline:lines")), (text(found.name), back))
    page = FormPage(
        "hotline", _("Change the line"), back, version=found.version, crumbs=crumbs, draft=f"hotline.line/{pk}"
    )
    return form_page(request, form, act, page, _("The line was changed."))


@requires("hotline:manage")
@never_cache
@require_POST
def make_key(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a secret for the telephone system of a line; it is shown once."""
    found = _line(request, pk)
    try:
        made = services.make_key(pk, actor=request.actor, at=clock.now())
    except Open315Error as error:
        messages.error(request, str(error.message))
        return redirect("hotline:line", pk)
    address = settings.SITE_URL.rstrip("/") + reverse("hotline_hooks:hear", args=[pk])
    context = {"section": "hotline", "token": made.token, "address": address, "line": found}
    return render(request, "hotline/key_once.html", context)


@requires("hotline:manage")
@require_POST
def revoke_key(request: StaffRequest, pk: int, key_id: int) -> HttpResponse:
    """Take a secret of a line back."""
    found = _line(request, pk)
    if not queries.has_key(found, key_id):
        raise Http404
    act = partial(services.revoke_key, key_id, actor=request.actor, at=clock.now())
    return step(request, act, _("The secret opens nothing any more."), ("hotline:line", pk))
