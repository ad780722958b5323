"""The console's pages of the bodies of a campaign and of their posts."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns import queries as campaigns
from open315.campaigns.committee import queries, services
from open315.campaigns.committee.forms import (
    CommitteeForm,
    PostForm,
    RollForm,
    SuccessorForm,
    filled_committee,
    filled_post,
)
from open315.campaigns.committee.listing import POSTS
from open315.campaigns.committee.pages import (
    COMMITTEE,
    POST,
    ROLL,
    CommitteeShown,
    PostShown,
    RollShown,
    crumb_of,
)
from open315.campaigns.models import Campaign, Committee, CommitteePost
from open315.campaigns.plan.reading import found, may_draft
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


@requires("campaigns:read")
def posts(request: StaffRequest) -> HttpResponse:
    """The posts of every campaign that one sees."""
    return list_page(request, POSTS)


@requires("campaigns:read")
def posts_export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list as a file."""
    return list_file(request, POSTS)


@requires("campaigns:read")
def committees(request: StaffRequest, pk: int) -> HttpResponse:
    """The bodies of a campaign and who held their posts on the day in the address; without one, today or the campaign's last day."""
    actor = request.actor
    campaign: Campaign = found(campaigns.get_campaign, actor, pk)
    usual = queries.usual_day(campaign, clock.today())
    form = RollForm(request.GET, actor=actor)
    form.initial["day"] = usual
    day = form.wanted().get("day", usual)
    standing = queries.roll(campaign, day)
    stand = {each.committee.pk for each in standing}
    others = [each for each in campaign.committees.all() if each.pk not in stand]
    return detail_page(request, ROLL, RollShown(campaign, day, form, standing, others, may_draft(actor, campaign)))


def _page(campaign: Campaign, title: str, back: str, draft: str, version: int | None = None, **more: Any) -> FormPage:
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), crumb_of(campaign))
    return FormPage("campaigns", title, back, version=version, crumbs=crumbs, draft=draft, **more)


def _offer_bodies(form: CommitteeForm, campaign: Campaign, but: int | None = None) -> None:
    others = [(each.pk, each.name) for each in campaign.committees.all() if each.pk != but]
    form.choose("part_of", [("", _("No other body")), *others])


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def committee_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Set up a body of a campaign."""
    actor = request.actor
    campaign: Campaign = found(campaigns.get_campaign, actor, pk)
    form = CommitteeForm(request.POST or None, actor=actor, initial={"set_up_on": clock.today()})
    _offer_bodies(form, campaign)

    def act(form: CommitteeForm) -> str:
        row = services.set_up_committee(pk, form.draft(), actor=actor, at=clock.now())
        return reverse("campaigns:committee", args=[row.pk])

    back = reverse("campaigns:committees", args=[pk])
    page = _page(campaign, _("Set up a body"), back, f"campaigns.committee_new/{pk}")
    return form_page(request, form, act, page, _("The body is set up. Now give its posts, the highest first."))


@requires("campaigns:read")
def committee(request: StaffRequest, pk: int) -> HttpResponse:
    """One body of a campaign with all its posts."""
    actor = request.actor
    row: Committee = found(queries.get_committee, actor, pk)
    held = list(row.posts.select_related("organisation"))
    return detail_page(request, COMMITTEE, CommitteeShown(row, held, may_draft(actor, row.campaign)))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def committee_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a body of a campaign."""
    actor = request.actor
    row: Committee = found(queries.get_committee, actor, pk)
    form = CommitteeForm(request.POST or None, actor=actor, initial=filled_committee(row))
    _offer_bodies(form, row.campaign, but=pk)

    def act(form: CommitteeForm) -> None:
        services.change_committee(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("campaigns:committee", args=[pk])
    page = _page(row.campaign, _("Change the body"), back, f"campaigns.committee/{pk}", row.version)
    return form_page(request, form, act, page, _("The body of the campaign was changed."))


@requires("campaigns:manage")
@require_POST
def committee_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Move a body one place up or down."""
    row: Committee = found(queries.get_committee, request.actor, pk)
    act = partial(services.move_committee, pk, _by(request), actor=request.actor, at=clock.now())
    return step(request, act, _("The order was changed."), ("campaigns:committees", row.campaign_id))


@requires("campaigns:manage")
@require_POST
def committee_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a body out that was entered by mistake."""
    row: Committee = found(queries.get_committee, request.actor, pk)
    act = partial(services.remove_committee, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The body was taken out."), ("campaigns:committees", row.campaign_id))


def _by(request: StaffRequest) -> int:
    return -1 if request.POST.get("by") == "-1" else 1


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def post_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a post of a body; the page comes back for the next one."""
    actor = request.actor
    row: Committee = found(queries.get_committee, actor, pk)
    form = PostForm(request.POST or None, actor=actor, initial={"first_day": row.set_up_on})

    def act(form: PostForm) -> str:
        services.give_post(pk, form.draft(), actor=actor, at=clock.now())
        return reverse("campaigns:post_new", args=[pk])

    back = reverse("campaigns:committee", args=[pk])
    page = _page(row.campaign, _("Give a post"), back, f"campaigns.post_new/{pk}", lead=row.name)
    return form_page(request, form, act, page, _("The post is given. Here is the form for the next one."))


@requires("campaigns:read")
def post(request: StaffRequest, pk: int) -> HttpResponse:
    """One post: who holds it, from when to when."""
    actor = request.actor
    row: CommitteePost = found(queries.get_post, actor, pk)
    return detail_page(request, POST, PostShown(row, clock.today(), may_draft(actor, row.committee.campaign)))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def post_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct a post, or say when it ended."""
    actor = request.actor
    row: CommitteePost = found(queries.get_post, actor, pk)
    form = PostForm(request.POST or None, actor=actor, initial=filled_post(row))

    def act(form: PostForm) -> None:
        services.change_post(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("campaigns:post", args=[pk])
    page = _page(row.committee.campaign, _("Change the post"), back, f"campaigns.post/{pk}", row.version)
    return form_page(request, form, act, page, _("The post was changed."))


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def post_hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand a post over to another office."""
    actor = request.actor
    row: CommitteePost = found(queries.get_post, actor, pk)
    form = SuccessorForm(request.POST or None, actor=actor, initial={"first_day": clock.today()})

    def act(form: SuccessorForm) -> str:
        given = form.successor()
        new = services.hand_over_post(pk, given, actor=actor, at=clock.now(), version=version_of(request))
        return reverse("campaigns:post", args=[new.pk])

    back = reverse("campaigns:post", args=[pk])
    lead = f"{row.committee.name} {row.title}：{row.body} {row.office}"
    page = _page(
        row.committee.campaign, _("Hand the post over"), back, f"campaigns.post_over/{pk}", row.version, lead=lead
    )
    return form_page(request, form, act, page, _("The post was handed over."))


@requires("campaigns:manage")
@require_POST
def post_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Move a post one place up or down."""
    row: CommitteePost = found(queries.get_post, request.actor, pk)
    act = partial(services.move_post, pk, _by(request), actor=request.actor, at=clock.now())
    return step(request, act, _("The order was changed."), ("campaigns:committee", row.committee_id))


@requires("campaigns:manage")
@require_POST
def post_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a post out that was entered by mistake."""
    row: CommitteePost = found(queries.get_post, request.actor, pk)
    act = partial(services.remove_post, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The post was taken out."), ("campaigns:committee", row.committee_id))
