"""The console's pages of calls: the lists, asking, one call and its steps."""

from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page
from open315.returns import queries, rollup, services
from open315.returns.forms import CallForm, DueForm, blank
from open315.returns.listing import CALLS, RETURNS
from open315.returns.models import Call
from open315.returns.pages import CALL, call_shown_to
from open315.returns.reading import found
from open315.returns.rollup_pages import VALUES, values_shown


@requires("returns:read")
def return_list(request: StaffRequest) -> HttpResponse:
    """The returns of one's own body and of those below."""
    return list_page(request, RETURNS)


@requires("returns:read")
def export(request: StaffRequest) -> HttpResponseBase:
    """What was signed in the filtered returns, as a file."""
    return list_file(request, RETURNS)


@requires("returns:read")
def call_list(request: StaffRequest) -> HttpResponse:
    """What was asked for."""
    return list_page(request, CALLS)


@requires("returns:read")
def call(request: StaffRequest, pk: int) -> HttpResponse:
    """One call: what it asks, and where each return stands."""
    return detail_page(request, CALL, call_shown_to(request.actor, found(queries.get_call, request.actor, pk)))


@requires("returns:read")
def values(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """What every body told of one indicator of a call; for whoever sees all of them."""
    row = found(queries.get_call, request.actor, pk)
    whole = rollup.whole_for(request.actor, row, code)
    if whole is None:
        raise Http404
    return detail_page(request, VALUES, values_shown(row, whole))


@requires("returns:ask")
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Ask bodies below for a return."""
    actor = request.actor
    form = CallForm(request.POST or None, actor=actor, initial=blank(actor, clock.today()))

    def act(form: CallForm) -> str:
        made = services.ask(form.plan(), actor=actor, at=clock.now())
        return reverse("returns:call", args=[made.pk])

    back = reverse("returns:calls")
    crumbs = ((_("What was asked for"), back),)
    page = FormPage(
        "returns", _("Ask for returns"), back, submit=_("Ask these bodies"), crumbs=crumbs, draft="returns.new"
    )
    return form_page(request, form, act, page, _("The bodies were asked."))


@requires("returns:ask")
@require_http_methods(["GET", "POST"])
def move(request: StaffRequest, pk: int) -> HttpResponse:
    """Wait until another day."""
    row, actor = found(queries.get_call, request.actor, pk), request.actor
    form = DueForm(request.POST or None, actor=actor, initial={"due_on": row.due_on})

    def act(form: DueForm) -> None:
        services.move_due_day(pk, **form.cleaned_data, actor=actor, at=clock.now(), version=version_of(request))

    return form_page(request, form, act, _page(row, _("Move the day")), _("The day was moved."))


@requires("returns:ask")
@require_POST
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a call."""
    found(queries.get_call, request.actor, pk)
    act = partial(services.close_call, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The call is closed."), ("returns:call", pk))


def _page(row: Call, title: str) -> FormPage:
    back = reverse("returns:call", args=[row.pk])
    crumbs = ((_("What was asked for"), reverse("returns:calls")), (row.title, back))
    return FormPage("returns", title, back, version=row.version, crumbs=crumbs, draft=f"returns.move/{row.pk}")
