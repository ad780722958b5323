"""The console's pages of campaigns: list, new, detail, change, close."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from open315.campaigns import overview, queries, services
from open315.campaigns.board.figures import so_far
from open315.campaigns.board.registry import board_of
from open315.campaigns.detail import CAMPAIGN, CampaignShown
from open315.campaigns.folder.giving import folder_of
from open315.campaigns.forms import CampaignForm, blank, filled
from open315.campaigns.listing import CAMPAIGNS
from open315.campaigns.models import Campaign
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


def _campaign_or_404(request: StaffRequest, pk: int) -> Campaign:
    try:
        return queries.get_campaign(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("campaigns:read")
def campaign_list(request: StaffRequest) -> HttpResponse:
    """The campaigns of the actor's councils, newest first."""
    return list_page(request, CAMPAIGNS)


@requires("campaigns:read")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One campaign: its plan, the headline of its complaint chapter, the summary to read and to download."""
    campaign = _campaign_or_404(request, pk)
    actor = request.actor
    is_own = campaign.council_id == actor.organisation_id
    stats = overview.headline(campaign, actor) if actor.may("facts:read") else []
    return detail_page(
        request,
        CAMPAIGN,
        CampaignShown(
            campaign,
            stats,
            may_manage=actor.may("campaigns:manage"),
            may_read_activities=actor.may("activities:read"),
            has_plan=is_own,
            board=board_of(actor, campaign, clock.today()) if is_own and campaign.closed_at is None else (),
            so_far=so_far(campaign, actor) if is_own and actor.may("facts:read") else (),
        ),
    )


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Open the campaign of a year."""
    actor = request.actor
    form = CampaignForm(request.POST or None, actor=actor, initial=blank(clock.today(), actor.region_code))

    def act(form: CampaignForm) -> str:
        campaign = services.open_campaign(form.plan(), actor=actor, at=clock.now())
        return reverse("campaigns:detail", args=[campaign.pk])

    crumbs = ((_("Campaigns"), reverse("campaigns:list")),)
    page = FormPage("campaigns", _("Open a campaign"), reverse("campaigns:list"), crumbs=crumbs, draft="campaigns.new")
    return form_page(request, form, act, page, _("The campaign is open."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the plan of an open campaign."""
    campaign, actor = _campaign_or_404(request, pk), request.actor
    form = CampaignForm(
        request.POST or None, actor=actor, council_region=campaign.council.region_id, initial=filled(campaign)
    )

    def act(form: CampaignForm) -> None:
        services.update_campaign(pk, form.plan(), actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("campaigns:detail", args=[pk])
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (campaign.year, back))
    page = FormPage(
        "campaigns",
        _("Change the campaign"),
        back,
        version=campaign.version,
        crumbs=crumbs,
        draft=f"campaigns.change/{pk}",
    )
    return form_page(request, form, act, page, _("The campaign was changed."))


@requires("campaigns:manage")
@require_safe
def folder(request: StaffRequest, pk: int) -> HttpResponse:
    """The campaign as a folder of sheets, in one package."""
    campaign = _campaign_or_404(request, pk)
    answer = HttpResponse(folder_of(pk, actor=request.actor, at=clock.now()), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="campaign-{campaign.year}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires("campaigns:manage")
@require_POST
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a campaign."""
    _campaign_or_404(request, pk)
    act = partial(services.close_campaign, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The campaign is closed."), ("campaigns:detail", pk))
