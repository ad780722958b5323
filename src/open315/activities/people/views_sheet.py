"""The console's pages of who took part as a sheet: given out with those who are entered, and brought, as often as need be."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from open315.activities.models import Activity
from open315.activities.people import sheet
from open315.activities.people.bringing import Brought, bring
from open315.activities.people.forms import SheetForm
from open315.activities.people.queries import of_activity
from open315.activities.people.views import activity_or_404, page_of
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import InvalidInput
from open315.core.exports.responses import workbook_response
from open315.core.pages.form_pages import form_page

NAMED = 10
"""So many rows that were left are told one by one."""


@requires("activities:manage")
@require_GET
def give(request: StaffRequest, pk: int) -> FileResponse:
    """Those who are entered as a workbook, to be filled in and brought back."""
    activity = activity_or_404(request, pk)
    there = of_activity(activity)
    return workbook_response(lambda file: sheet.write(file, _("Who took part"), there), f"people-{activity.pk}")


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter those of a sheet who are not there yet; what cannot be is named row by row."""
    activity, actor = activity_or_404(request, pk), request.actor
    form = SheetForm(request.POST or None, request.FILES or None, actor=actor)

    def act(form: SheetForm) -> None:
        given = form.cleaned_data
        read = sheet.read(given["file"], body_kind=given["body_kind"], role=given["role"])
        brought = bring(pk, read.people, actor=actor, at=clock.now())
        brought.left = sorted([*read.left, *brought.left], key=lambda row: row[0])
        if not (brought.new or brought.corrected or brought.there):
            words = [_row(*each) for each in brought.left[:NAMED]] or [_("No row of the sheet names anybody.")]
            raise InvalidInput("\n".join(words), field="file")
        _tell(request, brought)

    page = page_of(activity, _("Bring a sheet"), "", lead=_lead(activity))
    return form_page(request, form, act, page, _("The sheet was brought."))


def _lead(activity: Activity) -> SafeString:
    words = _("Whoever is not there yet is entered, a rank that is other now is corrected, nobody stands there twice: the corrected file can be brought again.")  # fmt: skip
    address = reverse("activities:people_sheet_file", args=[activity.pk])
    return format_html('{} <a href="{}" download>{}</a>', words, address, _("Download the sheet"))


def _row(number: int, words: object) -> str:
    return _("Row %(number)s was left: %(words)s") % {"number": number, "words": words}


def _tell(request: StaffRequest, brought: Brought) -> None:
    """What came of the sheet, and row by row what was left."""
    counts = {"new": brought.new, "corrected": brought.corrected, "there": brought.there}
    messages.info(request, _("New: %(new)s · corrected: %(corrected)s · stood there already: %(there)s") % counts)
    for each in brought.left[:NAMED]:
        messages.warning(request, _row(*each))
    if (more := len(brought.left) - NAMED) > 0:
        said = ngettext("%(n)s further row was left.", "%(n)s further rows were left.", more)
        messages.warning(request, said % {"n": more})
