"""The verbs of what is told one by one: set the rule, decide of one activity, put it under another heading, move it up or down."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.models import TellingChoice, TellingRule
from open315.activities.telling.queries import Within, told
from open315.activities.telling.rules import MOST_LARGEST, MOST_LEADERS, MOST_TOLD, faults, moved
from open315.activities.telling.types import Group, Rule
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.step import step
from open315.core.verbs.who import holders

NO_COUNCIL = _("Only a consumer council has a summary of its activities.")
NOT_TOLD = _("This activity is not told by itself now.")
UNKNOWN_GROUP = _("Choose the heading from the list.")
FAULTS: dict[str, Any] = {
    "leaders_from_out_of_range": _("Enter a number from 0 to %(most)s.") % {"most": MOST_LEADERS},
    "largest_out_of_range": _("Enter a number from 0 to %(most)s.") % {"most": MOST_LARGEST},
    "most_out_of_range": _("Enter a number from 0 to %(most)s.") % {"most": MOST_TOLD},
}


def _lock(actor: Actor, _key: None) -> TellingRule:
    """The rule of the acting council, locked; the usual one is written down the first time somebody changes anything."""
    if actor.organisation_kind != "council" or actor.organisation_id is None:
        raise NotAllowed(NO_COUNCIL)
    TellingRule.objects.get_or_create(council_id=actor.organisation_id)
    return TellingRule.objects.select_for_update().get(council_id=actor.organisation_id)


TELLING: Target[TellingRule] = Target(
    room="activities",
    name="telling",
    who_first=True,
    lock=_lock,
    noted=lambda done: {"council_id": done.row.council_id, **done.data},
    announced=lambda done: {"council_id": done.row.council_id, "actor": done.actor.account_id},
    stale=_("Somebody else changed the rule in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[TellingRule]:
    return Verb(
        name, TELLING, event=event, permission="activities:manage", who=holders(_("You may not choose what is told.")),
        face=NoFace("The page of what is told one by one has a form or a button for it."), **more,
    )  # fmt: skip


SET = _verb("set_telling_rule", "activities.telling_rule_set")


@SET
def set_rule(rule: Rule, *, actor: Actor, at: datetime, version: int | None = None) -> TellingRule:
    """Set which activities the acting council tells one by one. InvalidInput for a number out of range."""
    with step(SET, None, actor=actor, at=at, version=version) as done:
        for field, code in faults(rule):
            raise InvalidInput(FAULTS[code], field=field)
        for name, value in asdict(rule).items():
            setattr(done.row, name, value)
        done.say(**asdict(rule))
        return done.row


DECIDE = _verb("decide_what_is_told", "activities.told_decided", reads=True)


@DECIDE
def decide(activity_id: int, is_told: bool | None, *, actor: Actor, at: datetime) -> TellingChoice:
    """Take an activity in (True), leave it out (False), or let the rule decide again (None)."""
    with step(DECIDE, None, actor=actor, at=at) as done:
        row = _choice(done.row, activity_id, actor)
        row.is_told = is_told
        row.save()
        done.say(activity_id=activity_id, is_told=is_told)
        return row


REGROUP = _verb("put_under_heading", "activities.told_under_heading", reads=True)


@REGROUP
def put_under(activity_id: int, group: str, *, actor: Actor, at: datetime) -> TellingChoice:
    """Put an activity under another heading of the summary; "" is the one of its form. It goes to the end there."""
    with step(REGROUP, None, actor=actor, at=at) as done:
        if group and group not in set(Group):
            raise InvalidInput(UNKNOWN_GROUP, field="group")
        row = _choice(done.row, activity_id, actor)
        row.group, row.place = group, None
        row.save()
        done.say(activity_id=activity_id, group=group)
        return row


MOVE = _verb("move_what_is_told", "activities.told_moved", reads=True)


@MOVE
def move(activity_id: int, by: int, within: Within, *, actor: Actor, at: datetime) -> None:
    """Move what is told one place up (-1) or down (1) under its heading; at an end it stays there. Conflict for what is not told."""
    with step(MOVE, None, actor=actor, at=at) as done:
        found = told(within)
        group = next((each.group for each in found if each.considered.pk == activity_id), None)
        if group is None:
            raise Conflict(NOT_TOLD)
        before = [each.considered.pk for each in found if each.group == group]
        after = moved(before, activity_id, by)
        if after == before:
            done.leave()
        _place(done.row, after, actor)
        done.say(activity_id=activity_id, place=after.index(activity_id) + 1)


def _place(rule: TellingRule, pks: Sequence[int], actor: Actor) -> None:
    """Write the order of one heading down."""
    for place, pk in enumerate(pks, 1):
        row = _choice(rule, pk, actor)
        row.place = place
        row.save()


def _choice(rule: TellingRule, activity_id: int, actor: Actor) -> TellingChoice:
    """What was decided of an activity; NotFound for another's."""
    activity = activities.get_activity(actor, activity_id)
    return rule.choices.filter(activity=activity).first() or TellingChoice(rule=rule, activity=activity)
