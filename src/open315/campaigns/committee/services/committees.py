"""Set up, change, move and take out the bodies of a campaign."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from open315.campaigns.committee import rules
from open315.campaigns.committee.types import CommitteeDraft
from open315.campaigns.models import Campaign, Committee
from open315.campaigns.plan.services.locking import locking, open_campaign_of, while_open
from open315.campaigns.plan.services.placing import placed, removed
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

FAULTS: dict[str, Any] = {
    "kind_unknown": _("Choose what kind of body it is."),
    "committee_unnamed": _("Enter the name of the body."),
    "days_reversed": _("The last day is before the first day. Change one of them."),
}
MANAGERS = holders(_("You may not set up bodies of a campaign."))
OWN_PAGE = NoFace("The pages of the bodies of a campaign have a form or a button for it.")
CLOSED = _("This campaign is closed: its bodies cannot be changed any more.")
FULL = _("A campaign has at most 60 bodies.")
NOT_HERE = _("Choose a body of this campaign, not the body itself or one that belongs to it.")
LATER_THAN_A_POST = _("One of its posts was held before that day. Change that post first.")
HAS_PARTS = _("Other bodies belong to this one. Let them belong to another first.")

COMMITTEE: Target[Committee] = Target(
    room="campaigns",
    name="committee",
    lock=locking(Committee, "campaign"),
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, **done.data},
    announced=lambda done: {"campaign_id": done.row.campaign_id, "committee_id": done.row.pk},
    stale=_("Somebody else changed this body in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[Committee]:
    also = while_open(lambda row: row.campaign, CLOSED)
    return Verb(
        name, COMMITTEE, event=event, permission="campaigns:manage", who=MANAGERS, also=also, face=OWN_PAGE, **more
    )


SET_UP = _verb("set_up_committee", "campaigns.committee_set_up", makes=True)


@SET_UP
def set_up_committee(campaign_id: int, draft: CommitteeDraft, *, actor: Actor, at: datetime) -> Committee:
    """Enter a body of a campaign of the acting council, behind the others. InvalidInput if it is unsound, Conflict if the campaign is closed."""
    with making(SET_UP, actor=actor, at=at) as done:
        campaign = open_campaign_of(actor, campaign_id, CLOSED)
        last = campaign.committees.aggregate(last=Max("place"))["last"] or 0
        if campaign.committees.count() >= rules.MOST_COMMITTEES:
            raise InvalidInput(FULL, field="name")
        row = Committee(campaign=campaign, place=last + 1)
        _write(row, draft)
        row.save()
        done.row = row
        return row


CHANGE = _verb("change_committee", "campaigns.committee_changed")


@CHANGE
def change_committee(
    committee_id: int, draft: CommitteeDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> Committee:
    """Write a body anew. InvalidInput also for a first day after that of one of its posts."""
    with step(CHANGE, committee_id, actor=actor, at=at, version=version) as done:
        _write(done.row, draft)
        if done.row.posts.filter(first_day__lt=draft.set_up_on).exists():
            raise InvalidInput(LATER_THAN_A_POST, field="set_up_on")
        return done.row


MOVE = _verb("move_committee", "campaigns.committee_moved")


@MOVE
def move_committee(committee_id: int, by: int, *, actor: Actor, at: datetime) -> Committee:
    """Move a body by so many places among those of the campaign; at an end it stays there."""
    with step(MOVE, committee_id, actor=actor, at=at) as done:
        done.row.place = placed(Committee.objects.filter(campaign_id=done.row.campaign_id), done.row.pk, by)
        done.say(place=done.row.place)
        return done.row


REMOVE = _verb("remove_committee", "campaigns.committee_removed")


@REMOVE
def remove_committee(committee_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Take out a body that was entered by mistake, with its posts. Conflict if others belong to it."""
    with step(REMOVE, committee_id, actor=actor, at=at, version=version) as done:
        removed(done, HAS_PARTS)


def _write(row: Committee, draft: CommitteeDraft) -> None:
    for field, code in rules.committee_faults(draft):
        raise InvalidInput(FAULTS[code], field=field)
    row.kind, row.name = draft.kind, draft.name.strip()
    row.set_up_on, row.ended_on = draft.set_up_on, draft.ended_on
    row.part_of_id = _part_of(row.campaign, row.pk, draft.part_of_id)
    row.basis, row.duties = draft.basis.strip(), draft.duties.strip()


def _part_of(campaign: Campaign, own_id: int | None, part_of_id: int | None) -> int | None:
    known = dict(campaign.committees.values_list("pk", "part_of_id"))
    if part_of_id is None:
        return None
    if part_of_id not in known or (own_id is not None and rules.is_below(own_id, part_of_id, known)):
        raise InvalidInput(NOT_HERE, field="part_of")
    return part_of_id
