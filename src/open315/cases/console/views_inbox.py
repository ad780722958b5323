"""The three-pane inbox: filters, list, case. Everything that is chosen stands in the address."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.cases import queries, services
from open315.cases.console.board import BOARD
from open315.cases.console.filters import VIEWS, FilterForm, kept_query
from open315.cases.console.rows import drawn_rows
from open315.cases.console.verbs import buttons
from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.errors import NotFound, Open315Error
from open315.core.names import labelled
from open315.core.pages.boards import board_page
from open315.core.refusals import show_at_field
from open315.core.text import whole_number
from open315.core.ui.tabs import Tab

READ = "cases:read"
BULK_LIMIT = 200


@requires(READ)
@never_cache
def inbox(request: StaffRequest) -> HttpResponse:
    """The inbox; with htmx only its list is sent."""
    actor = request.actor
    form = FilterForm(request.GET, actor=actor)
    filters = form.filters()
    visible = queries.visible_to(actor)
    edges = {name: request.GET.get(name, "") for name in ("after", "before")}
    try:
        page = queries.inbox(actor, filters, **edges, within=visible)
    except Open315Error as error:
        show_at_field(form, error)
        page = queries.EMPTY_PAGE
    officers = form.officers if actor.may("cases:assign") else ()
    query = kept_query(request.GET)
    opened = _opened(request, actor)
    current = opened["case"].number if opened else ""
    context = {
        "section": "cases",
        "form": form,
        "rows": drawn_rows(page.rows, query=query, current=current, with_ticks=bool(officers)),
        "tabs": _tabs(form, filters.view, queries.view_counts(actor, within=visible)),
        "next_url": form.address(after=page.after) if page.after else "",
        "previous_url": form.address(before=page.before) if page.before else "",
        "query": query,
        "officers": officers,
        "chips": form.chips(),
        "clear_url": form.clear_address(),
        "saved_views": queries.saved_views(actor),
        **opened,
    }
    return render(request, "cases/console/inbox.html", context)


def _tabs(form: FilterForm, current: str, counts: Mapping[str, str]) -> list[Tab]:
    return [Tab(label, form.address(view=key), key == current, counts.get(key, "")) for key, label in VIEWS]


def _opened(request: StaffRequest, actor: Actor) -> dict[str, Any]:
    """The right pane, when a case stands in the address."""
    number = request.GET.get("case", "")
    if not number:
        return {}
    try:
        shown = queries.get_case(actor, number)
    except NotFound:
        return {}
    return {"file": shown, "case": shown.case, **buttons(queries.available_verbs(actor, shown))}


@requires(READ)
@never_cache
def board(request: StaffRequest) -> HttpResponse:
    """The open cases in columns by state."""
    return board_page(request, BOARD)


@requires("cases:assign")
@require_POST
def assign(request: StaffRequest) -> HttpResponse:
    """Give the ticked cases to one officer, all or those that can be; says how many, and why not the others."""
    actor = request.actor
    ticked = map(whole_number, request.POST.getlist("case_id")[:BULK_LIMIT])
    ids = [each for each in ticked if each is not None]
    account = whole_number(request.POST.get("account_id", ""))
    if not ids or account is None:
        messages.warning(request, _("Tick at least one case and choose an officer."))
        return _back(request)
    done, errors = services.assign_cases(ids, account_id=account, actor=actor, at=clock.now())
    if done:
        messages.success(
            request, ngettext("%(n)d case assigned.", "%(n)d cases assigned.", len(done)) % {"n": len(done)}
        )
    for number, error in errors:
        messages.warning(request, labelled(number, error.message))
    return _back(request)


@requires(READ)
@require_POST
def save_view(request: StaffRequest) -> HttpResponse:
    """Keep the present filters under a name, or forget a kept one."""
    actor = request.actor
    try:
        view = whole_number(request.POST.get("delete", ""))
        if view is not None:
            services.delete_view(view, actor=actor, at=clock.now())
        else:
            name, query = request.POST.get("name", ""), request.POST.get("query", "")
            services.save_view(
                name=name, query=query, shared=bool(request.POST.get("shared")), actor=actor, at=clock.now()
            )
    except Open315Error as error:
        messages.warning(request, str(error.message))
    return _back(request)


def _back(request: StaffRequest) -> HttpResponse:
    target = "?" + request.POST.get("query", "")
    url = request.path.rsplit("/", 2)[0] + "/" + target
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
    return redirect(url if safe else "cases:inbox")
