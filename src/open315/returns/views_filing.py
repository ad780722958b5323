"""The console's pages of one return: its lines, filling in, signing, sending back, correcting, opening again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.ui.templatetags.ui import named
from open315.returns import queries, services
from open315.returns.checking import sheet_of
from open315.returns.forms import HOW, FillForm, ReopenForm, filled, in_a_week
from open315.returns.models import Return
from open315.returns.pages import FILING, RETURN, filing_shown, return_shown_to
from open315.returns.reading import found

FILL_DRAFT, CORRECT_DRAFT = "returns.fill", "returns.correct"


@requires("returns:read")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One return: what is told, beside the rows and last year's; its filings and next steps."""
    row = found(queries.get_return, request.actor, pk)
    return detail_page(request, RETURN, return_shown_to(request.actor, row))


@requires("returns:read")
def filing(request: StaffRequest, pk: int) -> HttpResponse:
    """One filing as it was filled in."""
    return detail_page(request, FILING, filing_shown(found(queries.get_filing, request.actor, pk)))


@requires("returns:fill")
@require_http_methods(["GET", "POST"])
def fill(request: StaffRequest, pk: int) -> HttpResponse:
    """Fill in a return."""
    row, actor = found(queries.get_own, request.actor, pk), request.actor
    form = _form(request, row)

    def act(form: FillForm) -> None:
        services.fill_in(pk, form.answers(), actor=actor, at=clock.now(), version=version_of(request))

    page = page_of(row, _("Fill in the return"), FILL_DRAFT, lead=HOW)
    return form_page(request, form, act, page, _("It was filled in. A second person of your body signs it."))


@requires("returns:fill")
@require_http_methods(["GET", "POST"])
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct a signed return by a new filing."""
    row, actor = found(queries.get_own, request.actor, pk), request.actor
    form = _form(request, row, asks_why=True)

    def act(form: FillForm) -> None:
        given: dict[str, Any] = {"actor": actor, "at": clock.now(), "version": version_of(request)}
        services.correct(pk, form.answers(), reason=form.cleaned_data["reason"], **given)

    page = page_of(row, _("Correct the return"), CORRECT_DRAFT, lead=HOW)
    return form_page(request, form, act, page, _("It was filled in. A second person of your body signs it."))


@requires("returns:ask")
@require_http_methods(["GET", "POST"])
def reopen(request: StaffRequest, pk: int) -> HttpResponse:
    """Have a signed return filled in again."""
    row, actor = found(queries.get_return, request.actor, pk), request.actor
    form = ReopenForm(request.POST or None, actor=actor, initial=in_a_week())

    def act(form: ReopenForm) -> None:
        services.reopen(pk, **form.cleaned_data, actor=actor, at=clock.now(), version=version_of(request))

    page = page_of(row, _("Open again"), "returns.reopen")
    return form_page(request, form, act, page, _("The return is open again; its body is told."))


@requires("returns:sign")
@require_POST
def sign(request: StaffRequest, pk: int) -> HttpResponse:
    """Sign a return."""
    return _stepped(request, pk, services.sign, _("The return is signed, and counts."))


@requires("returns:sign")
@require_POST
def send_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Send a return back to whoever filled it in."""
    reason = request.POST.get("reason", "")
    return _stepped(request, pk, services.send_back, _("The return was sent back."), reason=reason)


def _stepped(request: StaffRequest, pk: int, verb: Callable[..., Any], done: str, **given: Any) -> HttpResponse:
    found(queries.get_own, request.actor, pk)
    act = partial(verb, pk, **given, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, done, ("returns:detail", pk))


def _form(request: StaffRequest, row: Return, *, asks_why: bool = False) -> FillForm:
    initial = filled(queries.latest(row))
    return FillForm(request.POST or None, actor=request.actor, sheet=sheet_of(row), asks_why=asks_why, initial=initial)


def page_of(row: Return, title: str, draft: str, lead: Any = "") -> FormPage:
    """What stands around a form about a return; `draft` is the first part of the name of its draft."""
    back = reverse("returns:detail", args=[row.pk])
    crumbs = ((_("Returns"), reverse("returns:list")), (named(row.council), back))
    name = f"{draft}/{row.pk}" if draft else ""
    return FormPage("returns", title, back, row.council, lead=lead, version=row.version, crumbs=crumbs, draft=name)
