"""The pages of the table of competence: its lines, a try-it, adding and ending a line."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.form_pages import FormPage, form_page
from open315.core.pages.lists import list_page
from open315.law import services
from open315.law.console.forms import EndForm, LineForm, TryCompetenceForm, first_day
from open315.law.console.lists import LINES
from open315.law.queries import competence

SECTION = "competence"


@requires("packs:read")
@require_safe
def table(request: StaffRequest) -> HttpResponse:
    """The lines, those in force unless all are asked for, and a try-it that stores nothing."""
    tried = "on" in request.GET
    form = TryCompetenceForm(request.GET if tried else None, initial=first_day(clock.today()))
    answer = form.answer() if tried and form.is_valid() else None
    return list_page(request, LINES, {"try_form": form, "answer": answer})


@requires("packs:read")
@require_safe
def table_export(request: StaffRequest) -> HttpResponseBase:
    """The lines as a file."""
    return list_file(request, LINES)


@requires("packs:manage")
@require_http_methods(["GET", "POST"])
def line_new(request: StaffRequest) -> HttpResponse:
    """Add a line."""
    form = LineForm(request.POST or None, initial={"valid_from": clock.today()})

    def act(form: LineForm) -> None:
        reason = form.cleaned_data["reason"]
        services.add_competence_rule(form.command(), reason=reason, actor=request.actor, at=clock.now())

    page = FormPage(SECTION, _("Add a line of competence"), reverse("law:competence"), draft="law.line")
    return form_page(request, form, act, page, _("The line was added."))


@requires("packs:manage")
@require_http_methods(["GET", "POST"])
def line_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a line end."""
    line = next((each for each in competence.lines() if each.id == pk), None)
    if line is None:
        raise Http404
    form = EndForm(request.POST or None, initial=first_day(clock.today()))

    def act(form: EndForm) -> None:
        services.end_competence_rule(pk, **form.cleaned_data, actor=request.actor, at=clock.now())

    page = FormPage(SECTION, _("End the line “%(code)s”") % {"code": line.code}, reverse("law:competence"))
    return form_page(request, form, act, page, _("The line ends on that day. Cases keep the body they have."))
