"""Begin an own plan from a delivered one, file it, and chase those who have filed none."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns import services as campaigns
from open315.campaigns.filing import queries
from open315.campaigns.filing.rules import links_of
from open315.campaigns.issue.services.delivering import DELIVERY, ISSUED, remind
from open315.campaigns.models import Campaign, Delivery, PlanVersion
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.content import MEASURE, Content, Item, content_from, sections_read
from open315.campaigns.plan.linking import measures_above
from open315.campaigns.plan.services.locking import OWN_PAGE, open_campaign_of
from open315.campaigns.plan.types import MeasureDraft, SectionDraft
from open315.campaigns.types import CampaignPlan
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.verbs import YES, Decision, Verb
from open315.core.verbs.step import step
from open315.core.verbs.who import holders

NOT_YOURS = _("Only the council's own secretariat writes and files its plan.")
FIRST_ACKNOWLEDGE = _("Acknowledge the paper first.")
BEGUN = _("Your council has begun its plan of that year already. Link its measures to those above on their pages.")
NOTHING_CHOSEN = _("Choose at least one measure.")
FILED = _("This version was filed already.")
LATER_ONE = _("There is a later version. File that one.")
NO_VERSION = _("There is no such version of your plan of that year.")
NOBODY_MISSING = _("Nobody's plan is missing who was not reminded today.")


def _own_secretariat(actor: Actor, permission: str, row: Delivery | None) -> Decision:
    is_own = row is None or row.council_id == actor.organisation_id
    return YES if actor.may(permission) and is_own else Decision(False, NOT_YOURS)


def _acknowledged(_actor: Actor, row: Delivery) -> Decision:
    return YES if row.acknowledged_at is not None else Decision(False, FIRST_ACKNOWLEDGE, by_state=True)


def _verb(name: str, event: str, **more: Any) -> Verb[Delivery]:
    return Verb(
        name,
        DELIVERY,
        event=event,
        permission="campaigns:manage",
        who=_own_secretariat,
        also=_acknowledged,
        face=OWN_PAGE,
        **more,
    )


BEGIN = _verb("begin_own_plan", "campaigns.own_plan_begun", reads=True)


@BEGIN
def begin_own_plan(delivery_id: int, keys: Collection[str], *, actor: Actor, at: datetime) -> Campaign:
    """Begin the own plan of a council with the chosen measures of the delivered one, each linked to it; its campaign is opened if there is none.

    Who does it, where and for how much is the council's own to say. Conflict if it has begun its plan already, InvalidInput if nothing is chosen.
    """
    with step(BEGIN, delivery_id, actor=actor, at=at) as done:
        content = content_from((done.row.issue.content or {})["plan"])
        campaign = queries.campaign_for(done.row) or _opened(done.row, content[0], actor, at)
        open_campaign_of(actor, campaign.pk)
        if campaign.sections.exists():
            raise Conflict(BEGUN)
        if not _take_over(campaign, content, set(keys), actor, at):
            raise InvalidInput(NOTHING_CHOSEN, field="measures")
        return campaign


def _opened(delivery: Delivery, head: Item, actor: Actor, at: datetime) -> Campaign:
    """The campaign of the council, with the theme, the idea, the goals and the days of the plan above."""
    above = delivery.issue.campaign
    opened = CampaignPlan(
        year=above.year,
        theme=head.fields["theme"],
        theme_in=above.theme_in,
        first_day=date.fromisoformat(head.fields["first_day"]),
        last_day=date.fromisoformat(head.fields["last_day"]),
        stat_first=above.stat_first,
        stat_last=above.stat_last,
        region_code=delivery.council.region_id,
        idea=head.fields["idea"],
        goals=head.fields["goals"],
    )
    return campaigns.open_campaign(opened, actor=actor, at=at)


def _take_over(campaign: Campaign, content: Content, keys: Collection[str], actor: Actor, at: datetime) -> int:
    taken = 0
    linkable = measures_above(campaign)
    for section in sections_read(content):
        chosen = [measure for _number, measure in section.measures if measure.key in keys]
        if chosen:
            draft = SectionDraft(section.item.fields["title"], section.item.fields["text"])
            row = plan.add_section(campaign.pk, draft, actor=actor, at=at)
            for measure in chosen:
                plan.add_measure(row.pk, _below(measure, linkable), actor=actor, at=at)
        taken += len(chosen)
    return taken


def _below(measure: Item, linkable: Collection[int]) -> MeasureDraft:
    said, pk = measure.fields, int(measure.key.removeprefix(MEASURE))
    first, last = (date.fromisoformat(said[name]) if said[name] else None for name in ("first_day", "last_day"))
    return MeasureDraft(
        said["title"],
        first_day=first,
        last_day=last,
        output=said["output"],
        text=said["text"],
        serves_id=pk if pk in linkable else None,
    )


FILE = _verb("file_own_plan", "campaigns.own_plan_filed")


@FILE
def file_own_plan(delivery_id: int, version_id: int, *, actor: Actor, at: datetime) -> Delivery:
    """File a version of one's own plan under the paper above; it is released by that. May be done again with a later version.

    NotFound for another's version, Conflict if it was filed already or there is a later one.
    """
    with step(FILE, delivery_id, actor=actor, at=at) as done:
        version = _own_version(done.row, version_id)
        if done.row.filed_version_id == version.pk:
            raise Conflict(FILED)
        if PlanVersion.objects.filter(campaign_id=version.campaign_id, number__gt=version.number).exists():
            raise Conflict(LATER_ONE)
        if version.released_at is None:
            plan.release_plan(version.pk, actor=actor, at=at)
        done.row.filed_version = version
        done.row.filed_at = done.row.filed_at or at
        done.row.filed_links = links_of(content_from(version.content))
        return done.row


def _own_version(delivery: Delivery, version_id: int) -> PlanVersion:
    campaign = queries.campaign_for(delivery)
    version = PlanVersion.objects.filter(pk=version_id, campaign=campaign).first() if campaign else None
    if version is None:
        raise NotFound(NO_VERSION)
    return version


CHASE = Verb(
    "chase_unfiled",
    ISSUED,
    event="campaigns.unfiled_chased",
    permission="campaigns:manage",
    who=holders(_("The secretariat reminds those who have filed no plan.")),
    face=OWN_PAGE,
    reads=True,
)


@CHASE
def chase_unfiled(issue_id: int, *, actor: Actor, at: datetime) -> int:
    """Remind every council that has filed no plan of its own, each at most once a day; how many. Conflict if there is none."""
    with step(CHASE, issue_id, actor=actor, at=at) as done:
        missing = done.row.deliveries.filter(filed_version=None)
        return remind(done, missing, "plan_chased_at", "plan_chases", NOBODY_MISSING)
