"""Folders of sheets that somebody brings in from the page, and what came of each of their rows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from open315.campaigns import types


class BroughtFolder(models.Model):
    """One file: looked through by the worker without leaving anything, then brought in.

    `told` is what was found besides the rows (`brought.types.Told`). What is counted here was committed together with the rows that came in.
    """

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who sent it, and once it is brought in who said so."""
    upload = models.ForeignKey("core.Upload", on_delete=models.PROTECT, related_name="+")
    look = models.OneToOneField("core.Job", null=True, on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField("core.Job", null=True, on_delete=models.PROTECT, related_name="+")
    """None until it is brought in."""
    told = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    """By sheet: how many rows were (or would be) made, known, refused."""
    created_at = models.DateTimeField()

    TYPED_JSON: ClassVar = ("told",)

    class Meta:
        ordering: ClassVar = ["-id"]


class FolderRow(models.Model):
    """The answer to one row of a sheet, in the language of whoever asked. The answers of the look make room for those of the bringing in."""

    class Came(models.TextChoices):
        """What came of it."""

        MADE = types.RowCame.MADE, pgettext_lazy("row of a folder", "Came in")
        KNOWN = types.RowCame.KNOWN, pgettext_lazy("row of a folder", "There already")
        REFUSED = types.RowCame.REFUSED, pgettext_lazy("row of a folder", "Refused")

    folder = models.ForeignKey(BroughtFolder, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    came = models.CharField(max_length=8, choices=Came.choices)
    heading = models.CharField(max_length=120, blank=True)
    """Of the column at which it was refused."""
    reason = models.TextField(blank=True)
    """Why it was refused."""
    address = models.CharField(max_length=120, blank=True)
    """Where what it made or speaks of is looked at."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "came", "sheet"], name="folder_row_by_answer")]
