"""Over which days the records of a body are complete: stated, confirmed after an import, taken back."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.org import services
from open315.org.forms import CoverageForm
from open315.org.queries.coverage import managed_coverage_of
from open315.org.queries.managed import managed_body
from open315.org.views_staff.bodies import SECTION


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def coverage_new(request: StaffRequest, pk: int) -> HttpResponse:
    """State over which days the records of a body are complete."""
    actor = request.actor
    body = managed_body(actor, pk)
    form = CoverageForm(request.POST or None, actor=actor)

    def act(form: CoverageForm) -> None:
        services.state_coverage(pk, **form.cleaned_data, actor=actor, at=clock.now())

    page = FormPage(
        SECTION, _("State from when the records are complete"), reverse("org:organisation", args=[pk]), body
    )
    return form_page(request, form, act, page, _("It is stated. Comparisons follow it from now on."))


@requires("org:manage")
@require_POST
def coverage_confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """Confirm what an import proposed."""
    body_id = managed_coverage_of(request.actor, pk)
    act = partial(services.confirm_coverage, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("It is confirmed. Comparisons follow it from now on."), ("org:organisation", body_id))


@requires("org:manage")
@require_POST
def coverage_take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a span back."""
    body_id = managed_coverage_of(request.actor, pk)
    act = partial(services.take_back_coverage, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("It is taken back."), ("org:organisation", body_id))
