"""The pages on which cases are linked to a stall and taken off it. Those taken there now are written at the desk (`stalls.desk`)."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.stalls import forms, queries, services
from open315.stalls.drawing import stall_words
from open315.stalls.views_staff import or_404


@requires("stalls:count")
@require_http_methods(["GET", "POST"])
def link(request: StaffRequest, pk: int) -> HttpResponse:
    """Link a case that was registered already to the stall where it was taken."""
    stall, actor = or_404(queries.get_stall, request, pk), request.actor
    form = forms.LinkForm(request.POST or None, actor=actor)

    def act(form: forms.LinkForm) -> None:
        case_id = queries.case_numbered(actor, form.cleaned_data["number"])
        given = {"was_counted": form.cleaned_data["was_counted"]}
        services.link_case(pk, case_id=case_id, **given, actor=actor, at=clock.now())

    back = reverse("stalls:stall", args=[pk])
    crumbs = ((pgettext("stalls of an activity", "Stalls"), reverse("stalls:list")), (stall_words(stall), back))
    page = FormPage("stalls", _("Link a case"), back, crumbs=crumbs)
    return form_page(request, form, act, page, _("The case is linked to the stall."))


@requires("stalls:count")
@require_POST
def unlink(request: StaffRequest, pk: int, case_id: int) -> HttpResponse:
    """Take a case off the stall."""
    or_404(queries.get_stall, request, pk)
    act = partial(services.unlink_case, pk, case_id=case_id, actor=request.actor, at=clock.now())
    return step(request, act, _("The case is of this stall no more."), ("stalls:stall", pk))
