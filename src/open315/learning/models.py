"""The table of models. One of each subject is in use; earlier ones stay, so that one can go back."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from open315.learning.types import Card, OfCode


class LearnedModel(models.Model):
    """What was learned of one subject at one time."""

    subject = models.CharField(max_length=10)
    learned_at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who had it taught."""
    card_data = models.JSONField()
    content = models.BinaryField()
    """`rules.linear.packed`: groups of at most three signs that at least five cases have, and their weights."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the content: which model it was, wherever it is copied to."""
    is_used = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-learned_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject"], condition=models.Q(is_used=True), name="one_model_in_use")
        ]

    def __str__(self) -> str:
        return f"model {self.pk}"

    @property
    def card(self) -> Card:
        """What is to be known of it."""
        data = self.card_data
        codes = tuple(OfCode(code, cases, found, told) for code, cases, found, told in data["codes"])
        return Card(data["cases"], codes, tuple(data["too_few"]))
