"""The verbs of a campaign: open, update, close."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Campaign
from open315.campaigns.rules import faults
from open315.campaigns.types import CampaignPlan
from open315.core import audit
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox import emit

FAULTS: dict[str, Any] = {
    "year_out_of_range": _("Enter the year of the campaign, not earlier than 1983 and at most two years ahead."),
    "theme_missing": _("Enter the theme of the year."),
    "days_reversed": _("The last day is before the first day. Change one of them."),
    "days_of_another_year": _("The first day must lie in the year of the campaign."),
    "period_reversed": _("The period of the figures ends before it begins. Change one of the days."),
    "region_outside": _("The region must be the council's own or lie inside of it."),
}
ONCE_A_YEAR = _("Your council already has a campaign in that year. Open it and change it instead.")


@transaction.atomic
def open_campaign(plan: CampaignPlan, *, actor: Actor, at: datetime) -> Campaign:
    """Open the campaign of the acting council for a year. InvalidInput if the plan is unsound or the year is taken."""
    _require_manager(actor)
    if actor.organisation_kind != "council" or actor.organisation_id is None:
        raise NotAllowed(_("Only a consumer council opens a campaign."))
    _check(plan, council_region=actor.region_code, at=at)
    campaign = Campaign(council_id=actor.organisation_id, created_at=at)
    _write(campaign, plan)
    _announce("opened", campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def update_campaign(
    campaign_id: int, plan: CampaignPlan, *, actor: Actor, at: datetime, version: int | None = None
) -> Campaign:
    """Change an open campaign. Conflict if it is closed or was changed since `version`."""
    campaign = _locked(campaign_id, actor=actor, version=version)
    _check(plan, council_region=campaign.council.region_id, at=at)
    before = _plain(campaign)
    _write(campaign, plan)
    after = _plain(campaign)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    _announce("updated", campaign, actor=actor, at=at, changed=changed)
    return campaign


@transaction.atomic
def close_campaign(campaign_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Campaign:
    """Close a campaign: its plan is not changed any more. Its summary counts what became of the complaints up to that day."""
    campaign = _locked(campaign_id, actor=actor, version=version)
    campaign.closed_at = at
    campaign.version += 1
    campaign.save(update_fields=["closed_at", "version"])
    _announce("closed", campaign, actor=actor, at=at)
    return campaign


def _require_manager(actor: Actor) -> None:
    if not actor.may("campaigns:manage"):
        raise NotAllowed(_("You may not manage campaigns."))


def _locked(campaign_id: int, *, actor: Actor, version: int | None) -> Campaign:
    _require_manager(actor)
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("council")
    campaign = rows.filter(pk=campaign_id, council__in=actor.organisation_ids).first()
    if campaign is None:
        raise NotFound(_("There is no such campaign."))
    if version is not None and version != campaign.version:
        raise Conflict(_("Somebody else changed this campaign in the meantime. Look at it again before you change it."))
    if campaign.closed_at is not None:
        raise Conflict(_("This campaign is closed and cannot be changed any more."))
    return campaign


def _check(plan: CampaignPlan, *, council_region: str, at: datetime) -> None:
    for field, code in faults(plan, today=local_day(at), council_region=council_region):
        raise InvalidInput(FAULTS[code], field=field)


def _write(campaign: Campaign, plan: CampaignPlan) -> None:
    campaign.year = plan.year
    campaign.theme, campaign.theme_en = plan.theme.strip(), plan.theme_en.strip()
    campaign.first_day, campaign.last_day = plan.first_day, plan.last_day
    campaign.stat_first, campaign.stat_last = plan.stat_first, plan.stat_last
    campaign.region_id, campaign.note = plan.region_code, plan.note.strip()
    campaign.version = campaign.version + 1 if campaign.pk else 1
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError as error:
        raise InvalidInput(ONCE_A_YEAR, field="year") from error


def _plain(campaign: Campaign) -> dict[str, str]:
    names = ("year", "theme", "theme_en", "first_day", "last_day", "stat_first", "stat_last", "region_id", "note")
    return {name: str(getattr(campaign, name)) for name in names}


def _announce(what: str, campaign: Campaign, *, actor: Actor, at: datetime, **data: Any) -> None:
    facts = {"year": campaign.year, "council_id": campaign.council_id, **data}
    audit.record(f"campaigns.{what}", actor=actor, at=at, obj=("campaign", campaign.pk), data=facts)
    emit(f"campaigns.{what}", {"campaign_id": campaign.pk, "year": campaign.year}, at=at)
