"""The import in the worker: started at once by its step, and found again if its worker died."""

from datetime import datetime

from django_tasks import task

from open315.core.tasks import periodic
from open315.intake.sheet_import import running


@task()
def run_import(import_id: int) -> None:
    """Do one import, or what is left of it."""
    running.run(import_id)


@periodic(seconds=30)
def take_up_imports(at: datetime) -> None:
    """Go on with imports whose worker died, and begin those that were never handed over."""
    for import_id in running.waiting(at):
        run_import.enqueue(import_id)
