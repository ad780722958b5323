"""The verbs of a deployment meeting: call it, change it, note what came of it, take out what did not take place."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns.meetings import rules
from open315.campaigns.meetings.types import MeetingDraft, MeetingRecord
from open315.campaigns.models import Meeting, MeetingBody
from open315.campaigns.plan.services.locking import locking, open_campaign_of, while_open
from open315.campaigns.plan.services.placing import removed
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.org import queries as org

FAULTS: dict[str, Any] = {
    "meeting_untitled": _("Say which meeting it is."),
    "venue_missing": _("Say where it takes place."),
    "bodies_unfit": _("One body a line, at most 300, each with at most 120 characters."),
    "not_begun": _("The meeting has not begun yet. What came of it can be noted from its start on."),
    "nobody_present": _("Enter the bodies that were there, one a line."),
    "both_present_and_absent": _("A body stands among those who came and those who did not."),
}
MANAGERS = holders(_("You may not call meetings of a campaign."))
OWN_PAGE = NoFace("The pages of meetings have a form or a button for it.")
CLOSED = _("This campaign is closed: its meetings cannot be changed any more.")
HAS_TASKS = _("Tasks came out of this meeting. It stays, so that they can be traced.")

MEETING: Target[Meeting] = Target(
    room="campaigns",
    name="meeting",
    lock=locking(Meeting, "campaign"),
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, **done.data},
    announced=lambda done: {"campaign_id": done.row.campaign_id, "meeting_id": done.row.pk},
    stale=_("Somebody else changed this meeting in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[Meeting]:
    also = while_open(lambda row: row.campaign, CLOSED)
    return Verb(
        name, MEETING, event=event, permission="campaigns:manage", who=MANAGERS, also=also, face=OWN_PAGE, **more
    )


CALL = _verb("call_meeting", "campaigns.meeting_called", makes=True)


@CALL
def call_meeting(campaign_id: int, draft: MeetingDraft, *, actor: Actor, at: datetime) -> Meeting:
    """Enter a meeting of a campaign of the acting council. InvalidInput if it is unsound, Conflict if the campaign is closed."""
    with making(CALL, actor=actor, at=at) as done:
        row = Meeting(campaign=open_campaign_of(actor, campaign_id, CLOSED))
        _write(row, draft)
        row.save()
        _ask(row, draft.bodies)
        done.row = row
        return row


CHANGE = _verb("change_meeting", "campaigns.meeting_changed")


@CHANGE
def change_meeting(
    meeting_id: int, draft: MeetingDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> Meeting:
    """Change what was called. Of a meeting that was held, the bodies stay as they were noted."""
    with step(CHANGE, meeting_id, actor=actor, at=at, version=version) as done:
        _write(done.row, draft)
        if done.row.held_at is None:
            _ask(done.row, draft.bodies)
        return done.row


RECORD = _verb("record_meeting", "campaigns.meeting_held")


@RECORD
def record_meeting(
    meeting_id: int, record: MeetingRecord, *, actor: Actor, at: datetime, version: int | None = None
) -> Meeting:
    """Note that a meeting was held, who came, and what was decided; again, to correct it. InvalidInput before it began."""
    with step(RECORD, meeting_id, actor=actor, at=at, version=version) as done:
        _check(rules.record_faults(record, starts_at=done.row.starts_at, now=at))
        done.row.held_at = done.row.held_at or at
        done.row.decisions = record.decisions.strip()
        came = {**dict.fromkeys(record.present, True), **dict.fromkeys(record.absent, False)}
        _enter(done.row, came)
        done.say(present=len(record.present), absent=len(record.absent))
        return done.row


REMOVE = _verb("remove_meeting", "campaigns.meeting_removed")


@REMOVE
def remove_meeting(meeting_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Take out a meeting that did not take place. Conflict if tasks came out of it."""
    with step(REMOVE, meeting_id, actor=actor, at=at, version=version) as done:
        removed(done, HAS_TASKS)


def _check(faults: Iterator[tuple[str, str]]) -> None:
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)


def _write(row: Meeting, draft: MeetingDraft) -> None:
    _check(rules.meeting_faults(draft))
    row.title, row.venue, row.agenda = draft.title.strip(), draft.venue.strip(), draft.agenda.strip()
    row.starts_at = draft.starts_at


def _ask(row: Meeting, names: tuple[str, ...]) -> None:
    _enter(row, dict.fromkeys(names))


def _enter(row: Meeting, came: Mapping[str, bool | None]) -> None:
    known = {body.name: body.id for body in org.active_bodies()}
    row.bodies.all().delete()
    MeetingBody.objects.bulk_create(
        MeetingBody(meeting=row, place=place, name=name, organisation_id=known.get(name), came=each)
        for place, (name, each) in enumerate(came.items(), 1)
    )
