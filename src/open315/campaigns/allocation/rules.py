"""What a task must satisfy, and when it is late; pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from open315.campaigns.allocation.types import TaskDraft

SOON = timedelta(days=3)
"""So long before its day a task is chased for the first time."""


def task_faults(draft: TaskDraft) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a task."""
    if not draft.what.strip():
        yield "what", "task_empty"
    if draft.post_id is None and not draft.body.strip():
        yield "body", "nobody_responsible"


def result_faults(result: str, done_on: date, *, given_on: date, today: date) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a result."""
    if not result.strip():
        yield "result", "result_missing"
    if done_on > today:
        yield "done_on", "done_in_future"
    if done_on < given_on:
        yield "done_on", "done_before_given"


def is_late(due_on: date, done_on: date | None, today: date) -> bool:
    """Whether a task was done after its day, or its day is over and it is not done."""
    return (done_on or today) > due_on
