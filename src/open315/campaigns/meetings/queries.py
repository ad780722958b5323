"""Reads of deployment meetings: those of the campaigns one sees."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.campaigns import queries as campaigns
from open315.campaigns.models import Meeting, MeetingBody
from open315.core.access import Actor
from open315.core.errors import NotFound


def meetings_seen(actor: Actor) -> QuerySet[Meeting]:
    """The meetings of the campaigns that the actor sees, with how many bodies came."""
    seen = campaigns.visible_to(actor).order_by().values("pk")
    rows = Meeting.objects.filter(campaign__in=seen).select_related("campaign__council")
    return rows.annotate(
        n_present=Count("bodies", filter=Q(bodies__came=True), distinct=True), n_tasks=Count("tasks", distinct=True)
    )


def bodies_seen(actor: Actor) -> QuerySet[MeetingBody]:
    """The bodies that were asked to those meetings or came, for figures."""
    seen = campaigns.visible_to(actor).order_by().values("pk")
    rows = MeetingBody.objects.filter(meeting__campaign__in=seen)
    return rows.select_related("meeting__campaign__council", "organisation")


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Meeting]:
    """The meetings that fit the filters: a campaign, words of the title."""
    rows = meetings_seen(actor)
    if "campaign" in wanted:
        rows = rows.filter(campaign_id=wanted["campaign"])
    return rows.filter(title__icontains=wanted["q"]) if "q" in wanted else rows


def get_meeting(actor: Actor, meeting_id: int) -> Meeting:
    """One meeting; NotFound if there is none, or its campaign is another's."""
    found = meetings_seen(actor).filter(pk=meeting_id).first()
    if found is None:
        raise NotFound(_("There is no such meeting."))
    return found
