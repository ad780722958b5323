"""Reads of lists that the worker writes: each is its asker's alone."""

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.jobs import queries as jobs
from open315.core.list_files.job_kind import LIST_FILE
from open315.core.list_files.models import ListFile


def list_file_of(actor: Actor, job_id: int) -> ListFile:
    """One of the actor's own; NotFound for any other."""
    seen = jobs.visible_to(actor, LIST_FILE).filter(pk=job_id)
    found = ListFile.objects.select_related("job").filter(job__in=seen).first()
    if found is None:
        raise NotFound(_("There is no such file."))
    return found
