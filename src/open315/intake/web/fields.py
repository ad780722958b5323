"""Fields in which people write numbers and days as they do on paper; what is read is what every other door reads."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core import clock
from open315.core.text import amounts, moments, telephones
from open315.core.text.said_days import Said, said
from open315.core.ui import days
from open315.law.questions import PlaceField
from open315.org import queries as org

NO_TELEPHONE = _("Please give a telephone number, for example 13800138000 or 027-12345678.")
NO_DAY = _("Please give a day, for example 2026-05-12.")
NO_SAID_DAY = _("Please say when, for example 2026-05-12, last month, 去年十月 or 3月初.")
TO_COME = _("This day lies in the future.")
NO_PLACE = _("No place is recognised for certain. Write city and county, for example 杭州市餘杭區.")
ONE_OF = _("Which place do you mean? Write one of these: %(places)s")
NO_AMOUNT = _("Please give an amount in yuan, for example 1999.50 or 1.2萬.")


def never_cut(form: forms.BaseForm) -> None:
    """Let texts be pasted whole, however long: a browser would cut them without a word. What is too long the form refuses, and says so."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and (limit := field.widget.attrs.pop("maxlength", None)):
            field.widget.attrs["data-limit"] = limit


class TelephoneField(forms.CharField):
    """A number, or several, as people write and paste them; the value is written in common signs."""

    def to_python(self, value: Any) -> str:
        """The text with common digits, brackets and dashes. ValidationError if it is no number."""
        text = telephones.written(super().to_python(value) or "")
        if text and not telephones.is_telephone(text):
            raise forms.ValidationError(NO_TELEPHONE, code="invalid")
        return text


class DayField(days.DayField):
    """A day in any of the ways people and systems write one: 2026年5月12日, 2026/5/12, 20260512."""

    widget = forms.DateInput(attrs={"type": "date"})

    def to_python(self, value: Any) -> date | None:
        """The day in China. ValidationError for what is none for certain."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return moments.day(value)
        except moments.NoMoment:
            raise forms.ValidationError(NO_DAY, code="invalid") from None


class AmountField(forms.DecimalField):
    """Yuan in figures or words: 1999.50, 1,999元, 1.2萬, 兩千三百. "" for what is unknown."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The amount. ValidationError for what is none."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            return _yuan(str(value))


def _yuan(written: str) -> Decimal | None:
    try:
        found = amounts.read(written)
    except amounts.NoAmount:
        raise forms.ValidationError(NO_AMOUNT, code="invalid") from None
    return None if found is None else Decimal(found.cents).scaleb(-2)


class SaidDayField(forms.CharField):
    """A day as people say it, exact or not: 2026年5月12日, 去年十月, 上個月, 3月初, last October. Gives a `Said`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> Said | None:  # type: ignore[override]
        """The days that can be meant. ValidationError for what is no day, or one to come."""
        written = super().to_python(value)
        if not written:
            return None
        today = clock.today()
        found = said(written, today)
        if found is None:
            raise forms.ValidationError(NO_SAID_DAY, code="invalid")
        if found.first > today:
            raise forms.ValidationError(TO_COME, code="future")
        return found

    def run_validators(self, value: Any) -> None:
        """What was read is no text any more."""


class AnyPlaceField(PlaceField):
    """A place anywhere in the country, with the street behind it if somebody writes it; where it is not certain, what can be meant is said."""

    def to_python(self, value: Any) -> str:
        """The code."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            written = str(value)
            if found := org.place_finder(self.home).find_at_start(written):
                return found
            like = org.places_like(written)
            raise forms.ValidationError(
                ONE_OF % {"places": "、".join(map(str, like))} if like else NO_PLACE, code="invalid"
            ) from None
