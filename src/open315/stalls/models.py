"""Tables of the stalls."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from open315.stalls import types


class CounterName(models.TextChoices):
    """What the counters are called on their buttons."""

    ENQUIRIES = types.Counter.ENQUIRIES, pgettext_lazy("counter of a stall", "Enquiries")
    COMPLAINTS = types.Counter.COMPLAINTS, pgettext_lazy("counter of a stall", "Complaints")
    SETTLED = types.Counter.SETTLED, pgettext_lazy("counter of a stall", "Settled on the spot")
    LEAFLETS = types.Counter.LEAFLETS, pgettext_lazy("counter of a stall", "Leaflets")


class Stall(models.Model):
    """A stall at an activity: its number on the site plan, and the body that stands there."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="stalls")
    number = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=120)
    partner = models.ForeignKey("activities.Partner", null=True, on_delete=models.PROTECT, related_name="stalls")
    offers = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=80, blank=True)
    is_out = models.BooleanField(default=False)
    """Taken out: shown and counted nowhere."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    counted_now = 0
    """How many new presses the last verb counted; not stored."""

    class Meta:
        ordering: ClassVar = ["activity", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "number"], condition=models.Q(is_out=False), name="stall_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.body}"


class Shift(models.Model):
    """Somebody at a stall from when to when, by office."""

    stall = models.ForeignKey(Stall, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    office = models.CharField(max_length=120)
    people = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["stall", "starts_at", "pk"]


class KitItem(models.Model):
    """Something that is to be brought to a stall: packed when it is ready, returned when it is back."""

    stall = models.ForeignKey(Stall, on_delete=models.CASCADE, related_name="kit")
    what = models.CharField(max_length=120)
    amount = models.CharField(max_length=40, blank=True)
    brings = models.CharField(max_length=120, blank=True)
    """Who brings it; "" for whoever stands there."""
    packed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["stall", "pk"]

    def __str__(self) -> str:
        return self.what


class Press(models.Model):
    """One press of a button of a stall. It counts until it is taken back; the same token at the same stall is the same press."""

    stall = models.ForeignKey(Stall, on_delete=models.PROTECT, related_name="presses")
    token = models.CharField(max_length=40)
    counter = models.CharField(max_length=20, choices=CounterName.choices)
    number = models.PositiveSmallIntegerField(default=1)
    pressed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["stall", "pressed_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["stall", "token"], name="press_once")]


class StallCase(models.Model):
    """A case that was taken at a stall. A case was taken in one place only."""

    stall = models.ForeignKey(Stall, on_delete=models.PROTECT, related_name="cases")
    case = models.OneToOneField("cases.Case", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    """Not held by the database: the cases of an import that is withdrawn go (ADR 0099), and what was counted stays."""
    press = models.ForeignKey(Press, null=True, on_delete=models.SET_NULL, related_name="+")
    """The press that counted it; none where a button had been pressed for it before."""
    linked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["stall", "linked_at", "pk"]


class Kept(models.Model):
    """An indicator of an activity whose value is what its stalls counted, and the total that somebody typed beside it, which is compared and never added."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=40)
    output = models.ForeignKey("activities.Output", null=True, on_delete=models.PROTECT, related_name="+")
    """The value that was last carried over."""
    said = models.CharField(max_length=60, blank=True)
    """The total that was typed, as it was written; "" for none."""
    said_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["activity", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "indicator"], name="kept_once")]
