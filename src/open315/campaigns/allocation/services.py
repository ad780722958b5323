"""The verbs of a task: give, change, finish, take up again, drop."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns.allocation import queries, rules
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.models import Campaign, CommitteePost, Task
from open315.campaigns.plan.services.locking import open_campaign_of
from open315.campaigns.types import TaskState
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotFound
from open315.core.verbs import YES, Decision, NoFace, Target, Verb, Workflow
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.org import queries as org

OPEN, DONE, DROPPED = TaskState.OPEN.value, TaskState.DONE.value, TaskState.DROPPED.value
FAULTS: dict[str, Any] = {
    "task_empty": _("Say what the task is."),
    "nobody_responsible": _("Choose a post, or enter the body that is responsible."),
    "result_missing": _("Say what came of it."),
    "done_in_future": _("It cannot have been done on a day to come."),
    "done_before_given": _("It cannot have been done before the day on which it was given."),
}
NOT_HERE = _("Choose a post of a body of this campaign.")
NO_SUCH_MEETING = _("Choose a meeting of this campaign.")
NO_REASON = _("Say why.")
CLOSED = _("This campaign is closed: no task is given or changed any more. Results can still be told.")
NOT_SECRETARY = _("The secretariat of the campaign gives and changes tasks.")
OWN_PAGE = NoFace("The page of a task has a form or a button for it.")


def _lock(actor: Actor, task_id: int) -> Task:
    campaign_id = queries.tasks_seen(actor).filter(pk=task_id).values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        raise NotFound(queries.NO_TASK)
    Campaign.objects.select_for_update().get(pk=campaign_id)
    return Task.objects.select_related("campaign").get(pk=task_id)


TASK: Target[Task] = Target(
    room="campaigns",
    name="task",
    lock=_lock,
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, "state": done.row.state, **done.data},
    announced=lambda done: {"campaign_id": done.row.campaign_id, "task_id": done.row.pk},
    workflow=Workflow(
        states=frozenset({OPEN, DONE, DROPPED}),
        first=OPEN,
        open=frozenset({OPEN, DONE, DROPPED}),
        final=frozenset(),
    ),
    wrong_moment=_("This is not possible any more: somebody reported this task or dropped it in the meantime."),
    stale=_("Somebody else changed this task in the meantime. Look at it again before you change it."),
)


def _while_open_for_managers(actor: Actor, task: Task) -> Decision:
    if task.campaign.council_id != actor.organisation_id:
        return Decision(False, NOT_SECRETARY)
    return YES if task.campaign.closed_at is None else Decision(False, CLOSED, by_state=True)


def _concerned(actor: Actor, task: Task) -> Decision:
    """The council of the campaign, and the body that is responsible; others only look on."""
    if actor.organisation_id in (task.campaign.council_id, task.organisation_id):
        return YES
    return Decision(False, _("Another body reports this task."))


def _may_take_up(actor: Actor, task: Task) -> Decision:
    """What was dropped, the council that dropped it takes up again; what was done, whoever reports it."""
    if task.state == DROPPED and actor.organisation_id != task.campaign.council_id:
        return Decision(False, _("Another council dropped this task."))
    return _concerned(actor, task)


def _of_managers(name: str, event: str, **more: Any) -> Verb[Task]:
    who = holders(NOT_SECRETARY)
    return Verb(
        name,
        TASK,
        event=event,
        permission="campaigns:manage",
        who=who,
        also=_while_open_for_managers,
        face=OWN_PAGE,
        **more,
    )


GIVE = _of_managers("give_task", "campaigns.task_given", makes=True)


@GIVE
def give_task(campaign_id: int, draft: TaskDraft, *, actor: Actor, at: datetime) -> Task:
    """Give a task of a campaign of the acting council. InvalidInput if it is unsound, Conflict if the campaign is closed."""
    with making(GIVE, actor=actor, at=at) as done:
        row = Task(campaign=open_campaign_of(actor, campaign_id, CLOSED), given_at=at)
        _write(row, draft)
        row.save()
        done.row = row
        done.say(due=draft.due_on.isoformat())
        return row


CHANGE = _of_managers("change_task", "campaigns.task_changed", before={OPEN})


@CHANGE
def change_task(task_id: int, draft: TaskDraft, *, actor: Actor, at: datetime, version: int | None = None) -> Task:
    """Change an open task; with another day it is chased anew."""
    with step(CHANGE, task_id, actor=actor, at=at, version=version) as done:
        row = done.row
        if row.due_on != draft.due_on:
            row.chased_soon_at = row.chased_late_at = None
        _write(row, draft)
        done.say(due=draft.due_on.isoformat())
        return row


FINISH = Verb(
    "finish_task",
    TASK,
    event="campaigns.task_done",
    permission="campaigns:report_task",
    who=holders(_("You may not report tasks.")),
    also=_concerned,
    before={OPEN, DONE},
    to=DONE,
    face=OWN_PAGE,
)


@FINISH
def finish_task(
    task_id: int, result: str, done_on: date, *, actor: Actor, at: datetime, version: int | None = None
) -> Task:
    """Report what came of a task, and on which day it was done; again, to correct it."""
    with step(FINISH, task_id, actor=actor, at=at, version=version) as done:
        row = done.row
        given_on, today = local_day(row.given_at), local_day(at)
        _check(rules.result_faults(result, done_on, given_on=given_on, today=today))
        row.result, row.done_on = result.strip(), done_on
        done.move()
        done.say(done_on=done_on.isoformat())
        return row


RESUME = Verb(
    "resume_task",
    TASK,
    event="campaigns.task_resumed",
    permission="campaigns:manage",
    who=holders(NOT_SECRETARY),
    also=_may_take_up,
    before={DONE, DROPPED},
    to=OPEN,
    face=OWN_PAGE,
)


@RESUME
def resume_task(task_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Task:
    """Take a task up again that was done or dropped; what was reported is taken back."""
    with step(RESUME, task_id, actor=actor, at=at, version=version) as done:
        done.row.reason = _reason(reason)
        done.row.result, done.row.done_on = "", None
        done.move()
        done.say(reason=done.row.reason)
        return done.row


DROP = _of_managers("drop_task", "campaigns.task_dropped", before={OPEN}, to=DROPPED)


@DROP
def drop_task(task_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Task:
    """Drop an open task, with the reason: it is not chased and not late any more."""
    with step(DROP, task_id, actor=actor, at=at, version=version) as done:
        done.row.reason = _reason(reason)
        done.move()
        done.say(reason=done.row.reason)
        return done.row


def _check(faults: Iterator[tuple[str, str]]) -> None:
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)


def _reason(text: str) -> str:
    if not text.strip():
        raise InvalidInput(NO_REASON, field="reason")
    return text.strip()[: Task._meta.get_field("reason").max_length]


def _write(row: Task, draft: TaskDraft) -> None:
    _check(rules.task_faults(draft))
    row.what, row.note, row.due_on = draft.what.strip(), draft.note.strip(), draft.due_on
    row.post = _post(row.campaign, draft.post_id)
    row.body = row.post.body if row.post else draft.body.strip()
    row.organisation_id = {body.name: body.id for body in org.active_bodies()}.get(row.body)
    row.meeting = row.campaign.meetings.filter(pk=draft.meeting_id or 0).first()
    if row.meeting is None and draft.meeting_id is not None:
        raise InvalidInput(NO_SUCH_MEETING, field="meeting")


def _post(campaign: Campaign, post_id: int | None) -> CommitteePost | None:
    found = CommitteePost.objects.filter(pk=post_id or 0, committee__campaign=campaign).first()
    if found is None and post_id is not None:
        raise InvalidInput(NOT_HERE, field="post")
    return found
