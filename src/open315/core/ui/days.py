"""A day in a form: one of the years that people, laws and calendars of ours can mean, so that the day before and after it exist."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


class DayField(forms.DateField):
    """A date field that refuses the years of no case: 0001 and 9999 have no day before or after them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.validators = [*self.validators, MinValueValidator(FIRST), MaxValueValidator(LAST)]
