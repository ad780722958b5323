"""How a task is shown: in a table, and on its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.allocation.rules import is_late
from open315.campaigns.models import Task
from open315.campaigns.types import TaskState
from open315.core.clock import today
from open315.core.pages.cells import badge, link, text
from open315.core.pages.cells import day as day_words
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Steps
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named

REASON = _("Reason")


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task on a day, and what the reader may do and open."""

    task: Task
    today: date
    sees_campaign: bool
    may_manage: bool
    may_report: bool
    may_resume: bool


def _to(name: str, pk: int) -> str:
    return reverse(f"campaigns:{name}", args=[pk])


def body_words(task: Task) -> Any:
    """The body that is responsible, in the reader's language where it is one of ours."""
    return named(task.organisation) if task.organisation else text(task.body)


def drawn_state(task: Task, on: date) -> SafeString:
    """Open, late, done in time or late, dropped."""
    late = is_late(task.due_on, task.done_on, on)
    if task.state == TaskState.DROPPED:
        return badge(task.get_state_display())
    if task.state == TaskState.DONE:
        words = pgettext_lazy("task", "Done late") if late else pgettext_lazy("task", "Done in time")
        return badge(words, "warn" if late else "good")
    return badge(pgettext_lazy("task", "Late"), "bad") if late else badge(task.get_state_display(), "info")


def linked(task: Task) -> SafeString:
    """What is to be done, which leads to the page of the task."""
    return link(_to("task", task.pk), text(task.what))


COLUMNS: tuple[Column[Task], ...] = (
    Column("what", _("What is to be done"), linked),
    Column("body", _("Responsible"), body_words),
    Column("due_on", _("Due on"), lambda each: day_words(each.due_on), kind="nowrap", order=("due_on", "pk")),
    Column("state", _("State"), lambda each: drawn_state(each, today())),
    Column("result", _("What came of it"), lambda each: text(each.result)),
)
"""What is shown of a task wherever tasks stand in a table."""


def _facts(shown: TaskShown) -> Iterator[tuple[Any, Any]]:
    task = shown.task
    yield _("Responsible"), body_words(task)
    if task.post:
        words = f"{text(task.post.committee.name)} {text(task.post.title)}（{text(task.post.office)}）"
        yield _("Post"), link(_to("post", task.post.pk), words) if shown.sees_campaign else words
    yield _("Due on"), day_words(task.due_on)
    yield _("Given by"), named(task.campaign.council)
    if task.meeting:
        words = text(task.meeting.title)
        yield _("Came out of"), link(_to("meeting", task.meeting.pk), words) if shown.sees_campaign else words
    yield _("More in words"), linebreaksbr(text(task.note))
    yield _("State"), drawn_state(task, shown.today)
    yield _("What came of it"), linebreaksbr(text(task.result))
    yield _("Done on"), day_words(task.done_on)
    if task.reason:
        yield REASON, text(task.reason)


def _steps(shown: TaskShown) -> Iterator[Go | Confirm]:
    task = shown.task
    if shown.may_report and task.state != TaskState.DROPPED:
        words = _("Correct the result") if task.state == TaskState.DONE else _("Report the result")
        yield Go(words, _to("task_finish", task.pk), icon="check", kind="primary")
    if shown.may_resume and task.state != TaskState.OPEN:
        words = _("It is open again; what was reported is taken back.")
        yield Confirm(
            _("Take the task up again"),
            _to("task_resume", task.pk),
            words,
            kind="secondary",
            reason_label=REASON,
            version=task.version,
        )
    if shown.may_manage and task.state == TaskState.OPEN:
        words = _("It is not late and not chased any more; it stays in the list.")
        yield Confirm(_("Drop it"), _to("task_drop", task.pk), words, reason_label=REASON, version=task.version)


def _buttons(shown: TaskShown) -> Iterator[Go]:
    if shown.may_manage and shown.task.state == TaskState.OPEN:
        yield Go(_("Change"), _to("task_edit", shown.task.pk), icon="pen", key="e")


TASK: DetailPage[TaskShown] = DetailPage(
    name="campaigns.task",
    section="tasks",
    permission="campaigns:tasks",
    title=lambda shown: text(shown.task.what),
    back=lambda: (_("Tasks"), reverse("campaigns:tasks")),
    buttons=_buttons,
    main=(Facts(_("Task"), _facts),),
    aside=(Steps(_steps, title=_("Next steps")),),
)
