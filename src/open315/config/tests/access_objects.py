"""Objects of the system's own pages for the access matrix."""

from conftest import Cast
from open315.core import jobs
from open315.core.ops import export
from open315.core.outbox.models import OutboxEvent
from tests.access.thing import Thing


def _dead_event(cast: Cast) -> int:
    """An event that could not be delivered."""
    event = OutboxEvent(name="test.happened", state="dead", created_at=cast.at, available_at=cast.at)
    event.save()
    return event.pk


def _export_run(cast: Cast) -> int:
    """A finished export of everything."""
    job = export.request_export(actor=cast.actor("administrator"), at=cast.at)
    jobs.run(job.pk)
    return job.pk


OBJECTS = {"dead_event": Thing(_dead_event), "export_run": Thing(_export_run)}
