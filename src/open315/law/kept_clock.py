"""The columns of a clock that is kept: for the table of any room whose things run on statutory clocks."""

from django.db import models


class KeptClock(models.Model):
    """One clock of one thing: which rule of which pack, since when, due when, and how that date was derived.

    A room inherits from this and adds the reference to what the clock belongs to; `law.services.clocks` does the rest.
    """

    pack = models.CharField(max_length=40)
    key = models.CharField(max_length=32)
    """The clock's key in its pack."""
    state = models.CharField(max_length=10)
    """A `ClockState`."""
    started_on = models.DateField()
    due_on = models.DateField(null=True)
    """The last day; None while the clock stands still, and while the calendar it needs is not loaded."""
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=32, blank=True)
    """The event that ended it: only when that one is undone does the clock run on. "" while it lives, and where nobody kept it."""
    trace = models.JSONField(default=list)
    """The steps of the derivation; `law.derivation.explain` puts them into words."""
    pauses = models.JSONField(default=list)
    """[{"from": day, "until": day or None, "ground": code of the pack}]"""
    was_announced = models.CharField(max_length=4, blank=True)
    """"soon" once somebody was reminded, "late" once lateness was announced."""

    class Meta:
        abstract = True
