"""The verbs about pairs of activities: the same, different, undecided again; and the look for pairs after an activity has changed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.activities.doubles import queries
from open315.activities.doubles.rules import counted_as, why
from open315.activities.models import Activity, DoubleEntry
from open315.activities.types import PairDecision, State
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import step
from open315.core.verbs.who import holders

MANAGERS = holders(_("You may not decide about double entries."))
OWN_PAGE = NoFace("The page of a pair has a button for it.")
CHOOSE = _("Choose which of the two entries counts.")
DECIDED = _("This was decided already. Take the decision back first.")
UNDECIDED = _("Nothing was decided here.")


def _lock(actor: Actor, pair_id: int) -> DoubleEntry:
    pair = queries.get_pair(actor, pair_id)
    both = Activity.objects.select_for_update(of=("self",)).filter(pk__in=(pair.first_id, pair.second_id))
    list(both.order_by("pk").values_list("pk"))
    return DoubleEntry.objects.select_for_update(of=("self",)).get(pk=pair_id)


PAIR: Target[DoubleEntry] = Target(
    room="activities",
    name="double_entry",
    who_first=True,
    lock=_lock,
    noted=lambda done: {"first_id": done.row.first_id, "second_id": done.row.second_id, **done.data},
    announced=lambda done: {"first_id": done.row.first_id, "second_id": done.row.second_id},
    stale=_("Somebody else decided about this pair in the meantime. Look at it again before you decide."),
)


def _verb(name: str, event: str) -> Verb[DoubleEntry]:
    return Verb(name, PAIR, event=event, permission="activities:manage", who=MANAGERS, face=OWN_PAGE)


SAME = _verb("call_same", "activities.called_same")


@SAME
def call_same(pair_id: int, *, kept_id: int, actor: Actor, at: datetime, version: int | None = None) -> DoubleEntry:
    """Say that both are one activity, and which entry counts: its people are those of both, each indicator is taken once. Conflict for what was decided."""
    with step(SAME, pair_id, actor=actor, at=at, version=version) as done:
        if kept_id not in (done.row.first_id, done.row.second_id):
            raise InvalidInput(CHOOSE, field="kept")
        _decide(done, PairDecision.SAME, kept_id)
        done.say(kept_id=kept_id)
        return done.row


DIFFERENT = _verb("call_different", "activities.called_different")


@DIFFERENT
def call_different(pair_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> DoubleEntry:
    """Say that they are two activities: both count, and nobody is asked again. Conflict for what was decided."""
    with step(DIFFERENT, pair_id, actor=actor, at=at, version=version) as done:
        _decide(done, PairDecision.DIFFERENT)
        return done.row


UNDO = _verb("take_back_likeness", "activities.likeness_taken_back")


@UNDO
def take_back_decision(pair_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> DoubleEntry:
    """Take back what was decided: both count again, and the pair is reported. Conflict where nothing was."""
    with step(UNDO, pair_id, actor=actor, at=at, version=version) as done:
        if not done.row.decision:
            raise Conflict(UNDECIDED)
        done.say(was=done.row.decision)
        done.row.decided_by_id = done.row.decided_at = None
        _save(done, "")
        return done.row


def _decide(done: Step[DoubleEntry], decision: PairDecision, kept_id: int | None = None) -> None:
    if done.row.decision:
        raise Conflict(DECIDED)
    done.row.decided_by_id, done.row.decided_at = done.actor.account_id, done.at
    _save(done, decision.value, kept_id)


def _save(done: Step[DoubleEntry], decision: str, kept_id: int | None = None) -> None:
    """Written before the activities follow it."""
    done.row.decision, done.row.kept_id = decision, kept_id
    done.row.version += 1
    done.row.save()
    done.is_saved = True
    settle()


def settle() -> int:
    """Make the activities say what the decisions say; of how many that was to be written."""
    wanted, current = counted_as(queries.decided_same()), queries.united()
    changed = [pk for pk in {*wanted, *current} if wanted.get(pk) != current.get(pk)]
    for pk in sorted(changed):
        Activity.objects.filter(pk=pk).update(same_as=wanted.get(pk))
    return len(changed)


@transaction.atomic
def look_at(activity_id: int, at: datetime) -> int:
    """Keep the pairs in which an activity looks like another one, and drop the undecided ones in which it no longer does; how many there are."""
    activity = Activity.objects.select_related("council").filter(pk=activity_id).first()
    if activity is None:
        return 0
    found = {} if activity.state == State.CANCELLED else _alike(activity)
    rows = DoubleEntry.objects.filter(decision="")
    for row in [*rows.filter(first=activity), *rows.filter(second=activity)]:
        if row.first_id + row.second_id - activity_id not in found:
            row.delete()
    for other, reasons in found.items():
        first, second = sorted((activity_id, other))
        DoubleEntry.objects.get_or_create(
            first_id=first, second_id=second, defaults={"why": " ".join(reasons), "noted_at": at}
        )
    return len(found)


def _alike(activity: Activity) -> dict[int, tuple[Any, ...]]:
    mine = queries.seen(activity)
    reasons = {each.pk: why(mine, queries.seen(each)) for each in queries.of_that_day(activity)}
    return {pk: found for pk, found in reasons.items() if found}


LOOKED_BACK = timedelta(days=400)


def look_for_all(at: datetime) -> int:
    """The same for the activities of the last and the coming months: for what was there before anybody looked; how many pairs there are."""
    rows = Activity.objects.filter(starts_at__gte=at - LOOKED_BACK).order_by("pk").values_list("pk", flat=True)
    return sum(look_at(pk, at) for pk in rows)
