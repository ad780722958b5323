"""The bodies of a campaign with their posts, its meetings and tasks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns import types
from open315.campaigns.models.plan import Campaign


class Committee(models.Model):
    """A body that stands for a campaign alone. It has no accounts and handles no cases, so it is no body of `org` (ADR 0119)."""

    class Kind(models.TextChoices):
        COMMITTEE = types.CommitteeKind.COMMITTEE, _("Organising committee")
        GROUP = types.CommitteeKind.GROUP, _("Leading group")
        OFFICE = types.CommitteeKind.OFFICE, pgettext_lazy("body of a campaign", "Office")
        COMMAND = types.CommitteeKind.COMMAND, _("Command post")
        OTHER = types.CommitteeKind.OTHER, pgettext_lazy("body of a campaign", "Other")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="committees")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    part_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    set_up_on = models.DateField()
    ended_on = models.DateField(null=True)
    """Its last day."""
    basis = models.CharField(max_length=200, blank=True)
    """The paper or meeting that set it up."""
    duties = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.name


class CommitteePost(models.Model):
    """A post of a body of a campaign, held by an office of a body from one day to another; `place` is the order of precedence.

    Known by body and office, no name (ADR 0118). `organisation` where the body is one of ours.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="posts")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    body = models.CharField(max_length=120)
    office = models.CharField(max_length=120)
    organisation = models.ForeignKey("org.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A deployment meeting of a campaign. It counts once it was noted as held."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    venue = models.CharField(max_length=120)
    agenda = models.TextField(blank=True)
    """One point a line."""
    decisions = models.TextField(blank=True)
    """One decision a line."""
    held_at = models.DateTimeField(null=True)
    """When it was noted that it was held."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class MeetingBody(models.Model):
    """A body that was asked to a meeting or came; `came` is None until the meeting was noted as held."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="bodies")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey("org.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    came = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "name"], name="meeting_body_once")]

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """What somebody is to do for a campaign until a day: a post of one of its bodies, or a body."""

    class State(models.TextChoices):
        OPEN = types.TaskState.OPEN, pgettext_lazy("task", "Open")
        DONE = types.TaskState.DONE, pgettext_lazy("task", "Done")
        DROPPED = types.TaskState.DROPPED, pgettext_lazy("task", "Dropped")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    post = models.ForeignKey(CommitteePost, null=True, on_delete=models.PROTECT, related_name="tasks")
    body = models.CharField(max_length=120)
    """Who is responsible; of a post, the body that holds it."""
    organisation = models.ForeignKey("org.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    """The same, where it is a body of ours: its people see the task and report."""
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    resume_state = models.CharField(max_length=8, blank=True)
    result = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was dropped or taken up again."""
    given_at = models.DateTimeField()
    chased_soon_at = models.DateTimeField(null=True)
    chased_late_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="task_state_due")]

    def __str__(self) -> str:
        return self.what
