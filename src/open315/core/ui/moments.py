"""A moment in a form, in China's time: one of the years that people, laws and calendars of ours can mean (see `days`)."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from open315.core.clock import midnight
from open315.core.ui.days import FIRST, LAST

AS_BROWSERS_SEND = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and a time of it, with the browser's own calendar; typed by hand, 2026-03-15 09:30 will do."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AS_BROWSERS_SEND)
        super().__init__(**{"widget": widget, **given})
        first, last = midnight(FIRST), midnight(LAST)
        self.validators = [*self.validators, MinValueValidator(first), MaxValueValidator(last)]
