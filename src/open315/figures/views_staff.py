"""The pages of figures: the overview, and the rows behind each one."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.facts import one_reading, open_rows
from open315.core.facts.boards import boards_for, dimensions_of
from open315.core.facts.wording import number_and_unit
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.lists import list_page
from open315.figures import listing
from open315.figures.coverage import PAGE, coverage_for
from open315.figures.forms import ScopeForm
from open315.figures.overview import parts_of, read_boards, scans_of
from open315.figures.queries import more_than
from open315.figures.row_list import rows_of


@requires("facts:read")
def overview(request: StaffRequest) -> HttpResponse:
    """All figures of a period and a scope; both stand in the address. Where there is much to count, the page comes first."""
    actor = request.actor
    boards = boards_for(actor)
    names = {name for board in boards for name in dimensions_of(board)}
    form = ScopeForm(request.GET, names=names, actor=actor, today=clock.today())
    context: dict[str, Any] = {"section": "facts", "form": form, "boards": []}
    at_once = "now" in request.GET
    if form.is_valid():
        period, scope = form.period(), form.scope()
        if not at_once and more_than(settings.SUMMARY_AT_ONCE, scans_of(boards, period, scope), actor):
            context["counting"] = f"?{_with(request.GET, now='1')}"
        else:
            context["boards"] = read_boards(boards, period, scope, actor)
    is_part = at_once and request.htmx
    page = "figures/figures.html" if is_part else "figures/overview.html"
    return render(request, page, context, status=200 if form.is_valid() else 422)


@requires("facts:read")
def coverage(request: StaffRequest) -> HttpResponse:
    """From when the records of each body are complete."""
    with one_reading(many=False):
        return detail_page(request, PAGE, coverage_for(request.actor))


@requires("facts:rows")
def rows(request: StaffRequest, key: str) -> HttpResponse:
    """The rows a figure is made of, and what it means. The list and the value come from the same query."""
    actor = request.actor
    with one_reading(many=False):
        figure = _figure_or_404(request.GET, key, actor)
        stats, tables = ([], []) if figure.line else parts_of(figure.fact, actor)
        more = {
            "stats": stats,
            "tables": tables,
            "back": (_("Figures"), reverse("facts:overview")),
            "spec": figure.spec,
            "fact": figure.fact,
            "gaps": listing.gaps(figure, actor),
            "shown": number_and_unit(figure.fact),
            "words": figure.listing.words(figure.query.params, actor),
            "number": figure.listing.heading % {"n": open_rows(figure.query, actor).count()},
        }
        return list_page(request, rows_of(figure, actor), more)


@requires("facts:rows")
def rows_csv(request: StaffRequest, key: str) -> HttpResponseBase:
    """The same rows as a file."""
    actor = request.actor
    page = rows_of(_figure_or_404(request.GET, key, actor), actor)
    if page.export is None:
        raise PermissionDenied
    return list_file(request, page)


def _figure_or_404(params: QueryDict, key: str, actor: Actor) -> listing.Figure:
    given = {name: value for name, value in params.items() if isinstance(value, str) and value}
    try:
        return listing.figure_of(key, given, actor)
    except (KeyError, ValueError) as error:
        raise Http404(_("There is no such figure.")) from error


def _with(params: QueryDict, **changes: str) -> str:
    changed = params.copy()
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return changed.urlencode()
