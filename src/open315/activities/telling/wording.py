"""The headings and reasons of what is told one by one, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.telling.types import Group, Why

GROUPS: Mapping[str, Any] = {
    Group.MEETINGS: pgettext_lazy("heading of a summary", "Deployment"),
    Group.MEDIA: pgettext_lazy("heading of a summary", "The media"),
    Group.SEMINARS: pgettext_lazy("heading of a summary", "Seminars on the theme"),
    Group.CONTEST: pgettext_lazy("heading of a summary", "Contests"),
    Group.BROADCAST: pgettext_lazy("heading of a summary", "Live broadcasts"),
    Group.SERVICE: pgettext_lazy("heading of a summary", "Consultation and service on the spot"),
    Group.LESSONS: pgettext_lazy("heading of a summary", "Lectures, exhibitions and shows"),
    Group.MARKET: pgettext_lazy("heading of a summary", "Visits, surveys and destruction of fakes"),
    Group.LETTERS: pgettext_lazy("heading of a summary", "Open letters and appeals"),
    Group.OTHER: pgettext_lazy("heading of a summary", "Other activities"),
}
REASONS: Mapping[str, Any] = {
    Why.TAKEN_IN: _("Taken in by hand"),
    Why.OWN: _("Of your own council"),
    Why.LEADERS: _("Leaders came"),
    Why.LARGEST: _("One of the largest values of its heading"),
    Why.LEFT_OUT: _("Left out by hand"),
    Why.CROWDED: _("No room under its heading"),
    Why.SMALL: _("Not by the rule"),
}


def group_words(code: str) -> Any:
    """A heading in words. ValueError for what is none."""
    return GROUPS[Group(code)]
