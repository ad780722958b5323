"""The console's pages of calls."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.list_files import list_file
from open315.core.pages.cells import moment
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page
from open315.core.text import whole_number
from open315.hotline import queries, services
from open315.hotline.desk import KINDS, at_desk
from open315.hotline.details import CALL, call_shown_to
from open315.hotline.drawing import HOTLINE
from open315.hotline.forms import CallForm, CaseForm, filled_call
from open315.hotline.listing import CALLS
from open315.hotline.models import Call


def _call(request: StaffRequest, pk: int) -> Call:
    try:
        return queries.get_call(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("hotline:read")
@never_cache
def call_list(request: StaffRequest) -> HttpResponse:
    """The register of calls; those to be written down by tab."""
    return list_page(request, CALLS)


@requires("hotline:read")
def export(request: StaffRequest) -> HttpResponseBase:
    """The register as a file."""
    return list_file(request, CALLS)


@requires("hotline:read")
@never_cache
def call(request: StaffRequest, pk: int) -> HttpResponse:
    """One call: what was said, who rang before, what can be done."""
    return detail_page(request, CALL, call_shown_to(request.actor, _call(request, pk)))


@requires("hotline:handle")
@require_http_methods(["GET", "POST"])
def enter(request: StaffRequest) -> HttpResponse:
    """Write down a call. Without a result it goes on to the desk, where the case is written."""
    actor, at = request.actor, clock.now()
    lines = queries.open_lines(actor, clock.today())
    if not lines:
        messages.info(request, _("There is no open line yet. Add one first."))
        return redirect("hotline:lines")
    chosen = whole_number(request.GET.get("line", "")) or lines[0].pk
    form = CallForm(request.POST or None, actor=actor, lines=lines, initial={"line": chosen, "started_at": at})

    def act(form: CallForm) -> str:
        made = services.enter_call(form.cleaned_data["line"], form.plan(), actor=actor, at=clock.now())
        return _next(request, made)

    back = reverse("hotline:list")
    page = FormPage("hotline", _("Write down a call"), back, crumbs=((HOTLINE, back),), draft="hotline.enter")
    return form_page(request, form, act, page, _("The call stands in the register."))


def _next(request: StaffRequest, made: Call) -> str:
    """The desk, where a case is to be written; else the call."""
    if not made.result and made.kind in KINDS and request.actor.may("cases:register"):
        return at_desk(made.pk, made.kind)
    return reverse("hotline:call", args=[made.pk])


@requires("hotline:handle")
@require_http_methods(["GET", "POST"])
def write(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what a call was about and what became of it, or correct that."""
    found, actor = _call(request, pk), request.actor
    form = CallForm(request.POST or None, actor=actor, call=found, initial=filled_call(found))

    def act(form: CallForm) -> None:
        services.write_down(pk, form.plan(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(found, pgettext("a call", "Write down"), "write")
    return form_page(request, form, act, page, _("The call was written down."))


@requires("hotline:handle")
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that a call belongs to a case there is; the caller's newest one stands there already."""
    found, actor = _call(request, pk), request.actor
    earlier = queries.earlier_cases(actor, found.caller)
    form = CaseForm(request.POST or None, actor=actor, initial={"number": earlier[0].number if earlier else ""})

    def act(form: CaseForm) -> None:
        number = form.cleaned_data["number"]
        services.add_to_case(pk, number=number, actor=actor, at=clock.now(), version=version_of(request))

    page = _page(found, _("Belongs to a case"), "add", lead=found.note, submit=_("Add"))
    return form_page(request, form, act, page, _("The call stands with the case."))


def _page(found: Call, title: Any, name: str, **more: Any) -> FormPage:
    back = reverse("hotline:call", args=[found.pk])
    words = _("Call of %(moment)s") % {"moment": moment(found.started_at)}
    crumbs = ((HOTLINE, reverse("hotline:list")), (words, back))
    draft = f"hotline.{name}/{found.pk}"
    return FormPage("hotline", title, back, version=found.version, crumbs=crumbs, draft=draft, **more)


@requires("hotline:erase")
@require_POST
def erase(request: StaffRequest, pk: int) -> HttpResponse:
    """Erase the number of who rang."""
    caller_id = _call(request, pk).caller_id or 0
    act = partial(services.erase_caller, caller_id, actor=request.actor, at=clock.now())
    return step(request, act, _("The number was erased."), ("hotline:call", pk))
