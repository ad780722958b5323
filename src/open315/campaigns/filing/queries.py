"""Reads of own plans: where that of a council stands, and what it has still to file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from open315.campaigns.filing.rules import covered, measures_in
from open315.campaigns.models import Campaign, Delivery, PlanVersion
from open315.campaigns.plan.content import MEASURE, content_from
from open315.core.access import Actor
from open315.core.errors import NotFound

NO_PAPER = _("There is no such paper.")


def get_own_delivery(actor: Actor, delivery_id: int) -> Delivery:
    """What was delivered to the acting council itself; NotFound for others."""
    rows = Delivery.objects.filter(pk=delivery_id, council_id=actor.organisation_id or 0)
    row = rows.select_related("issue__council", "issue__campaign", "council").first()
    if row is None:
        raise NotFound(NO_PAPER)
    return row


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """Where the own plan of a delivery stands: the campaign for which it is drafted, its last version (each None without one), and what it covers as filed."""

    delivery: Delivery
    campaign: Campaign | None
    is_begun: bool
    last: PlanVersion | None
    measures: int
    """Of the plan above …"""
    covered: int
    """… and how many of them the filed plan carries out."""

    @property
    def can_be_filed(self) -> bool:
        """Whether the last version is not the one that was filed."""
        return self.last is not None and self.last.pk != self.delivery.filed_version_id


def own_plan(delivery: Delivery) -> OwnPlan:
    """That of the council to which the paper was delivered. For its own people and those above, who see its drafts nowhere."""
    campaign = campaign_for(delivery)
    above = measures_in(content_from((delivery.issue.content or {})["plan"]))
    return OwnPlan(
        delivery,
        campaign,
        is_begun=campaign is not None and campaign.sections.exists(),
        last=campaign.versions.first() if campaign is not None else None,
        measures=len(above),
        covered=covered(delivery.filed_links, above),
    )


def campaign_for(delivery: Delivery) -> Campaign | None:
    """The campaign of the receiving council for the year of the paper; None while it has none."""
    year = delivery.issue.campaign.year
    return Campaign.objects.filter(council_id=delivery.council_id, year=year).select_related("council").first()


def to_file(actor: Actor) -> list[Delivery]:
    """What was delivered to the acting council, was acknowledged, and has no own plan filed under it; the earliest last day first."""
    if not actor.may("campaigns:manage"):
        return []
    rows = Delivery.objects.filter(council_id=actor.organisation_id or 0, filed_version=None)
    rows = rows.filter(acknowledged_at__isnull=False).select_related("issue__council", "issue__campaign")
    return list(rows.order_by("issue__plans_until", "pk"))


@dataclass(frozen=True, slots=True)
class FiledLink:
    """That a measure of a filed plan carries out one of a plan above; its last day."""

    council_id: int
    measure_id: int
    above_id: int
    last_day: date | None


def links_below(campaign: Campaign) -> Iterator[FiledLink]:
    """The links of the plans that councils below filed for that year, with whichever council above them: one a measure, though a county files the same plan under two papers."""
    rows = Delivery.objects.filter(issue__campaign__year=campaign.year, filed_version__isnull=False)
    below = rows.filter(council__path__startswith=campaign.council.path)
    seen = set()
    for council_id, links in below.values_list("council_id", "filed_links"):
        for measure_id, above_id, last in links:
            if measure_id in seen:
                continue
            seen.add(measure_id)
            yield FiledLink(council_id, measure_id, above_id, _day(last))


@dataclass(frozen=True, slots=True)
class FiledMeasure:
    """A measure as a filed version has it."""

    measure_id: int
    title: str
    responsible: str
    first_day: date | None
    last_day: date | None
    version: PlanVersion


def filed_measures(of: Mapping[int, int]) -> Iterator[FiledMeasure]:
    """The measures among these (with their councils) as they stand in the versions that those councils filed."""
    rows = Delivery.objects.filter(council_id__in=set(of.values()), filed_version__isnull=False)
    seen = set()
    versions = PlanVersion.objects.filter(pk__in=rows.values("filed_version")).select_related("campaign__council")
    for version in versions.order_by("campaign__council__path", "-number"):
        for item in content_from(version.content):
            pk = int(item.key.removeprefix(MEASURE)) if item.kind == MEASURE else 0
            if pk in of and pk not in seen:
                seen.add(pk)
                said = item.fields
                first, last = _day(said["first_day"]), _day(said["last_day"])
                yield FiledMeasure(pk, said["title"], said["responsible"], first, last, version)


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
