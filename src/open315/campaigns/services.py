"""The verbs of a campaign: open, update, close."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Campaign
from open315.campaigns.rules import faults
from open315.campaigns.types import CampaignPlan
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.core.verbs import YES, Decision, NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

FAULTS: dict[str, Any] = {
    "year_out_of_range": _("Enter the year of the campaign, not earlier than 1983 and at most two years ahead."),
    "theme_missing": _("Enter the theme of the year."),
    "days_reversed": _("The last day is before the first day. Change one of them."),
    "days_of_another_year": _("The first day must lie in the year of the campaign."),
    "period_reversed": _("The period of the figures ends before it begins. Change one of the days."),
    "region_outside": _("The region must be the council's own or lie inside of it."),
}
ONCE_A_YEAR = _("Your council already has a campaign in that year. Open it and change it instead.")
MANAGERS = holders(_("You may not manage campaigns."))
OWN_PAGE = NoFace("The pages of campaigns have a form or a button for it.")


def _lock(actor: Actor, campaign_id: int) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("council")
    campaign = rows.filter(pk=campaign_id, council__in=actor.organisation_ids).first()
    if campaign is None:
        raise NotFound(_("There is no such campaign."))
    return campaign


def _noted(done: Step[Campaign]) -> dict[str, Any]:
    return {"year": done.row.year, "council_id": done.row.council_id, **done.data}


def _announced(done: Step[Campaign]) -> dict[str, Any]:
    return {"campaign_id": done.row.pk, "year": done.row.year}


CAMPAIGN: Target[Campaign] = Target(
    room="campaigns",
    name="campaign",
    who_first=True,
    lock=_lock,
    noted=_noted,
    announced=_announced,
    stale=_("Somebody else changed this campaign in the meantime. Look at it again before you change it."),
)

OPEN = Verb(
    "open",
    CAMPAIGN,
    event="campaigns.opened",
    permission="campaigns:manage",
    who=MANAGERS,
    makes=True,
    face=OWN_PAGE,
)


@OPEN
def open_campaign(plan: CampaignPlan, *, actor: Actor, at: datetime) -> Campaign:
    """Open the campaign of the acting council for a year. InvalidInput if the plan is unsound or the year is taken."""
    with making(OPEN, actor=actor, at=at) as done:
        if actor.organisation_kind != "council" or actor.organisation_id is None:
            raise NotAllowed(_("Only a consumer council opens a campaign."))
        _check(plan, council_region=actor.region_code, at=at)
        done.row = Campaign(council_id=actor.organisation_id, created_at=at)
        _write(done.row, plan)
        _store(done.row.save)
        return done.row


def _still_open(_actor: Actor, campaign: Campaign) -> Decision:
    if campaign.closed_at is None:
        return YES
    return Decision(False, _("This campaign is closed and cannot be changed any more."), by_state=True)


UPDATE = Verb(
    "update",
    CAMPAIGN,
    event="campaigns.updated",
    permission="campaigns:manage",
    who=MANAGERS,
    also=_still_open,
    face=OWN_PAGE,
)


@UPDATE
def update_campaign(
    campaign_id: int, plan: CampaignPlan, *, actor: Actor, at: datetime, version: int | None = None
) -> Campaign:
    """Change an open campaign. Conflict if it is closed or was changed since `version`."""
    with step(UPDATE, campaign_id, actor=actor, at=at, version=version) as done:
        campaign = done.row
        _check(plan, council_region=campaign.council.region_id, at=at)
        before = _plain(campaign)
        _write(campaign, plan)
        _store(done.save)
        after = _plain(campaign)
        said = {name: [before.get(name, ""), after.get(name, "")] for name in {**before, **after}}
        changed = {name: each for name, each in said.items() if each[0] != each[1]}
        done.say(changed={name: each for name, each in changed.items() if name not in LONG})
        texts: dict[str, Any] = {name: " → ".join(each) for name, each in changed.items() if name in LONG}
        done.say(**texts)
        return campaign


CLOSE = Verb(
    "close",
    CAMPAIGN,
    event="campaigns.closed",
    permission="campaigns:manage",
    who=MANAGERS,
    also=_still_open,
    face=OWN_PAGE,
)


@CLOSE
def close_campaign(campaign_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Campaign:
    """Close a campaign: its plan is not changed any more. Its summary counts what became of the complaints up to that day."""
    with step(CLOSE, campaign_id, actor=actor, at=at, version=version) as done:
        done.row.closed_at = at
        return done.row


def _check(plan: CampaignPlan, *, council_region: str, at: datetime) -> None:
    for field, code in faults(plan, today=local_day(at), council_region=council_region):
        raise InvalidInput(FAULTS[code], field=field)


def _write(campaign: Campaign, plan: CampaignPlan) -> None:
    campaign.year = plan.year
    campaign.theme, campaign.theme_in = plan.theme.strip(), plan.theme_in
    campaign.first_day, campaign.last_day = plan.first_day, plan.last_day
    campaign.stat_first, campaign.stat_last = plan.stat_first, plan.stat_last
    campaign.region_id, campaign.note = plan.region_code, plan.note.strip()
    campaign.idea, campaign.goals, campaign.budget_cents = plan.idea.strip(), plan.goals.strip(), plan.budget_cents


def _store(save: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        raise InvalidInput(ONCE_A_YEAR, field="year") from error


LONG = ("note", "idea", "goals")
"""Texts of a campaign: sealed beside the audit entry."""


def _plain(campaign: Campaign) -> dict[str, str]:
    names = (
        "year", "theme", "first_day", "last_day", "stat_first", "stat_last", "region_id", "note", "idea", "goals", "budget_cents",
    )  # fmt: skip
    said = [(name, getattr(campaign, name)) for name in names]
    themes = {f"theme_{key}": text for key, text in campaign.theme_in.others.items()}
    return {**{name: str(value) if value is not None else "" for name, value in said}, **themes}
