"""Deployment meetings and tasks as sheets."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.allocation import services as allocation
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.folder.subject import acting_in, at_noon, campaign_in, campaigns_of, sheet
from open315.campaigns.meetings import services
from open315.campaigns.meetings.types import MeetingDraft, MeetingRecord
from open315.campaigns.models import Meeting, Task
from open315.campaigns.types import TaskState
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.folders import Bringing, Column, Form
from open315.core.folders.sheets import Values


def bring_meeting(values: Values, bringing: Bringing) -> bool:
    """A meeting, held where the sheet says who came; one of the same start and title is left as it is."""
    campaign = campaign_in(bringing, values)
    found = campaign.meetings.filter(title=values["title"], starts_at=values["starts_at"]).first()
    meeting = found or _called(campaign.pk, values, bringing)
    bringing.note("meeting", f"{values['council']} {meeting.title}", meeting)
    return found is None


def _called(campaign_id: int, values: Values, bringing: Bringing) -> Meeting:
    actor, at = acting_in(bringing, values), bringing.at
    asked = values["asked"] or (*values["present"], *values["absent"])
    draft = MeetingDraft(values["title"], values["starts_at"], values["venue"], values["agenda"], asked)
    meeting = services.call_meeting(campaign_id, draft, actor=actor, at=at)
    if not values["present"]:
        return meeting
    record = MeetingRecord(values["present"], values["absent"], values["decisions"])
    return services.record_meeting(meeting.pk, record, actor=actor, at=at)


def give_meetings(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The meetings by their start; of one that was held who came and who did not, of another whom it asks."""
    for campaign in campaigns_of(actor, campaign_id):
        for each in campaign.meetings.prefetch_related("bodies").order_by("starts_at", "pk"):
            bodies: dict[bool | None, list[str]] = {}
            for body in each.bodies.all():
                bodies.setdefault(body.came, []).append(body.name)
            kept = ("title", "starts_at", "venue", "agenda", "decisions")
            yield {
                **{key: getattr(each, key) for key in kept},
                "council": campaign.council.name,
                "asked": bodies.get(None, []),
                "present": bodies.get(True, []),
                "absent": bodies.get(False, []),
            }


def bring_task(values: Values, bringing: Bringing) -> bool:
    """A task with what became of it; the same task of the same body and day is left as it is."""
    campaign = campaign_in(bringing, values)
    same = {key: values[key] for key in ("what", "body", "due_on")}
    if found := campaign.tasks.filter(**same).first():
        bringing.about = found
        return False
    actor, given_at = acting_in(bringing, values), at_noon(values["given_on"], bringing, column="given_on")
    task = bringing.about = allocation.give_task(campaign.pk, _task(values, bringing), actor=actor, at=given_at)
    if values["state"] == TaskState.DONE:
        done_on = values["done_on"] or local_day(bringing.at)
        allocation.finish_task(task.pk, values["result"], done_on, actor=actor, at=bringing.at)
    elif values["state"] == TaskState.DROPPED:
        allocation.drop_task(task.pk, reason=values["reason"], actor=actor, at=bringing.at)
    return True


def _task(values: Values, bringing: Bringing) -> TaskDraft:
    council, post, meeting = values["council"], values["post"], values["meeting"]
    held = f"{council} {values['committee']} {post} {values['body']}"
    return TaskDraft(
        values["what"],
        values["due_on"],
        values["body"],
        post_id=bringing.find("post", held, column="post").pk if post else None,
        meeting_id=bringing.find("meeting", f"{council} {meeting}", column="meeting").pk if meeting else None,
        note=values["note"],
    )


def give_tasks(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The tasks, by the day they are due."""
    for campaign in campaigns_of(actor, campaign_id):
        for each in campaign.tasks.select_related("post__committee", "meeting"):
            yield {**_values(each), "council": campaign.council.name}


def _values(task: Task) -> dict[str, Any]:
    kept = ("what", "body", "due_on", "note", "state", "done_on", "result")
    return {
        **{key: getattr(task, key) for key in kept},
        "reason": task.reason if task.state == TaskState.DROPPED else "",
        "committee": task.post.committee.name if task.post else "",
        "post": task.post.title if task.post else "",
        "meeting": task.meeting.title if task.meeting else "",
        "given_on": local_day(task.given_at),
    }


MEETINGS = sheet(
    "meetings",
    _("Deployment meetings"),
    80,
    (
        Column("title", _("Meeting"), needed=True),
        Column("starts_at", _("Begins"), Form.MOMENT, needed=True),
        Column("venue", _("Venue"), needed=True),
        Column("agenda", _("Agenda")),
        Column("asked", _("Bodies that are asked"), Form.SEVERAL),
        Column("present", _("Bodies that came"), Form.SEVERAL),
        Column("absent", _("Bodies that did not come"), Form.SEVERAL),
        Column("decisions", _("Decisions")),
    ),
    bring_meeting,
    give_meetings,
)
TASKS = sheet(
    "tasks",
    _("Tasks"),
    85,
    (
        Column("what", _("Task"), needed=True),
        Column("body", _("Responsible"), needed=True),
        Column("committee", _("Body of the campaign")),
        Column("post", _("Post in it")),
        Column("meeting", _("Meeting")),
        Column("given_on", _("Given on"), Form.DAY),
        Column("due_on", _("Due on"), Form.DAY, needed=True),
        Column("note", _("Note")),
        Column("state", _("State"), Form.CODE, needed=True, codes=lambda: dict(Task.State.choices)),
        Column("done_on", _("Done on"), Form.DAY),
        Column("result", pgettext_lazy("task", "Result")),
        Column("reason", _("Reason")),
    ),
    bring_task,
    give_tasks,
)
