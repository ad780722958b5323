"""Puts the shipped years into a database that lacks them: after every migration, and again after a test emptied the tables."""

import uuid
from typing import Any

from django.apps import apps as installed
from django.db import transaction

from open315.core import clock
from open315.core.calendar.shipped import notices


def load_missing_years(using: str = "default", apps: Any = installed, **_: Any) -> None:
    """Load every shipped year that is not there. A year that is there, corrected or not, is left alone."""
    try:
        years, days = apps.get_model("core", "CalendarYear"), apps.get_model("core", "CalendarDay")
    except LookupError:
        return
    there = set(years.objects.using(using).values_list("year", flat=True))
    missing = [each for each in notices() if each.year not in there]
    if not missing:
        return
    with transaction.atomic(using=using):
        years.objects.using(using).bulk_create(
            years(year=each.year, source=each.source, loaded_at=clock.now(), version=uuid.uuid4().hex)
            for each in missing
        )
        days.objects.using(using).bulk_create(
            (
                days(day=day.day, name=day.name, is_off=day.is_off, plan_year=each.year)
                for each in missing
                for day in each.days
            ),
            ignore_conflicts=True,
            batch_size=500,
        )
