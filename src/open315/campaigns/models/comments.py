"""What members of the standing committee say at a paragraph of a version of the plan."""

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from open315.campaigns import types
from open315.campaigns.models.plan import PlanVersion, Requirement


class PlanComment(models.Model):
    """A comment at one part of a version. It stays with that version; `key` is the part's, so that it is known again in later ones."""

    class State(models.TextChoices):
        OPEN = types.CommentState.OPEN, pgettext_lazy("comment", "Unanswered")
        ANSWERED = types.CommentState.ANSWERED, pgettext_lazy("comment", "Answered")
        SETTLED = types.CommentState.SETTLED, pgettext_lazy("comment", "Settled")
        TAKEN_UP = types.CommentState.TAKEN_UP, pgettext_lazy("comment", "Made a requirement")
        WITHDRAWN = types.CommentState.WITHDRAWN, pgettext_lazy("comment", "Withdrawn")

    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="comments")
    key = models.CharField(max_length=32)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    written_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    said_by = models.CharField(max_length=120, blank=True)
    """Who said it, in words: of a comment that came in with a folder, for accounts do not travel."""
    said_at = models.CharField(max_length=200, blank=True)
    """What the part was called at which it was said, where the version it came in with has no such part any more."""
    written_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    """When it was settled, withdrawn or made a requirement."""
    requirement = models.OneToOneField(Requirement, null=True, on_delete=models.PROTECT, related_name="comment")
    """What the secretariat made of it."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text
