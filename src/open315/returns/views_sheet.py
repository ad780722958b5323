"""The console's pages of a return as a sheet: given out, and taken back into the draft of its form."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from open315.core.access import StaffRequest, requires
from open315.core.exports.responses import workbook_response
from open315.core.pages.drafts import draft_of
from open315.core.pages.form_pages import DRAFTS_LIVE, form_page
from open315.returns import by_sheet, queries
from open315.returns.forms import KIND, REASON, SheetForm
from open315.returns.models import Return
from open315.returns.reading import found
from open315.returns.types import State
from open315.returns.views_filing import CORRECT_DRAFT, FILL_DRAFT, page_of

NAMED = 10
"""So many rows that were not taken are told one by one."""


@requires("returns:fill")
@require_GET
def give(request: StaffRequest, pk: int) -> FileResponse:
    """The lines of a return as a workbook to fill in."""
    row = found(queries.get_own, request.actor, pk)
    title, fields, last = pgettext("return", "Return"), queries.fields_of(row), queries.latest(row)
    return workbook_response(
        lambda file: by_sheet.write(file, title, fields, last), f"{row.call.title}-{row.council.name}"
    )


@requires("returns:fill")
@require_http_methods(["GET", "POST"])
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Put what a sheet says into the draft of the form, and go there."""
    row = found(queries.get_own, request.actor, pk)
    is_signed = row.state == State.SIGNED
    name = f"{CORRECT_DRAFT if is_signed else FILL_DRAFT}/{row.pk}"
    form = SheetForm(request.POST or None, request.FILES or None, actor=request.actor)

    def act(form: SheetForm) -> str:
        taken = by_sheet.read(form.cleaned_data["file"], queries.fields_of(row))
        draft_of(request, name, for_=DRAFTS_LIVE).put(_values(taken))
        _tell(request, taken)
        return reverse("returns:correct" if is_signed else "returns:fill", args=[row.pk])

    page = page_of(row, _("Fill in by sheet"), "", lead=_lead(row))
    return form_page(request, form, act, page, _("Look over what came from the sheet, and save."))


def _lead(row: Return) -> SafeString:
    words = _("Take the sheet of this return, with what was filled in last, have it filled in, and send it here: nothing is filed before you have looked it over and saved it.")  # fmt: skip
    address = reverse("returns:sheet", args=[row.pk])
    return format_html('{} <a href="{}" download>{}</a>', words, address, _("Download the sheet"))


def _values(taken: by_sheet.Taken) -> dict[str, list[str]]:
    """The fields of the form."""
    found: dict[str, list[str]] = {}
    for code, line in taken.lines.items():
        found |= {code: [line.said], code + KIND: [line.kind], code + REASON: [line.reason]}
    return found


def _tell(request: StaffRequest, taken: by_sheet.Taken) -> None:
    """What came, and row by row what did not."""
    count = len(taken.lines)
    said = ngettext("%(n)s line was taken from the sheet.", "%(n)s lines were taken from the sheet.", count)
    messages.info(request, said % {"n": count})
    for number, words in taken.left[:NAMED]:
        messages.warning(request, _("Row %(number)s was not taken: %(words)s") % {"number": number, "words": words})
    if (more := len(taken.left) - NAMED) > 0:
        said = ngettext("%(n)s further row was not taken.", "%(n)s further rows were not taken.", more)
        messages.warning(request, said % {"n": more})
