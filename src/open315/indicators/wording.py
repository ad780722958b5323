"""What the dictionary says of an indicator, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.core.names import enumerated
from open315.indicators.types import Indicator, Level, Source, Sums

LEVELS = {
    Level.PROVINCE: pgettext_lazy("level", "Province"),
    Level.CITY: pgettext_lazy("level", "City"),
    Level.COUNTY: pgettext_lazy("level", "County"),
}
SUMS = {Sums.ACTIVITIES: gettext_lazy("over activities"), Sums.NOTHING: gettext_lazy("never added")}
SOURCES = {Source.REPORTED: gettext_lazy("reported"), Source.ROWS: gettext_lazy("counted from rows")}


def levels_words(each: Indicator) -> str:
    """Which councils report it."""
    if each.levels == frozenset(Level):
        return _("every council")
    return enumerated(label for level, label in LEVELS.items() if level in each.levels)


def accuracy_words(each: Indicator) -> str:
    """Whether a value may be approximate."""
    return _("exact or approximate") if each.approximate else _("exact only")
