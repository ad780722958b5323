"""Reads of the bodies of campaigns and of their posts: those of the acting council and of the councils below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.campaigns import queries as campaigns
from open315.campaigns.models import Campaign, Committee, CommitteePost
from open315.core.access import Actor
from open315.core.errors import NotFound


def committees_seen(actor: Actor) -> QuerySet[Committee]:
    """The bodies of the campaigns that the actor sees."""
    seen = campaigns.visible_to(actor).order_by().values("pk")
    return Committee.objects.filter(campaign__in=seen).select_related("campaign__council", "part_of")


def posts_seen(actor: Actor) -> QuerySet[CommitteePost]:
    """The posts of those bodies."""
    seen = campaigns.visible_to(actor).order_by().values("pk")
    rows = CommitteePost.objects.filter(committee__campaign__in=seen)
    return rows.select_related("committee__campaign__council", "organisation")


def held_on(day: date) -> Q:
    """Posts that were held on that day, in a body that stood then."""
    body = Q(committee__set_up_on__lte=day) & (Q(committee__ended_on=None) | Q(committee__ended_on__gte=day))
    return body & Q(first_day__lte=day) & (Q(last_day=None) | Q(last_day__gte=day))


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[CommitteePost]:
    """The posts that fit the filters: a campaign, the kind of the body, a day, a council, words of post, body or office."""
    rows = posts_seen(actor)
    for name, field in (
        ("campaign", "committee__campaign_id"),
        ("kind", "committee__kind"),
        ("council", "committee__campaign__council_id"),
    ):
        if name in wanted:
            rows = rows.filter(**{field: wanted[name]})
    if "day" in wanted:
        rows = rows.filter(held_on(wanted["day"]))
    if "q" in wanted:
        fields = ("title", "body", "office", "committee__name")
        said = [Q(**{f"{field}__icontains": wanted["q"]}) for field in fields]
        rows = rows.filter(said[0] | said[1] | said[2] | said[3])
    return rows


@dataclass(frozen=True, slots=True)
class Standing:
    """A body, and who held its posts on a day, in order of precedence."""

    committee: Committee
    posts: list[CommitteePost]


def roll(campaign: Campaign, day: date) -> list[Standing]:
    """The bodies of a campaign that stood on that day, in order, with their posts as they were held then."""
    held: dict[int, list[CommitteePost]] = {}
    posts = CommitteePost.objects.filter(held_on(day), committee__campaign=campaign).select_related("organisation")
    for post in posts:
        held.setdefault(post.committee_id, []).append(post)
    rows = campaign.committees.select_related("part_of").filter(set_up_on__lte=day)
    standing = rows.filter(Q(ended_on=None) | Q(ended_on__gte=day))
    return [Standing(each, held.get(each.pk, [])) for each in standing]


def usual_day(campaign: Campaign, today: date) -> date:
    """The day for which the roll is shown when none is asked for: today; of a campaign that is over, its last."""
    return min(today, campaign.last_day)


def get_committee(actor: Actor, committee_id: int) -> Committee:
    """One body; NotFound if there is none, or its campaign is another's."""
    found = committees_seen(actor).filter(pk=committee_id).first()
    if found is None:
        raise NotFound(_("There is no such body."))
    return found


def get_post(actor: Actor, post_id: int) -> CommitteePost:
    """One post; NotFound if there is none, or its campaign is another's."""
    found = posts_seen(actor).filter(pk=post_id).first()
    if found is None:
        raise NotFound(_("There is no such post."))
    return found
