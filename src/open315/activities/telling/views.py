"""The console's pages of what the summary tells one by one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.activities import queries as activities
from open315.activities.telling import services
from open315.activities.telling.forms import HeadingForm, RuleForm, filled
from open315.activities.telling.page import TELLING, shown_to
from open315.activities.telling.queries import Within, rule_of, version_of_rule
from open315.campaigns import queries as campaigns
from open315.campaigns.overview import scope_of, spans_of
from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.errors import NotFound
from open315.core.facts.registry import as_known
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.org.facts import REGION

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign

STEPS: Mapping[str, Callable[..., Any]] = {
    "in": partial(services.decide, is_told=True),
    "out": partial(services.decide, is_told=False),
    "rule": partial(services.decide, is_told=None),
}
MOVES = {"up": -1, "down": 1}


def _campaign(request: StaffRequest, pk: int) -> "Campaign":
    try:
        return campaigns.get_campaign(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def within(actor: Actor, campaign: "Campaign") -> Within:
    """What was held in the days of a campaign so far."""
    period = as_known(spans_of(campaign)[CAMPAIGN_DAYS])
    return Within(actor, period, scope_of(campaign).get(REGION))


@requires("activities:read")
def told(request: StaffRequest, pk: int) -> HttpResponse:
    """What is told one by one, what is not, and why."""
    campaign = _campaign(request, pk)
    asked = request.GET.get("q", "").strip()[:80]
    return detail_page(request, TELLING, shown_to(within(request.actor, campaign), campaign, asked))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def rule(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the rule of one's council."""
    campaign, actor = _campaign(request, pk), request.actor
    now = rule_of(actor.organisation_id)[0]
    form = RuleForm(request.POST or None, actor=actor, initial=filled(now))

    def act(form: RuleForm) -> None:
        services.set_rule(form.rule(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(campaign, _("Which activities are told one by one"), version=version_of_rule(actor.organisation_id))
    return form_page(request, form, act, page, _("The rule was changed."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def heading(request: StaffRequest, pk: int, activity: int) -> HttpResponse:
    """Put an activity under another heading."""
    campaign, actor = _campaign(request, pk), request.actor
    row = _activity(request, activity)
    given = rule_of(actor.organisation_id)[1].get(activity)
    form = HeadingForm(request.POST or None, actor=actor, initial={"group": given.group if given else ""})

    def act(form: HeadingForm) -> None:
        services.put_under(activity, form.cleaned_data["group"], actor=actor, at=clock.now())

    return form_page(
        request,
        form,
        act,
        _page(campaign, _("Heading of an activity"), subject=row.title_in),
        _("It stands there now."),
    )


@requires("activities:manage")
@require_POST
def told_step(request: StaffRequest, pk: int, activity: int, what: str) -> HttpResponse:
    """Take an activity in, leave it out, let the rule decide, or move it."""
    campaign = _campaign(request, pk)
    _activity(request, activity)
    act = _act(request.actor, campaign, activity, what, clock.now())
    return step(request, act, _("The summary tells it so now."), ("activities:told", pk))


def _act(actor: Actor, campaign: "Campaign", activity: int, what: str, at: datetime) -> Callable[[], Any]:
    if what in STEPS:
        return partial(STEPS[what], activity, actor=actor, at=at)
    if what in MOVES:
        return partial(services.move, activity, MOVES[what], within(actor, campaign), actor=actor, at=at)
    raise Http404


def _activity(request: StaffRequest, pk: int) -> Any:
    try:
        return activities.get_activity(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _page(campaign: "Campaign", title: Any, **more: Any) -> FormPage:
    back = reverse("activities:told", args=[campaign.pk])
    crumbs = ((_("Activities"), reverse("activities:list")), (_("Told one by one"), back))
    return FormPage("activities", title, back, crumbs=crumbs, **more)
