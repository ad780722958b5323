"""Give, change, hand over, move and take out the posts of a body of a campaign."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from open315.campaigns.committee import rules
from open315.campaigns.committee.services.committees import CLOSED, COMMITTEE, MANAGERS, OWN_PAGE
from open315.campaigns.committee.types import PostDraft, Successor
from open315.campaigns.models import Committee, CommitteePost
from open315.campaigns.plan.services.locking import locking, open_campaign_of, while_open
from open315.campaigns.plan.services.placing import placed, removed
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs import Target, Verb
from open315.core.verbs.step import making, step
from open315.org import queries as org

FAULTS: dict[str, Any] = {
    "post_untitled": _("Say what the post is called."),
    "body_missing": _("Enter the body whose office holds the post."),
    "office_missing": _("Enter the office that holds the post."),
    "before_set_up": _("The body was not set up yet on that day."),
    "days_reversed": _("The last day is before the first day. Change one of them."),
}
FULL = _("A body has at most 200 posts.")
THERE = _("This office holds the post on some of these days already.")
TOO_EARLY = _("Who takes over begins after the first day of who held the post before.")
IN_USE = _("Others refer to this post.")

POST: Target[CommitteePost] = Target(
    room="campaigns",
    name="committee_post",
    lock=locking(CommitteePost, "committee__campaign"),
    who_first=True,
    noted=lambda done: {"committee_id": done.row.committee_id, **done.data},
    announced=lambda done: {"committee_id": done.row.committee_id, "post_id": done.row.pk},
    stale=_("Somebody else changed this post in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[CommitteePost]:
    also = while_open(lambda row: row.committee.campaign, CLOSED)
    return Verb(name, POST, event=event, permission="campaigns:manage", who=MANAGERS, also=also, face=OWN_PAGE, **more)


GIVE = _verb("give_post", "campaigns.post_given", makes=True)


@GIVE
def give_post(committee_id: int, draft: PostDraft, *, actor: Actor, at: datetime) -> CommitteePost:
    """Give a post of a body to an office, behind the others. InvalidInput if it is unsound, Conflict if the campaign is closed."""
    with making(GIVE, actor=actor, at=at) as done:
        committee = COMMITTEE.lock(actor, committee_id)
        open_campaign_of(actor, committee.campaign_id, CLOSED)
        row = CommitteePost(committee=committee, place=_next_place(committee))
        _write(row, draft)
        row.save()
        done.row = row
        return row


CHANGE = _verb("change_post", "campaigns.post_changed")


@CHANGE
def change_post(
    post_id: int, draft: PostDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> CommitteePost:
    """Correct a post, or say when it ended."""
    with step(CHANGE, post_id, actor=actor, at=at, version=version) as done:
        _write(done.row, draft)
        return done.row


HAND_OVER = _verb("hand_over_post", "campaigns.post_handed_over")


@HAND_OVER
def hand_over_post(
    post_id: int, successor: Successor, *, actor: Actor, at: datetime, version: int | None = None
) -> CommitteePost:
    """End a post on the day before, and give it to another office at the same place; returns the new one. One that ended earlier was vacant meanwhile."""
    with step(HAND_OVER, post_id, actor=actor, at=at, version=version) as done:
        old, day_before = done.row, successor.first_day - timedelta(days=1)
        if successor.first_day <= old.first_day:
            raise InvalidInput(TOO_EARLY, field="first_day")
        _next_place(old.committee)
        until = old.last_day if old.last_day and old.last_day > day_before else None
        old.last_day = min(old.last_day or day_before, day_before)
        done.save()
        old.committee.posts.filter(place__gt=old.place).update(place=F("place") + 1)
        row = CommitteePost(committee=old.committee, place=old.place + 1)
        _write(row, PostDraft(old.title, successor.body, successor.office, successor.first_day, until))
        row.save()
        done.say(successor_id=row.pk)
        return row


MOVE = _verb("move_post", "campaigns.post_moved")


@MOVE
def move_post(post_id: int, by: int, *, actor: Actor, at: datetime) -> CommitteePost:
    """Move a post by so many places in its body; at an end it stays there."""
    with step(MOVE, post_id, actor=actor, at=at) as done:
        done.row.place = placed(CommitteePost.objects.filter(committee_id=done.row.committee_id), done.row.pk, by)
        done.say(place=done.row.place)
        return done.row


REMOVE = _verb("remove_post", "campaigns.post_removed")


@REMOVE
def remove_post(post_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Take out a post that was entered by mistake. One that ended gets a last day instead."""
    with step(REMOVE, post_id, actor=actor, at=at, version=version) as done:
        removed(done, IN_USE)


def _next_place(committee: Committee) -> int:
    if committee.posts.count() >= rules.MOST_POSTS:
        raise InvalidInput(FULL, field="title")
    return (committee.posts.aggregate(last=Max("place"))["last"] or 0) + 1


def _write(row: CommitteePost, draft: PostDraft) -> None:
    for field, code in rules.post_faults(draft, set_up_on=row.committee.set_up_on):
        raise InvalidInput(FAULTS[code], field=field)
    row.title, row.body, row.office = draft.title.strip(), draft.body.strip(), draft.office.strip()
    row.first_day, row.last_day = draft.first_day, draft.last_day
    row.organisation_id = {body.name: body.id for body in org.active_bodies()}.get(row.body)
    _refuse_twice(row)


def _refuse_twice(row: CommitteePost) -> None:
    """The same office in the same post twice on one day is a line entered twice."""
    same = row.committee.posts.exclude(pk=row.pk).filter(title=row.title, body=row.body, office=row.office)
    for other in same:
        if rules.overlap(row.first_day, row.last_day, other.first_day, other.last_day):
            raise InvalidInput(THERE, field="office")
