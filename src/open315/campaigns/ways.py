"""Where everything of a campaign is found: its pages in groups that follow the work, each a line."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import day
from open315.core.pages.declared import Go


def groups_of(shown: Any) -> list[tuple[Any, list[Go]]]:
    """The groups that have something for this reader; `shown` is a `detail.CampaignShown`."""
    groups = (
        (pgettext_lazy("group of pages", "Plan"), _plan),
        (pgettext_lazy("group of pages", "Bodies, meetings, tasks"), _bodies),
        (pgettext_lazy("group of pages", "Activities"), _activities),
    )
    found = [(title, list(ways(shown))) for title, ways in groups]
    return [(title, ways) for title, ways in found if ways]


def _plan(shown: Any) -> Iterator[Go]:
    pk = shown.campaign.pk
    if not shown.has_plan:
        yield Go(_("Plans that can be read"), reverse("campaigns:plans"))
        if shown.may_manage:
            yield Go(_("Take along as sheets"), reverse("campaigns:folder", args=[pk]))
        return
    yield Go(_("Plan and requirements"), reverse("campaigns:plan", args=[pk]))
    if shown.may_read_activities:
        yield Go(_("What was held for it"), reverse("activities:coverage", args=[pk]))
        yield Go(_("Matrix of councils"), reverse("activities:matrix", args=[pk]))
    yield Go(_("Joint issues"), reverse("campaigns:issues"))
    if shown.may_manage:
        yield Go(_("Take along as sheets"), reverse("campaigns:folder", args=[pk]))


def _bodies(shown: Any) -> Iterator[Go]:
    pk, asked = shown.campaign.pk, urlencode({"campaign": shown.campaign.pk})
    yield Go(_("Bodies and posts"), reverse("campaigns:committees", args=[pk]))
    yield Go(_("Deployment meetings"), f"{reverse('campaigns:meetings')}?{asked}")
    yield Go(_("Tasks"), f"{reverse('campaigns:tasks')}?{asked}")
    if shown.is_changeable and shown.has_plan:
        yield Go(_("Call a meeting"), reverse("campaigns:meeting_new", args=[pk]))
        yield Go(_("Give a task"), reverse("campaigns:task_new", args=[pk]))


def _activities(shown: Any) -> Iterator[Go]:
    campaign = shown.campaign
    days = urlencode({"first": day(campaign.first_day), "last": day(campaign.last_day)})
    if shown.may_read_activities:
        yield Go(_("Activities of these days"), f"{reverse('activities:list')}?{days}")
        yield Go(_("By place"), f"{reverse('activities:places')}?{days}")
        if shown.stats:
            yield Go(_("What they put out"), f"{reverse('facts:overview')}?{days}#board-effects")
