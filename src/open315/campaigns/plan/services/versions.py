"""Freeze the plan as a version, send a version to the committee, and release one to the councils above and below."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import PlanVersion
from open315.campaigns.plan import queries
from open315.campaigns.plan.services.locking import CLOSED, MANAGERS, OWN_PAGE, locking, open_campaign_of
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import YES, Decision, Target, Verb
from open315.core.verbs.step import making, step

NO_WHY = _("Say what the version is for: for the committee, after its meeting, to be released …")
NOTHING_NEW = _("Nothing has changed since version %(number)s.")
EMPTY = _("The plan has no section yet. Write one first.")
RELEASED = _("This version was released already.")
SENT = _("This version was sent to the committee already.")
NOT_NEWEST = _("There is a newer version: send that to the committee.")

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


def _to_be_sent(_actor: Actor, version: PlanVersion) -> Decision:
    """The newest one of an open campaign, once."""
    if version.campaign.closed_at is not None:
        return Decision(False, CLOSED, by_state=True)
    if version.sent_at is not None:
        return Decision(False, SENT, by_state=True)
    is_newest = not queries.is_followed(version)
    return YES if is_newest else Decision(False, NOT_NEWEST, by_state=True)


SEND = _verb("send_plan", "campaigns.plan_sent", also=_to_be_sent)


@SEND
def send_plan(version_id: int, *, actor: Actor, at: datetime) -> PlanVersion:
    """Ask the members of the standing committee to read the newest version and to comment. Conflict if that was done already."""
    with step(SEND, version_id, actor=actor, at=at) as done:
        done.row.sent_at = at
        return done.row


RELEASE = _verb("release_plan", "campaigns.plan_released", also=_not_yet)


@RELEASE
def release_plan(version_id: int, *, actor: Actor, at: datetime) -> PlanVersion:
    """Let the council above and the councils below read a version. Conflict if that was done already."""
    with step(RELEASE, version_id, actor=actor, at=at) as done:
        done.row.released_at = at
        return done.row
