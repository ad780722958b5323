"""The pages of an import: list, file, columns, preview, progress, result."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import Conflict, InvalidInput, NotFound, Open315Error
from open315.core.list_files import sheet_file
from open315.core.pages.form_pages import FormPage, form_page
from open315.core.pages.lists import list_page
from open315.core.refusals import show_at_field
from open315.core.text import whole_number
from open315.core.ui.templatetags.ui import zh
from open315.intake.models import SheetImport
from open315.intake.sheet_import import doubts, queries, services, withdrawing
from open315.intake.sheet_import import preview as looking
from open315.intake.sheet_import.coded_values import Listed
from open315.intake.sheet_import.columns import TAKE_AS_NEW, Mapping, Target, source_key
from open315.intake.sheet_import.forms import MappingForm, SheetForm, WithdrawalForm
from open315.intake.sheet_import.guessing import mapped
from open315.intake.sheet_import.import_list import IMPORTS
from open315.intake.sheet_import.result_list import RESULT
from open315.intake.sheet_import.sheet_file import Book, open_upload
from open315.intake.sheet_import.showing import progress_of_import, state_words
from open315.intake.sheet_import.value_forms import ValuesForm

STEPS = ("new", "columns", "values", "preview", "show")


def _sheet(request: StaffRequest, pk: int) -> SheetImport:
    try:
        return queries.get_import(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _page(request: StaffRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"intake/imports/{template}.html", {"section": "imports", **context}, status=status)


@requires("imports:run")
@never_cache
def import_list(request: StaffRequest) -> HttpResponse:
    """The imports of one's bodies, newest first."""
    return list_page(request, IMPORTS)


@requires("imports:run")
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Step one: the file."""
    actor = request.actor
    begun = {"source": request.GET.get("source", "")}
    form = SheetForm(request.POST or None, request.FILES or None, actor=actor, initial=begun)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            sheet = services.receive_sheet(
                data["file"], source=data["source"], council_id=data["council"], actor=actor, at=clock.now()
            )
            return redirect("imports:columns", sheet.pk)
        except Open315Error as error:
            show_at_field(form, error)
    status = 422 if form.is_bound and form.errors else 200
    return _page(request, "new", {"form": form, "steps": _steps("new")}, status)


@requires("imports:run")
@never_cache
@require_http_methods(["GET", "POST"])
def columns(request: StaffRequest, pk: int) -> HttpResponse:
    """Step two: which column goes where. `?sheet=…&row=…` looks at another sheet or another row of headings."""
    sheet = _sheet(request, pk)
    if sheet.state not in services.OPEN or sheet.rows_done or sheet.is_dropped:
        return _shown_instead(request, sheet)
    book = open_upload(sheet.upload)
    mapping = _looked_at(request, sheet, book)
    form = MappingForm(request.POST or None, mapping=mapping, columns=looking.columns_of(book, mapping))
    if request.method == "POST" and form.is_valid():
        try:
            sheet = services.set_mapping(pk, form.mapping(), actor=request.actor, at=clock.now())
            is_open = looking.open_words(sheet) or looking.unlisted_words(sheet)
            return redirect("imports:values" if is_open else "imports:preview", pk)
        except (InvalidInput, Conflict) as error:
            show_at_field(form, error)
    context = {"sheet": sheet, "book": book, "mapping": mapping, "form": form, "steps": _steps("columns")}
    context["doubts"] = doubts.notes(sheet.looked, mapping.sheet, mapping.heading_row)
    return _page(request, "columns", context, 422 if form.is_bound and form.errors else 200)


def _shown_instead(request: StaffRequest, sheet: SheetImport) -> HttpResponse:
    """The way to the page of an import whose columns are no longer asked for; one that never began has none."""
    if sheet.is_dropped:
        messages.info(request, str(services.DROPPED))
    return redirect("imports:show", sheet.pk) if sheet.job else redirect("imports:list")


def _looked_at(request: StaffRequest, sheet: SheetImport, book: Book) -> Mapping:
    """The kept mapping, or a fresh guess for the sheet and the row of headings that the address names."""
    kept = Mapping.from_data(sheet.mapping)
    name = request.GET.get("sheet", kept.sheet)
    row = whole_number(request.GET.get("row", "")) or 0
    if name not in book.sheets:
        name = kept.sheet
    if not 0 < row <= looking.LOOK_AT:
        if name == kept.sheet:
            return kept
        earlier = queries.remembered(source_key(sheet.council_id, sheet.source))
        return looking.first_mapping(book, name, earlier)
    return mapped(book.sheet(name), row, looking.headings_at(book, name, row), kept)


@requires("imports:run")
@never_cache
@require_http_methods(["GET", "POST"])
def values(request: StaffRequest, pk: int) -> HttpResponse:
    """Step three: what the words of coded columns mean, each listed once."""
    sheet = _sheet(request, pk)
    if sheet.state not in services.OPEN or sheet.rows_done:
        return redirect("imports:show", pk)
    mapping = Mapping.from_data(sheet.mapping)
    form = ValuesForm(request.POST or None, mapping=mapping, listed=Listed.from_data(sheet.listed).words)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_mapping(pk, form.mapping(), actor=request.actor, at=clock.now())
            return redirect("imports:preview", pk)
        except (InvalidInput, Conflict) as error:
            show_at_field(form, error)
    context = {"sheet": sheet, "form": form, "open": len(looking.open_words(sheet)), "steps": _steps("values")}
    context["doubts"] = looking.unlisted_words(sheet)
    return _page(request, "values", context, 422 if form.is_bound and form.errors else 200)


@requires("imports:run")
@never_cache
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Step four: the first rows as they would become cases."""
    sheet = _sheet(request, pk)
    if sheet.state not in services.OPEN or sheet.is_dropped:
        return _shown_instead(request, sheet)
    mapping = Mapping.from_data(sheet.mapping)
    found = looking.preview(sheet, mapping, actor=request.actor, at=clock.now())
    rows = looking.preview_rows(mapping, found)
    below = doubts.rows_below(sheet.looked, mapping.sheet, mapping.heading_row)
    context = {
        "sheet": sheet,
        "columns": looking.preview_columns(mapping),
        "rows": rows,
        "doubts": [
            *doubts.notes(sheet.looked, mapping.sheet, mapping.heading_row),
            *looking.unlisted_words(sheet),
        ],
        "old_rows": looking.old_and_open(found, clock.today()),
        "unseen_rows": max(0, (below or 0) - len(rows)),
        "bad_rows": sum(not row.is_good for row in rows),
        "has_numbers": bool(mapping.of(Target.SOURCE_REF)),
        "take_as_new": TAKE_AS_NEW,
        "steps": _steps("preview"),
    }
    return _page(request, "preview", context)


@requires("imports:run")
@require_POST
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand it to the worker."""
    _sheet(request, pk)
    try:
        chosen = request.POST.get("same_number")
        services.start_import(pk, same_number=chosen, actor=request.actor, at=clock.now())
    except Conflict:
        # A second click: the import it asked for is under way.
        return redirect("imports:show", pk)
    return redirect("imports:show", pk)


@requires("imports:run")
@require_POST
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the worker to stop."""
    _sheet(request, pk)
    try:
        services.cancel_import(pk, actor=request.actor, at=clock.now())
    except Conflict:
        # It has ended meanwhile.
        return redirect("imports:show", pk)
    return redirect("imports:show", pk)


@requires("imports:withdraw")
@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """What a withdrawal takes away, in numbers, and why; or the cases that keep it from being done."""
    sheet = _sheet(request, pk)
    if not sheet.may_be_withdrawn:
        return redirect("imports:show", pk)
    form = WithdrawalForm(request.POST or None, actor=request.actor)
    back = reverse("imports:show", args=[pk])

    def act(form: WithdrawalForm) -> str:
        withdrawing.withdraw_import(pk, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now())
        return back

    page = FormPage(
        "imports",
        _("Withdraw the import"),
        back,
        lead=f"{zh(sheet.source)} · {sheet.upload.original_name}",
        submit=pgettext("import", "Withdraw"),
        crumbs=((_("Sheet imports"), reverse("imports:list")), (zh(sheet.source), back)),
        template="intake/imports/withdraw.html",
    )
    more = {"sheet": sheet, "found": queries.what_would_go(sheet)}
    return form_page(request, form, act, page, _("The import is being withdrawn."), more)


@requires("imports:run")
@never_cache
def show(request: StaffRequest, pk: int) -> HttpResponse:
    """Progress, then the result."""
    sheet = _sheet(request, pk)
    if sheet.job is None:
        return redirect("imports:columns", pk)
    mapping = Mapping.from_data(sheet.mapping)
    told = doubts.notes(sheet.looked, mapping.sheet, mapping.heading_row)
    return _page(request, "show", {"steps": _steps("show"), "doubts": told, **_progress(request, sheet)})


@requires("imports:run")
@never_cache
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """Fragment: how far it is."""
    return _page(request, "progress", _progress(request, _sheet(request, pk)))


def _progress(request: StaffRequest, sheet: SheetImport) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "state": state_words(sheet),
        "progress": progress_of_import(sheet),
        "is_to_correct": _is_to_correct(sheet),
        "can_go_on": sheet.state in services.OPEN and sheet.withdrawal is None and not sheet.is_dropped,
        "may_withdraw": sheet.may_be_withdrawn and request.actor.may("imports:withdraw"),
    }


@requires("imports:run")
@never_cache
def result(request: StaffRequest, pk: int, kind: str) -> HttpResponseBase:
    """Row by row: outcome, case number, explanation, and the cells as they came; with `?open` only the rows that are to be looked at."""
    _sheet(request, pk)
    return sheet_file(request, RESULT, [str(pk)], form=kind)


def _is_to_correct(sheet: SheetImport) -> bool:
    """Whether rows wait to be corrected and brought back, in a file that can still be had."""
    left = sheet.rows_wrong or sheet.rows_differing
    return bool(left and sheet.rows_done and sheet.withdrawal is None and not sheet.is_dropped)


def _steps(current: str) -> list[dict[str, Any]]:
    labels = (_("File"), _("Columns"), _("Values"), _("Preview"), _("Import"))
    at = STEPS.index(current)
    return [
        {"label": label, "state": "done" if place < at else "current" if place == at else "todo"}
        for place, label in enumerate(labels)
    ]
