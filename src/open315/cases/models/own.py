"""What people of staff keep for themselves: views, addresses, what they follow, put aside or have open. No step of a case."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from open315.cases.models.case import Case


class SavedView(models.Model):
    """A list filter somebody keeps: the query string of the inbox under a name."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=600)
    is_shared = models.BooleanField(default=False)
    organisation = models.ForeignKey("org.Organisation", null=True, on_delete=models.CASCADE, related_name="+")


class AppointmentFeed(models.Model):
    """An address by which a calendar program reads the appointments of its owner. Of the address a hash is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"of {self.account_id}"


class Follow(models.Model):
    """A member of staff wants to hear of every step of a case. It opens nothing: whoever may not see the case hears nothing (ADR 0167)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follows", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "account"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.account_id} follows {self.case_id}"


class Mention(models.Model):
    """A note of a colleague that names somebody who has not read it yet (ADR 0167)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "account"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.case_id}"


class Presence(models.Model):
    """Somebody has a case open just now. Told anew every few seconds by her page; a row that is no longer told is swept (ADR 0159)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="present", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation_id = models.BigIntegerField()
    """The body she acts for: its people alone see her."""
    step = models.CharField(max_length=24, blank=True)
    """The step whose form she types into; "" while she reads."""
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "account"], name="presence_once")]
        indexes: ClassVar = [models.Index(fields=["at"], name="presence_at")]

    def __str__(self) -> str:
        return f"{self.account_id} at {self.case_id}"


class PutAside(models.Model):
    """A case that an officer does not want to see among hers until a day, or until anything happens to it (ADR 0159)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="aside")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    until = models.DateField()
    """The day on which it stands among hers again."""
    version = models.PositiveIntegerField()
    """That of the case; any step makes it another."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "case"], name="put_aside_once")]

    def __str__(self) -> str:
        return f"{self.case_id} until {self.until}"
