"""The console's pages of own plans: begin one, file one, remind those whose plan is missing."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.filing import queries, services
from open315.campaigns.filing.forms import BeginForm, all_of
from open315.campaigns.issue import queries as issue
from open315.campaigns.models import Delivery
from open315.campaigns.plan.content import content_from
from open315.campaigns.plan.reading import found
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.form_pages import FormPage, form_page, step, version_of


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin one's own plan with measures of the one that was delivered."""
    actor = request.actor
    row: Delivery = found(queries.get_own_delivery, actor, pk)
    content = content_from((row.issue.content or {})["plan"])
    form = BeginForm(request.POST or None, actor=actor, initial=all_of(content))
    form.offer_plan(content)

    def act(form: BeginForm) -> str:
        campaign = services.begin_own_plan(pk, form.cleaned_data["measures"], actor=actor, at=clock.now())
        return reverse("campaigns:plan", args=[campaign.pk])

    back = reverse("campaigns:delivery", args=[pk])
    crumbs = ((_("Delivered to us"), reverse("campaigns:delivered")), (row.issue.title, back))
    page = FormPage(
        "campaigns",
        _("Begin our own plan"),
        back,
        lead=_("Your council's campaign of that year is opened with the theme and the days of the plan above."),
        crumbs=crumbs,
        draft=f"campaigns.own_plan/{pk}",
        submit=_("Take over"),
    )
    return form_page(
        request, form, act, page, _("Your own plan is begun. Enter who does what, where and for how much.")
    )


@requires("campaigns:manage")
@require_POST
def file(request: StaffRequest, pk: int) -> HttpResponse:
    """File the version of one's own plan that the reader saw."""
    found(queries.get_own_delivery, request.actor, pk)
    version_id = version_of(request) or 0
    act = partial(services.file_own_plan, pk, version_id, actor=request.actor, at=clock.now())
    return step(request, act, _("Your plan is filed."), ("campaigns:delivery", pk))


@requires("campaigns:manage")
@require_POST
def chase(request: StaffRequest, pk: int) -> HttpResponse:
    """Remind the councils that have filed no plan of their own."""
    found(issue.get_issue, request.actor, pk)
    act = partial(services.chase_unfiled, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The councils whose plan is missing were reminded."), ("campaigns:issue", pk))
