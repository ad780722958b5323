"""Signs of life of the workers."""

from datetime import datetime, timedelta

from django.db.models import Q

from open315.core.ops.models import Heartbeat
from open315.core.workers import worker_name

EVERY = timedelta(seconds=10)
FORGOTTEN_AFTER = timedelta(days=1)
CLOCKS_DIFFER = timedelta(seconds=60)
"""Two clocks that differ by more are not taken for one."""


def beat(at: datetime, worker: str = "") -> None:
    """Note that the worker was alive at `at`, and forget those long gone, and those of a clock that ran ahead."""
    Heartbeat.objects.update_or_create(worker=worker or worker_name(), defaults={"at": at})
    Heartbeat.objects.filter(Q(at__lt=at - FORGOTTEN_AFTER) | Q(at__gt=at + CLOCKS_DIFFER)).delete()


def retire(worker: str = "") -> None:
    """Remove the worker's row when it leaves in good order."""
    Heartbeat.objects.filter(worker=worker or worker_name()).delete()
