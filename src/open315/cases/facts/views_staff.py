"""The pages of figures: the overview, and the rows behind each one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from open315.cases.facts.board import overview as read_board
from open315.cases.facts.forms import ScopeForm
from open315.cases.facts.tally import more_than
from open315.core import clock, exports
from open315.core.access import Actor, StaffRequest, requires
from open315.core.facts import Fact, FactSpec, RowsQuery, RowsSpec, compute, one_reading, open_rows, rows_spec, spec_of
from open315.core.facts.address import period_of, scope_of
from open315.core.facts.types import Unit
from open315.core.facts.wording import number_and_unit

PAGE = 50


@requires("facts:read")
def overview(request: StaffRequest) -> HttpResponse:
    """All figures of a period and a region; both stand in the address. Where there is much to count, the page comes first."""
    actor = request.actor
    form = ScopeForm(request.GET, actor=actor, today=clock.today())
    context: dict[str, Any] = {"section": "facts", "form": form, "stats": [], "boards": []}
    at_once = "now" in request.GET
    if form.is_valid():
        period, scope = form.period(), form.scope()
        if not at_once and more_than(settings.SUMMARY_AT_ONCE, [period], scope, actor):
            context["counting"] = f"?{_with(request.GET, now='1')}"
        else:
            context["stats"], context["boards"] = read_board(period, scope, actor)
    is_part = at_once and request.htmx
    page = "cases/facts/figures.html" if is_part else "cases/facts/overview.html"
    return render(request, page, context, status=200 if form.is_valid() else 422)


@requires("facts:read")
def rows(request: StaffRequest, key: str) -> HttpResponse:
    """The rows a figure is made of, and what it means. The list and the value come from the same query."""
    actor = request.actor
    with one_reading(many=False):
        spec, fact, label = _figure_or_404(request.GET, key, actor)
        query = _side(request.GET, fact)
        listing = rows_spec(query.name)
        found = open_rows(query, actor)
        page, following = _page(found, request.GET.get("after", ""))
        count = found.count()
    context = {
        "section": "facts",
        "spec": spec,
        "fact": fact,
        "shown": number_and_unit(fact),
        "line": label,
        "words": listing.words(query.params),
        "tabs": _tabs(request.GET, fact),
        "heads": [column.label for column in listing.columns],
        "lines": [_cells(listing, row) for row in page],
        "count": count,
        "pager": _pager(request.GET, following),
        "export": f"../rows.csv?{request.GET.urlencode()}",
    }
    return render(request, "cases/facts/rows.html", context)


@requires("cases:export")
def rows_csv(request: StaffRequest, key: str) -> HttpResponseBase:
    """The same rows as a file."""
    actor = request.actor
    if not actor.may("facts:read"):
        raise PermissionDenied
    _spec, fact, _label = _figure_or_404(request.GET, key, actor)
    query = _side(request.GET, fact)
    listing = rows_spec(query.name)
    header = [str(column.label) for column in listing.columns]
    return exports.spreadsheet_response(key, header, _lines(listing, open_rows(query, actor)))


def _lines(listing: RowsSpec, found: QuerySet[Any]) -> Iterator[list[str]]:
    for row in found.order_by("-received_at", "-id").iterator(chunk_size=2000):
        yield [str(column.text(row)) for column in listing.columns]


def _figure_or_404(params: QueryDict, key: str, actor: Actor) -> tuple[FactSpec, Fact, Any]:
    """The figure of an address with its declaration, and the label of its line."""
    given = {name: value for name, value in params.items() if isinstance(value, str) and value}
    try:
        found = compute(key, period_of(given), scope_of(given), actor)
        if isinstance(found, Fact):
            if "line" in given:
                raise KeyError(given["line"])
            return spec_of(key), found, ""
        label, fact = found.find(given["line"])
        return spec_of(key), fact, label
    except (KeyError, ValueError) as error:
        raise Http404(_("There is no such figure.")) from error


def _side(params: QueryDict, fact: Fact) -> RowsQuery:
    return fact.base if params.get("side") == "base" and fact.base else fact.rows


def _page(found: QuerySet[Any], after: str) -> tuple[list[Any], str]:
    """A page of rows, newest first, and where the next one begins ("" at the end)."""
    rows = found.order_by("-received_at", "-id")
    if after:
        moment, number = _position(after)
        rows = rows.filter(Q(received_at__lt=moment) | Q(received_at=moment, id__lt=number))
    page = list(rows[: PAGE + 1])
    if len(page) <= PAGE:
        return page, ""
    last = page[PAGE - 1]
    return page[:PAGE], f"{last.received_at.isoformat()}~{last.pk}"


def _position(after: str) -> tuple[datetime, int]:
    moment, _sep, number = after.partition("~")
    try:
        return datetime.fromisoformat(moment), int(number)
    except ValueError as error:
        raise Http404 from error


def _pager(params: QueryDict, following: str) -> dict[str, str]:
    return {
        "previous": f"?{_with(params, after='')}" if params.get("after") else "",
        "next": f"?{_with(params, after=following)}" if following else "",
    }


def _tabs(params: QueryDict, fact: Fact) -> list[dict[str, Any]]:
    """The two sets of rows of a share or of a change."""
    if fact.base is None:
        return []
    base = params.get("side") == "base"
    is_share = fact.unit == Unit.PERCENT
    spec = spec_of(fact.key)
    words = (spec.part, spec.whole) if is_share else (_("This period"), _("One year before"))
    return [
        {"label": words[0], "href": f"?{_with(params, side='', after='')}", "current": not base},
        {"label": words[1], "href": f"?{_with(params, side='base', after='')}", "current": base},
    ]


def _with(params: QueryDict, **changes: str) -> str:
    changed = params.copy()
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return changed.urlencode()


def _cells(listing: RowsSpec, row: Any) -> list[tuple[Any, str]]:
    return [(column.text(row), column.href(row) if column.href else "") for column in listing.columns]
