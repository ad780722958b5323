"""The table of phrases."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Phrase(models.Model):
    """A text that is written again and again, of a body or of one person. Braces in it stand for what a case knows."""

    organisation = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    """Whose own it is; None for one of the body's."""
    name = models.CharField(max_length=40)
    text = models.TextField()
    use = models.CharField(max_length=10)
    is_retired = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return f"phrase {self.pk}"
