"""The console's pages of campaigns: list, new, detail, change, close."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns import overview, queries, services
from open315.campaigns.forms import CampaignForm, blank, filled
from open315.campaigns.models import Campaign
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.refusals import show_at_field


def _campaign_or_404(request: StaffRequest, pk: int) -> Campaign:
    try:
        return queries.get_campaign(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("campaigns:read")
def campaign_list(request: StaffRequest) -> HttpResponse:
    """The campaigns of the actor's councils, newest first."""
    campaigns = queries.visible_to(request.actor)
    return render(request, "campaigns/list.html", {"section": "campaigns", "campaigns": campaigns})


@requires("campaigns:read")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One campaign: its plan, the headline of its complaint chapter, the summary to read and to download."""
    campaign = _campaign_or_404(request, pk)
    actor = request.actor
    context: dict[str, Any] = {"section": "campaigns", "campaign": campaign, "stats": []}
    if actor.may("facts:read"):
        context["stats"] = overview.headline(campaign, actor)
    return render(request, "campaigns/detail.html", context)


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Open the campaign of a year."""
    actor = request.actor
    form = CampaignForm(request.POST or None, actor=actor, initial=blank(clock.today(), actor.region_code))
    if request.method == "POST" and form.is_valid():
        try:
            campaign = services.open_campaign(form.plan(), actor=actor, at=clock.now())
        except InvalidInput as error:
            form.show(error)
        else:
            messages.success(request, _("The campaign is open."))
            return redirect("campaigns:detail", campaign.pk)
    status = 422 if form.errors else 200
    return render(request, "campaigns/form.html", {"section": "campaigns", "form": form}, status=status)


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the plan of an open campaign."""
    campaign, actor = _campaign_or_404(request, pk), request.actor
    form = CampaignForm(
        request.POST or None, actor=actor, council_region=campaign.council.region_id, initial=filled(campaign)
    )
    if request.method == "POST" and form.is_valid():
        try:
            version = _version(request)
            services.update_campaign(pk, form.plan(), actor=actor, at=clock.now(), version=version)
        except (InvalidInput, Conflict) as error:
            show_at_field(form, error)
        else:
            messages.success(request, _("The campaign was changed."))
            return redirect("campaigns:detail", pk)
    context = {"section": "campaigns", "form": form, "campaign": campaign}
    return render(request, "campaigns/form.html", context, status=422 if form.errors else 200)


@requires("campaigns:manage")
@require_POST
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a campaign."""
    _campaign_or_404(request, pk)
    try:
        services.close_campaign(pk, actor=request.actor, at=clock.now(), version=_version(request))
    except Conflict as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The campaign is closed."))
    return redirect("campaigns:detail", pk)


def _version(request: StaffRequest) -> int | None:
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() else None
