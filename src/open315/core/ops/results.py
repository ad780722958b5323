"""Nobody reads the results of tasks (progress lives in tables), so they are dropped, or the queue's store would grow for ever."""

from typing import Any

from django.dispatch import receiver
from django_tasks.signals import task_finished
from huey.contrib.djhuey import HUEY


@receiver(task_finished)
def drop_result(task_result: Any, **_: Any) -> None:
    """Take the finished task's record out of the queue's store."""
    HUEY.get(f"djt.{task_result.id}")
