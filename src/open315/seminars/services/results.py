"""What came of a seminar: its minutes, and the points on which all agreed with who supported each."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import Target
from open315.core.verbs.step import making, step
from open315.seminars import queries
from open315.seminars.models import Consensus, Guest, Seminar
from open315.seminars.rules import MINUTES_LENGTH, consensus_faults, may_answer
from open315.seminars.services.verb import FAULTS, SEMINAR, check, managing, noted, open_seminar, require_open
from open315.seminars.types import ConsensusDraft

NO_SUCH_SUPPORTER = _("Choose those who supported it from the guests who arrived.")
NOTHING_YET = _("The seminar has not begun yet. What came of it can be noted from its start on.")


def _lock(actor: Actor, consensus_id: int) -> Consensus:
    queries.get_consensus(actor, consensus_id)
    return Consensus.objects.select_for_update(of=("self",)).get(pk=consensus_id)


CONSENSUS: Target[Consensus] = Target(
    room="seminars",
    name="consensus",
    who_first=True,
    lock=_lock,
    noted=noted,
    announced=lambda done: {"activity_id": done.row.activity_id, "consensus_id": done.row.pk},
    stale=_("Somebody else changed this point in the meantime. Look at it again before you change it."),
)
ADD = managing("add_consensus", CONSENSUS, "seminars.consensus_added", makes=True)


@ADD
def add_consensus(activity_id: int, draft: ConsensusDraft, *, actor: Actor, at: datetime) -> Consensus:
    """Note a point of consensus. InvalidInput if it is unsound or supported by somebody who was not there; Conflict before it begins."""
    with making(ADD, actor=actor, at=at) as done:
        activity = open_seminar(actor, activity_id)
        if may_answer(activity.starts_at, at):
            raise Conflict(NOTHING_YET)
        row = Consensus(activity=activity, created_at=at)
        _write(row, draft)
        done.row = row
        done.say(place=row.place, supporters=len(draft.supporter_ids))
        return row


CHANGE = managing("change_consensus", CONSENSUS, "seminars.consensus_changed")


@CHANGE
def change_consensus(
    consensus_id: int, draft: ConsensusDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> Consensus:
    """Change a point of consensus or who supported it."""
    with step(CHANGE, consensus_id, actor=actor, at=at, version=version) as done:
        done.row.version += 1
        _write(done.row, draft)
        done.is_saved = True
        done.say(place=done.row.place, supporters=len(draft.supporter_ids))
        return done.row


REMOVE = managing("remove_consensus", CONSENSUS, "seminars.consensus_removed")


@REMOVE
def remove_consensus(consensus_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Consensus:
    """Take out a point that was noted by mistake."""
    with step(REMOVE, consensus_id, actor=actor, at=at, version=version) as done:
        Consensus.objects.filter(pk=done.row.pk).delete()
        done.is_saved = True
        return done.row


def _write(row: Consensus, draft: ConsensusDraft) -> None:
    check(consensus_faults(draft))
    there = Guest.objects.filter(activity=row.activity_id, pk__in=draft.supporter_ids).exclude(arrived_at=None)
    if there.count() != len(set(draft.supporter_ids)):
        raise InvalidInput(NO_SUCH_SUPPORTER, field="supporters")
    row.text, row.place = draft.text.strip(), draft.place
    row.save()
    row.supporters.set(draft.supporter_ids)


MINUTES = managing("write_minutes", SEMINAR, "seminars.minutes_written")


@MINUTES
def write_minutes(activity_id: int, minutes: str, *, actor: Actor, at: datetime, version: int | None = None) -> Seminar:
    """Keep the minutes. Conflict before it begins or for what is cancelled; NotFound for an activity of another form."""
    with step(MINUTES, activity_id, actor=actor, at=at, version=version) as done:
        queries.get_seminar(actor, activity_id)
        require_open(done.row.activity)
        if may_answer(done.row.activity.starts_at, at):
            raise Conflict(NOTHING_YET)
        if len(minutes.strip()) > MINUTES_LENGTH:
            raise InvalidInput(FAULTS["minutes_too_long"], field="minutes")
        done.row.minutes = minutes.strip()
        return done.row
