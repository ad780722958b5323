"""Signs of life of the workers."""

from datetime import datetime, timedelta

from django.db.models import Q

from open315.core.ops.models import Heartbeat
from open315.core.workers import worker_name

EVERY = timedelta(seconds=10)
SILENT_AFTER = timedelta(seconds=45)
"""A worker that was silent for so long has lost what it held."""
FORGOTTEN_AFTER = timedelta(days=1)
CLOCKS_DIFFER = timedelta(seconds=60)
"""Two clocks that differ by more are not taken for one."""


def beat(at: datetime, worker: str = "") -> None:
    """Note that the worker was alive at `at`, and forget those long gone, and those of a clock that ran ahead."""
    Heartbeat.objects.update_or_create(worker=worker or worker_name(), defaults={"at": at})
    Heartbeat.objects.filter(Q(at__lt=at - FORGOTTEN_AFTER) | Q(at__gt=at + CLOCKS_DIFFER)).delete()


def alive(at: datetime) -> set[str]:
    """The workers that were seen a moment ago."""
    return set(Heartbeat.objects.filter(at__gt=at - SILENT_AFTER).values_list("worker", flat=True))


def retire(worker: str = "") -> None:
    """Remove the worker's row when it leaves in good order."""
    Heartbeat.objects.filter(worker=worker or worker_name()).delete()
