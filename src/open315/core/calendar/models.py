"""The working calendar as data: the years that are loaded, and the days that differ from the plain week."""

from django.db import models


class CalendarYear(models.Model):
    """A year whose State Council notice is loaded. Beyond loaded years no legal date is computed."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()
    version = models.CharField(max_length=32)
    """Random, new with every change of the year: processes notice that what they keep in memory is old."""


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a statutory day off, or a make-up working day."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=40)
    is_off = models.BooleanField()
    plan_year = models.PositiveSmallIntegerField()
