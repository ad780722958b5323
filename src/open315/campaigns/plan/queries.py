"""Reads of plans: a council drafts its own; others read what it released."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Approval, Campaign, Measure, PlanComment, PlanSection, PlanVersion, Requirement
from open315.campaigns.plan.content import MEASURE, Content, content_from, content_of, numbers_of
from open315.campaigns.types import ApprovalState, CommentState, IssueState
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.org import queries as org

NO_PLAN = _("There is no such plan.")


@dataclass(frozen=True)
class Draft:
    """The plan of a campaign as it stands, with its sections and their measures."""

    campaign: Campaign
    sections: Sequence[PlanSection]
    numbers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def content(self) -> Content:
        """What a version of it would hold."""
        return content_of(self.campaign, self.sections)

    def number(self, row: PlanSection | Measure) -> str:
        """The number under which a section or measure stands now."""
        return self.numbers.get(key_of(row), "")

    @cached_property
    def measures(self) -> list[Measure]:
        """Every measure in the order of the plan."""
        return [measure for section in self.sections for measure in section.measures.all()]

    @cached_property
    def cost_cents(self) -> int | None:
        """What the measures cost together; None where none says so."""
        said = [measure.budget_cents for measure in self.measures if measure.budget_cents is not None]
        return sum(said) if said else None


def key_of(row: PlanSection | Measure) -> str:
    """The key of a section or measure in a version."""
    return f"{'section' if isinstance(row, PlanSection) else 'measure'}{row.pk}"


def own_campaigns(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns whose plan the actor drafts or comments on: those of the acting council itself."""
    if not actor.may("campaigns:read"):
        return Campaign.objects.none()
    return Campaign.objects.filter(council_id=actor.organisation_id).select_related("council")


def draft_of(campaign: Campaign) -> Draft:
    """The plan of a campaign as it stands."""
    measures = Prefetch("measures", Measure.objects.select_related("serves"))
    sections = list(campaign.sections.prefetch_related(measures))
    return Draft(campaign, sections, numbers_of(content_of(campaign, sections)))


def get_draft(actor: Actor, campaign_id: int) -> Draft:
    """The plan of a campaign of the acting council; NotFound for another's."""
    return draft_of(_found(own_campaigns(actor).filter(pk=campaign_id).first()))


def own_draft(actor: Actor, campaign_id: int) -> Draft | None:
    """The plan as it stands, for those of its council; None for others."""
    campaign = own_campaigns(actor).filter(pk=campaign_id).first()
    return draft_of(campaign) if campaign else None


def get_readable(actor: Actor, campaign_id: int) -> Campaign:
    """The campaign of another council of which a version may be read; NotFound without one."""
    version = readable_versions(actor).filter(campaign_id=campaign_id).first()
    return _found(version and version.campaign)


def get_section(actor: Actor, section_id: int) -> PlanSection:
    """A section of a plan of the acting council; NotFound for another's."""
    rows = PlanSection.objects.filter(campaign__in=own_campaigns(actor)).select_related("campaign__council")
    return _found(rows.filter(pk=section_id).first())


def get_measure(actor: Actor, measure_id: int) -> Measure:
    """A measure of a plan of the acting council; NotFound for another's."""
    rows = Measure.objects.filter(section__campaign__in=own_campaigns(actor))
    return _found(rows.select_related("section__campaign__council", "serves").filter(pk=measure_id).first())


def measures_of(actor: Actor, campaign_id: int) -> QuerySet[Measure]:
    """The measures of a plan of the acting council, in its order."""
    rows = Measure.objects.filter(section__campaign_id=campaign_id, section__campaign__in=own_campaigns(actor))
    return rows.select_related("section").order_by("section__place", "place", "pk")


def linkable_measures(actor: Actor) -> dict[int, str]:
    """Number and title of the measures an activity of the acting council can be linked to: of its own plans, and of what councils above released.

    Closing a campaign ends the drafting of its plan; what was held is often told later.
    """
    if actor.organisation_id is None:
        return {}
    found: dict[int, str] = {}
    for campaign in own_campaigns(actor).order_by("-year"):
        draft = draft_of(campaign)
        found |= {each.pk: f"{campaign.year} · {draft.number(each)} {each.title}" for each in draft.measures}
    above = readable_versions(actor).filter(campaign__council_id__in=_above(actor))
    for version in _latest(above.filter(released_at__isnull=False)):
        found |= _labels(version)
    there = set(Measure.objects.filter(pk__in=found).values_list("pk", flat=True))
    return {pk: label for pk, label in found.items() if pk in there}


def measure_label(actor: Actor, measure_id: int) -> str:
    """Number and title of a measure as this reader may know it: from the draft of her own council, or from what was released; "" otherwise."""
    campaign_id = Measure.objects.filter(pk=measure_id).values_list("section__campaign_id", flat=True).first()
    draft = own_draft(actor, campaign_id or 0)
    if draft is not None:
        measure = next(each for each in draft.measures if each.pk == measure_id)
        return f"{draft.campaign.year} · {draft.number(measure)} {measure.title}"
    for version in readable_versions(actor).filter(campaign_id=campaign_id or 0).order_by("-number"):
        if label := _labels(version).get(measure_id):
            return label
    return ""


def _latest(versions: QuerySet[PlanVersion]) -> Iterator[PlanVersion]:
    """The last version of each campaign, the latest year first."""
    seen = set()
    for version in versions.order_by("-campaign__year", "-number"):
        if version.campaign_id not in seen:
            seen.add(version.campaign_id)
            yield version


def _labels(version: PlanVersion) -> dict[int, str]:
    content = content_from(version.content)
    numbers, campaign = numbers_of(content), version.campaign
    return {
        int(
            item.key.removeprefix(MEASURE)
        ): f"{campaign.year} · {numbers[item.key]} {item.fields['title']}（{campaign.council.name}）"
        for item in content
        if item.kind == MEASURE
    }


def linkable_requirements(actor: Actor) -> dict[int, str]:
    """Number and words of the requirements an activity of the acting council can be linked to."""
    rows = requirements_of(actor).filter(withdrawn_at=None)
    found = rows.select_related("campaign").order_by("-campaign__year", "number")
    return {each.pk: f"{each.campaign.year} · {each.number} {each.text}" for each in found}


def planning_since(actor: Actor) -> date | None:
    """The first day of the first campaign for which the acting council keeps a plan here; None without one."""
    since: date | None = own_campaigns(actor).filter(sections__isnull=False).aggregate(since=Min("first_day"))["since"]
    return since


def measures_planned(actor: Actor) -> QuerySet[Measure]:
    """The measures of the plans of the acting council, for figures."""
    rows = Measure.objects.filter(section__campaign__in=own_campaigns(actor))
    return rows.select_related("section__campaign__council")


def readable_versions(actor: Actor) -> QuerySet[PlanVersion]:
    """Every version of one's own council, and what the councils below and above released."""
    if not actor.may("campaigns:read"):
        return PlanVersion.objects.none()
    near = actor.organisation_ids | set(_above(actor))
    mine = Q(campaign__council_id=actor.organisation_id)
    released = Q(campaign__council_id__in=near, released_at__isnull=False)
    return PlanVersion.objects.filter(mine | released).select_related("campaign__council", "made_by")


def _above(actor: Actor) -> list[int]:
    found = []
    body = org.body_by_id(actor.organisation_id or 0)
    while body is not None and body.parent_id:
        found.append(body.parent_id)
        body = org.body_by_id(body.parent_id)
    return found


def get_version(actor: Actor, version_id: int) -> PlanVersion:
    """One version; NotFound if there is none, or another council did not release it."""
    return _found(readable_versions(actor).filter(pk=version_id).first())


def versions_of(actor: Actor, campaign_id: int) -> list[PlanVersion]:
    """The versions of a campaign that the actor may read, the latest first."""
    rows = readable_versions(actor).filter(campaign_id=campaign_id)
    return list(rows.prefetch_related("approvals").order_by("-number"))


def get_own_version(actor: Actor, version_id: int) -> PlanVersion:
    """A version of a plan of the acting council; NotFound for another's."""
    rows = readable_versions(actor).filter(campaign__council_id=actor.organisation_id)
    return _found(rows.filter(pk=version_id).first())


def standing_approval(campaign: Campaign) -> Approval | None:
    """The approval that stands: of one version of this plan, or of none."""
    return campaign.approvals.filter(state=ApprovalState.APPROVED).select_related("plan_version").first()


def is_followed(version: PlanVersion) -> bool:
    """Whether there is a later version of its plan."""
    return PlanVersion.objects.filter(campaign_id=version.campaign_id, number__gt=version.number).exists()


def can_be_sent(version: PlanVersion) -> bool:
    """Whether the committee can be asked to read it: the newest one, and not sent yet."""
    return version.sent_at is None and not is_followed(version)


def open_comments(campaign: Campaign) -> tuple[int, int]:
    """How many comments of the committee are not settled, and how many of those nobody has answered."""
    unsettled = Q(state__in=(CommentState.OPEN, CommentState.ANSWERED))
    rows = PlanComment.objects.filter(plan_version__campaign=campaign)
    found = rows.aggregate(open=Count("pk", filter=unsettled), silent=Count("pk", filter=Q(state=CommentState.OPEN)))
    return found["open"], found["silent"]


def can_be_asked(version: PlanVersion) -> bool:
    """Whether the committee can be asked to approve it: no later version, not approved already, no other vote going on."""
    if is_followed(version):
        return False
    votes = Approval.objects.filter(campaign_id=version.campaign_id)
    approved = Q(state=ApprovalState.APPROVED, plan_version=version)
    return not votes.filter(approved | Q(state=ApprovalState.OPEN)).exists()


def can_be_issued(version: PlanVersion) -> bool:
    """Whether a paper can be drafted that issues it: it is approved, and no other paper is open or was issued about it."""
    is_approved = version.approvals.filter(state=ApprovalState.APPROVED).exists()
    open_ones = Q(state__in=(IssueState.DRAFT, IssueState.ASKED))
    done = Q(plan_version=version, state=IssueState.ISSUED)
    return is_approved and not version.campaign.issues.filter(open_ones | done).exists()


def requirements_of(actor: Actor) -> QuerySet[Requirement]:
    """The requirements to plans of the acting council: like drafts, they are its own affair."""
    return Requirement.objects.filter(campaign__in=own_campaigns(actor))


def get_requirement(actor: Actor, requirement_id: int) -> Requirement:
    """A requirement to a plan of the acting council; NotFound for another's."""
    rows = (
        requirements_of(actor)
        .select_related("campaign__council", "section", "measure__section", "comment__plan_version")
        .prefetch_related("measures")
    )
    return _found(rows.filter(pk=requirement_id).first())


def _found(row: Any) -> Any:
    if row is None:
        raise NotFound(NO_PLAN)
    return row
