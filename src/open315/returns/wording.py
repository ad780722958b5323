"""What returns say, in words."""

from typing import Any

from django.utils.translation import gettext as _

from open315.activities.outputs.rules import HUNDREDTHS, Value
from open315.activities.outputs.wording import YUAN, unit_of
from open315.core.facts.wording import measured, money
from open315.core.pages.cells import text
from open315.core.quantities import InWords, Quantity
from open315.indicators.types import Indicator
from open315.returns import models


def quantity_words(value: Value | None, indicator: Indicator) -> Any:
    """A value with its unit, words as they were said; "" for none."""
    if value is None:
        return ""
    if isinstance(value, InWords):
        return text(value.words)
    return _number_words(value, indicator)


def _number_words(value: Quantity, indicator: Indicator) -> str:
    if indicator.unit.key == YUAN:
        return money(value.value * HUNDREDTHS, bound=value.bound)
    words = _("%(number)s %(unit)s")
    return words % {"number": measured(value.value, bound=value.bound), "unit": unit_of(indicator, value.value)}


def answer_words(row: "models.Value", indicator: Indicator) -> Any:
    """What a filing says of an indicator."""
    if row.kind != models.Value.Kind.VALUE:
        return row.get_kind_display()
    return quantity_words(row.as_value, indicator)
