"""Reads of folders that were sent: everybody sees those of the councils they act for."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import BroughtFolder, FolderRow
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.jobs import Job


def visible_to(actor: Actor) -> QuerySet[BroughtFolder]:
    """The folders of the acting council and of those below it, newest first."""
    if not actor.may("campaigns:bring"):
        return BroughtFolder.objects.none()
    rows = BroughtFolder.objects.select_related("council", "account", "upload", "look", "job")
    return rows.filter(council__in=actor.organisation_ids)


def get_folder(actor: Actor, folder_id: int) -> BroughtFolder:
    """One folder; NotFound if there is none or it is another body's."""
    found = visible_to(actor).filter(pk=folder_id).first()
    if found is None:
        raise NotFound(_("There is no such folder."))
    return found


def current_job(folder: BroughtFolder) -> Job | None:
    """What is being done with it, or was done last."""
    return folder.job or folder.look


def answers(folder: BroughtFolder, wanted: Mapping[str, Any]) -> QuerySet[FolderRow]:
    """The answers to its rows, in the order in which they came, by what came of them and by sheet."""
    rows = FolderRow.objects.filter(folder=folder)
    for name in ("came", "sheet"):
        if value := wanted.get(name):
            rows = rows.filter(**{name: value})
    return rows
