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
from open315.cases.console.aside import aside_of
from open315.cases.console.batch import chosen_of, steps_for
from open315.cases.console.board import BOARD
from open315.cases.console.filters import REFUSED, FilterForm, folded, kept_query, same_list, views_of
from open315.cases.console.officers import COLUMNS, lines
from open315.cases.console.place import Place, in_list
from open315.cases.console.rows import drawn_rows
from open315.cases.console.steps import begun
from open315.cases.console.taken import taken_at
from open315.cases.console.undo import undo_of, undone_ids
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
SAVED_TABS = 6
NO_EDGES = {"after": "", "before": ""}


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
    if edges == NO_EDGES and queries.is_number(filters.q):
        services.record_number_search(filters.q, actor=actor, at=clock.now())
    officers = form.officers if actor.may("cases:assign") else ()
    steps = steps_for(actor)
    query = kept_query(request.GET)
    opened = _opened(request, page, form)
    current = opened["case"].number if opened else ""
    context = {
        "section": "cases",
        "list_form": form,
        "rows": drawn_rows(page.rows, query=query, current=current, with_ticks=bool(officers or steps)),
        "tabs": _tabs(form, filters.view, queries.view_counts(actor, within=visible)),
        "next_url": form.address(after=page.after) if page.after else "",
        "previous_url": form.address(before=page.before) if page.before else "",
        "query": query,
        "officers": officers,
        "steps": steps,
        "chips": form.chips(),
        "clear_url": form.clear_address(),
        **_kept_views(actor, query),
        "total": queries.total(actor, filters, page, within=visible) if not form.errors else "",
        "place_words": f"{page.first}–{page.first + len(page.rows) - 1}" if page.after or page.before else "",
        "unfolded": bool(form["fold"].value()),
        "fold_url": form.address(fold="" if form["fold"].value() else "open"),
        "all_url": form.address(view="all") if filters.view != "all" else form.clear_address(),
        **opened,
    }
    return render(request, "cases/console/inbox.html", context)


def _tabs(form: FilterForm, current: str, counts: Mapping[str, str]) -> list[Tab]:
    shown = views_of(form.actor)
    return [Tab(label, form.address(view=key), key == current, counts.get(key, "")) for key, label in shown]


def _kept_views(actor: Actor, query: str) -> dict[str, Any]:
    """The views that are kept, those in reach as tabs."""
    kept = queries.saved_views(actor)
    tabs = [Tab(each.name, f"?{each.query}", same_list(each.query, query)) for each in kept[:SAVED_TABS]]
    return {"saved_views": kept, "saved_tabs": tabs}


def _opened(request: StaffRequest, page: queries.InboxPage, form: FilterForm) -> dict[str, Any]:
    """The pane, when a case stands in the address: with the step that was begun there (`do`), and the cases around it."""
    actor, number = request.actor, request.GET.get("case", "")
    if not number:
        return {}
    try:
        shown = queries.get_case(actor, number)
    except NotFound:
        return {}
    filters = form.filters()
    near = queries.beside(page, number) or queries.neighbours(actor, filters, shown.case)
    place = Place(kept_query(request.GET), number, filters, near, is_pane=True)
    step = begun(request, shown, request.GET.get("do", ""))
    open_now = buttons(queries.available_verbs(actor, shown), place.step)
    around = {
        "case": shown.case,
        "place": place,
        "taken": taken_at(actor, shown.case),
        "aside": aside_of(actor, shown, request.GET.get(REFUSED, "")),
    }
    around["attention"] = queries.attention_of(actor, shown.case)
    return {"file": shown, **around, **open_now, **step}


@requires("cases:supervise")
@never_cache
def officers(request: StaffRequest) -> HttpResponse:
    """Who has how much, and what of it is late."""
    context = {
        "section": "cases",
        "columns": [label for _name, label, _asked in COLUMNS],
        "lines": list(lines(request.actor)),
    }
    return render(request, "cases/console/officers.html", context)


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
    try:
        ids = chosen_of(actor, request.POST).ids if request.POST.get("all") else _ticked(request)
    except Open315Error as refusal:
        messages.warning(request, str(refusal.message))
        return _back(request)
    account = whole_number(request.POST.get("account_id", ""))
    if not ids or account is None:
        messages.warning(request, _("Tick at least one case and choose an officer."))
        return _back(request)
    done, errors = services.assign_cases(ids, account_id=account, actor=actor, at=clock.now())
    if done:
        said = ngettext("%(n)d case assigned.", "%(n)d cases assigned.", len(done)) % {"n": len(done)}
        undo = undo_of("assign", [each.pk for each in done], request.POST.get("query", ""))
        messages.success(request, said, extra_tags=undo)
    for number, error in errors:
        messages.warning(request, labelled(number, error.message))
    return _back(request)


def _ticked(request: StaffRequest) -> list[int]:
    ticked = map(whole_number, request.POST.getlist("case_id")[:BULK_LIMIT])
    return [each for each in ticked if each is not None]


@requires("cases:assign")
@require_POST
def undo(request: StaffRequest) -> HttpResponse:
    """Take back what was just done, from the message that said so; says what could not be taken back, and why."""
    done, errors = services.take_back_assignments(undone_ids(request.POST), actor=request.actor, at=clock.now())
    if done:
        said = ngettext("%(n)d assignment taken back.", "%(n)d assignments taken back.", len(done)) % {"n": len(done)}
        messages.success(request, said)
    for number, error in errors:
        messages.warning(request, labelled(number, error.message))
    return _back(request, done[0].number if len(done) == 1 else "")


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
            name, query = request.POST.get("name", ""), folded(request.POST.get("query", ""))
            services.save_view(
                name=name, query=query, shared=bool(request.POST.get("shared")), actor=actor, at=clock.now()
            )
    except Open315Error as error:
        messages.warning(request, str(error.message))
    return _back(request)


def _back(request: StaffRequest, number: str = "") -> HttpResponse:
    """To the list that was left, with the case `number` opened."""
    url = in_list(request.POST.get("query", ""), **({"case": number} if number else {}))
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
    return redirect(url if safe else "cases:inbox")
