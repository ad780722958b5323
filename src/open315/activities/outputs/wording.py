"""Reported values in words."""

from typing import Any

from django.utils.translation import gettext as _

from open315.activities.models import Output
from open315.activities.outputs.rules import from_hundredths
from open315.core.facts.wording import measured, money
from open315.core.quantities import Bound
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator

YUAN = "yuan"


def indicator_words(indicator: Indicator, kind: str) -> str:
    """The name of an indicator, with the kind of things."""
    if not kind:
        return str(indicator.names)
    return _("%(indicator)s: %(kind)s") % {"indicator": indicator.names, "kind": kind_words(indicator, kind)}


def kind_words(indicator: Indicator, kind: str) -> Any:
    """The name of a kind; one that the dictionary does not know is its own name."""
    return dict(indicator.kinds).get(kind, kind)


def unit_of(indicator: Indicator, value: Any) -> str:
    """The unit as it stands after a value."""
    return str(indicator.unit.one if value == 1 else indicator.unit.names)


def value_words(output: Output) -> str:
    """A value as it is printed, with its unit; words as they were written."""
    if output.hundredths is None:
        return output.said
    bound = Bound(output.bound)
    indicator = indicators.latest(output.indicator)
    if indicator.unit.key == YUAN:
        return money(output.hundredths, bound=bound)
    value = from_hundredths(output.hundredths)
    words = _("%(number)s %(unit)s")
    return words % {"number": measured(value, bound=bound), "unit": unit_of(indicator, value)}
