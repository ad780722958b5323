"""Take the plan and the bodies of an earlier campaign over into one that has no plan yet."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.campaigns.committee import services as committee
from open315.campaigns.committee.types import CommitteeDraft
from open315.campaigns.copying import queries
from open315.campaigns.copying.rules import in_year
from open315.campaigns.models import Campaign
from open315.campaigns.plan import queries as plans
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.services.locking import MANAGERS, OWN_PAGE, locked_campaign, while_open
from open315.campaigns.plan.types import MeasureDraft, SectionDraft
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import Target, Verb
from open315.core.verbs.step import step

NO_SOURCE = _("Choose an earlier campaign of your council that has a plan.")
BEGUN = _("This campaign has a plan already.")

TARGET: Target[Campaign] = Target(
    room="campaigns",
    name="campaign_with_plan",
    lock=locked_campaign,
    who_first=True,
    noted=lambda done: done.data,
    announced=lambda done: {"campaign_id": done.row.pk},
)
TAKE_OVER = Verb(
    "take_over_plan",
    TARGET,
    event="campaigns.plan_taken_over",
    permission="campaigns:manage",
    who=MANAGERS,
    also=while_open(lambda row: row),
    face=OWN_PAGE,
    reads=True,
)


@TAKE_OVER
def take_over_plan(campaign_id: int, source_id: int, *, actor: Actor, at: datetime) -> Campaign:
    """Begin the plan with the sections, measures and bodies of an earlier year, their days moved to this one. Posts come with no holder, so none comes.

    Conflict if there is a plan already, InvalidInput for another council's campaign or a later one.
    """
    with step(TAKE_OVER, campaign_id, actor=actor, at=at) as done:
        campaign = done.row
        source = queries.sources_for(actor, campaign).filter(pk=source_id).first()
        if source is None:
            raise InvalidInput(NO_SOURCE, field="source")
        if campaign.sections.exists():
            raise Conflict(BEGUN)
        _plan(source, campaign, actor, at)
        _committees(source, campaign, actor, at)
        done.say(source=source.year)
        return campaign


def _plan(source: Campaign, campaign: Campaign, actor: Actor, at: datetime) -> None:
    years = campaign.year - source.year
    for section in plans.draft_of(source).sections:
        made = plan.add_section(campaign.pk, SectionDraft(section.title, section.text), actor=actor, at=at)
        for each in section.measures.all():
            draft = MeasureDraft(
                each.title,
                each.responsible,
                in_year(each.first_day, years),
                in_year(each.last_day, years),
                each.venue,
                each.budget_cents,
                each.output,
                each.text,
            )
            plan.add_measure(made.pk, draft, actor=actor, at=at)


def _committees(source: Campaign, campaign: Campaign, actor: Actor, at: datetime) -> None:
    """Only where none is there; each belongs to the same one again, which may stand behind it."""
    if campaign.committees.exists():
        return
    rows, new = list(source.committees.all()), dict[int, int]()
    waiting = rows
    while waiting:
        ready = [each for each in waiting if each.part_of_id is None or each.part_of_id in new]
        for each in ready:
            draft = CommitteeDraft(
                each.kind,
                each.name,
                local_day(at),
                part_of_id=new[each.part_of_id] if each.part_of_id is not None else None,
                duties=each.duties,
            )
            new[each.pk] = committee.set_up_committee(campaign.pk, draft, actor=actor, at=at).pk
        waiting = [each for each in waiting if each.pk not in new]
