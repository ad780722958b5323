"""Freeze the plan as a version, and release a version to the councils above and below."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import PlanVersion
from open315.campaigns.plan import queries
from open315.campaigns.plan.services.locking import MANAGERS, OWN_PAGE, locking, open_campaign_of
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import YES, Decision, Target, Verb
from open315.core.verbs.step import making, step

NO_WHY = _("Say what the version is for: for the committee, after its meeting, to be released …")
NOTHING_NEW = _("Nothing has changed since version %(number)s.")
EMPTY = _("The plan has no section yet. Write one first.")
RELEASED = _("This version was released already.")

VERSION: Target[PlanVersion] = Target(
    room="campaigns",
    name="plan_version",
    lock=locking(PlanVersion, "campaign"),
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, "number": done.row.number, **done.data},
    announced=lambda done: {"campaign_id": done.row.campaign_id, "number": done.row.number},
)


def _verb(name: str, event: str, **more: Any) -> Verb[PlanVersion]:
    return Verb(name, VERSION, event=event, permission="campaigns:manage", who=MANAGERS, face=OWN_PAGE, **more)


FREEZE = _verb("freeze_plan", "campaigns.plan_frozen", makes=True)


@FREEZE
def freeze_plan(campaign_id: int, *, why: str, actor: Actor, at: datetime) -> PlanVersion:
    """Keep the plan as it stands as its next version. Conflict if it says what the last one says, or nothing."""
    with making(FREEZE, actor=actor, at=at) as done:
        campaign = open_campaign_of(actor, campaign_id)
        if not why.strip():
            raise InvalidInput(NO_WHY, field="why")
        draft = queries.draft_of(campaign)
        if not draft.sections:
            raise Conflict(EMPTY)
        content = [item.as_data() for item in draft.content]
        last = campaign.versions.first()
        if last is not None and last.content == content:
            raise Conflict(NOTHING_NEW % {"number": last.number})
        done.row = PlanVersion.objects.create(
            campaign=campaign,
            number=(campaign.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
            content=content,
            why=why.strip(),
            made_at=at,
            made_by_id=actor.account_id,
        )
        done.say(why=done.row.why)
        return done.row


def _not_yet(_actor: Actor, version: PlanVersion) -> Decision:
    return YES if version.released_at is None else Decision(False, RELEASED, by_state=True)


RELEASE = _verb("release_plan", "campaigns.plan_released", also=_not_yet)


@RELEASE
def release_plan(version_id: int, *, actor: Actor, at: datetime) -> PlanVersion:
    """Let the council above and the councils below read a version. Conflict if that was done already."""
    with step(RELEASE, version_id, actor=actor, at=at) as done:
        done.row.released_at = at
        return done.row
