"""The sheets that this room brings to the folder of a campaign, in the order in which they are brought in."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.campaigns import services
from open315.campaigns.folder.bodies import COMMITTEES, POSTS
from open315.campaigns.folder.circulated import CIRCULATIONS
from open315.campaigns.folder.comments import COMMENTS
from open315.campaigns.folder.issue import ACKNOWLEDGEMENTS, APPROVALS, CLOSINGS, ISSUES
from open315.campaigns.folder.meetings import MEETINGS, TASKS
from open315.campaigns.folder.own_plans import FILINGS, LINKS
from open315.campaigns.folder.plan import MEASURES, REQUIREMENTS, SECTIONS, VERSIONS
from open315.campaigns.folder.subject import FOLDER, acting_in, campaigns_of
from open315.campaigns.models import (
    Approval,
    Campaign,
    Committee,
    CommitteePost,
    JointIssue,
    Measure,
    Meeting,
    PlanSection,
    PlanVersion,
    Requirement,
    Task,
)
from open315.campaigns.types import CampaignPlan
from open315.core.access import Actor
from open315.core.folders import Bringing, Column, FolderSheet, Form, declare_pages, declare_sheet
from open315.core.folders.sheets import Values
from open315.core.names import Names
from open315.org import queries as org
from open315.org import services as org_services
from open315.org.types import BodyDetails

BODY_COLUMNS = (
    Column("name", _("Body"), needed=True),
    Column("kind", _("Kind of body"), Form.CODE, needed=True, codes=org.body_kinds),
    Column("region", _("Region code"), needed=True),
    Column("parent", _("Stands below")),
    Column("short_name", _("Short name")),
    Column("sector", _("Sector")),
    Column("english", _("English name")),
)


def bring_body(values: Values, bringing: Bringing) -> bool:
    """A body that is not there yet; one of the same name is left as it is."""
    found = org.body_named(values["name"])
    if found is not None:
        bringing.about = found
        return False
    parent = values["parent"] and org.acting_for(bringing.actor, values["parent"], field="parent").organisation_id
    details = BodyDetails(
        kind=values["kind"],
        name=values["name"],
        region_code=values["region"],
        short_name=values["short_name"],
        sector=values["sector"],
        name_in=Names(en=values["english"]),
        parent_id=parent or None,
    )
    bringing.about = org_services.create_body(details, actor=org.with_new_bodies(bringing.actor), at=bringing.at)
    return True


def give_bodies(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The council of the campaign and the bodies below it: each behind the one it stands below, by region."""
    top = campaigns_of(actor, campaign_id)[0].council_id
    below = org.subtree_ids(org.get_organisation(top))
    bodies = {body.id: body for body in org.active_bodies() if body.id in below}
    for body in sorted(bodies.values(), key=lambda each: (each.path.count("/"), each.region_code, each.name)):
        parent = bodies.get(body.parent_id or 0)
        yield {
            "name": body.name,
            "kind": body.kind,
            "region": body.region_code,
            "parent": parent.name if parent else "",
            "short_name": body.short_name,
            "sector": body.sector,
            "english": body.names.en,
        }


CAMPAIGN_COLUMNS = (
    Column("council", _("Council"), needed=True),
    Column("year", _("Year"), Form.NUMBER, needed=True),
    Column("theme", _("Theme"), needed=True),
    Column("english", _("Theme in English")),
    Column("first_day", _("First day"), Form.DAY, needed=True),
    Column("last_day", _("Last day"), Form.DAY, needed=True),
    Column("stat_first", _("First day of the figures"), Form.DAY, needed=True),
    Column("stat_last", _("Last day of the figures"), Form.DAY, needed=True),
    Column("region", _("Region code"), needed=True),
    Column("idea", _("Guiding idea")),
    Column("goals", _("Goals")),
    Column("budget", _("Budget (yuan)"), Form.YUAN),
    Column("note", _("Note")),
)


def bring_campaign(values: Values, bringing: Bringing) -> bool:
    """The campaign of a council and year; one that is there stays as it is, and what follows is added to it."""
    actor = acting_in(bringing, values)
    found = Campaign.objects.filter(council_id=actor.organisation_id, year=values["year"]).first()
    campaign = found or services.open_campaign(_plan(values), actor=actor, at=bringing.at)
    bringing.note("campaign", values["council"], campaign)
    return found is None


def _plan(values: Values) -> CampaignPlan:
    return CampaignPlan(
        year=values["year"],
        theme=values["theme"],
        theme_in=Names(en=values["english"]),
        first_day=values["first_day"],
        last_day=values["last_day"],
        stat_first=values["stat_first"],
        stat_last=values["stat_last"],
        region_code=values["region"],
        note=values["note"],
        idea=values["idea"],
        goals=values["goals"],
        budget_cents=values["budget"],
    )


def give_campaigns(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The campaign and those of the same year below."""
    for each in campaigns_of(actor, campaign_id):
        yield _values(each)


def _values(campaign: Campaign) -> dict[str, Any]:
    names = ("year", "theme", "first_day", "last_day", "stat_first", "stat_last", "idea", "goals", "note")
    return {
        **{name: getattr(campaign, name) for name in names},
        "council": campaign.council.name,
        "english": campaign.theme_in.en,
        "region": campaign.region_id,
        "budget": campaign.budget_cents,
    }


declare_sheet(FolderSheet(FOLDER, "bodies", _("Bodies"), 10, BODY_COLUMNS, bring_body, give_bodies))
declare_sheet(
    FolderSheet(
        FOLDER,
        "campaigns",
        _("Campaigns"),
        20,
        CAMPAIGN_COLUMNS,
        bring_campaign,
        give_campaigns,
        permission="campaigns:manage",
    )
)
_PLAN = (
    SECTIONS,
    MEASURES,
    REQUIREMENTS,
    VERSIONS,
    APPROVALS,
    CIRCULATIONS,
    ISSUES,
    ACKNOWLEDGEMENTS,
    LINKS,
    FILINGS,
    COMMENTS,
)
for _sheet in (*_PLAN, COMMITTEES, POSTS, MEETINGS, TASKS, CLOSINGS):
    declare_sheet(_sheet)


def _at(name: str, key: str = "pk") -> Any:
    """The page of a thing, by its own key or that of what it stands on."""
    return lambda thing, _actor: reverse(f"campaigns:{name}", args=[getattr(thing, key)])


def _of_plan(name: str, key: str = "pk", *, campaign: Callable[[Any], Campaign] = lambda thing: thing.campaign) -> Any:
    """The same of what only those of its council read while it is drafted: others look at the campaign."""

    def address(thing: Any, actor: Actor) -> str:
        of = campaign(thing)
        if of.council_id != actor.organisation_id:
            return reverse("campaigns:detail", args=[of.pk])
        return reverse(f"campaigns:{name}", args=[getattr(thing, key)])

    return address


declare_pages(
    {
        Campaign: _at("detail"),
        PlanSection: _of_plan("plan", "campaign_id"),
        Measure: _of_plan("measure", campaign=lambda measure: measure.section.campaign),
        Requirement: _of_plan("requirement"),
        PlanVersion: _of_plan("version"),
        Approval: _of_plan("approval"),
        JointIssue: _at("issue"),
        Committee: _at("committee"),
        CommitteePost: _at("post"),
        Meeting: _at("meeting"),
        Task: _at("task"),
    }
)
