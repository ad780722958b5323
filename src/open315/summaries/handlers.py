"""Writing a summary after the commit of the request; a long job of the worker (ADR 0003)."""

from open315.core.outbox import Event, subscribe_job
from open315.summaries import services, writing


@subscribe_job(services.REQUESTED)
def write_summary(event: Event) -> None:
    """Write the summary the event asks for, unless it is written."""
    writing.write(event.payload["run"])
