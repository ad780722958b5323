"""Fields in which people write numbers and days as they do on paper; what is read is what every other door reads."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.text import amounts, moments, telephones
from open315.core.ui import days

NO_TELEPHONE = _("Please give a telephone number, for example 13800138000 or 027-12345678.")
NO_DAY = _("Please give a day, for example 2026-05-12.")
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
