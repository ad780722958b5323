"""How pairs are said and shown."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from open315.activities.doubles.types import Why
from open315.activities.models import Activity, DoubleEntry
from open315.core.names import enumerated
from open315.core.pages.cells import badge, link
from open315.core.ui.templatetags.ui import named

REASONS: dict[str, Any] = {
    Why.PLACE: _("the same place"),
    Why.VENUE: _("the same venue"),
    Why.TITLE: _("a similar title"),
    Why.FORM: _("the same form"),
}
TONES = {"": "warn", "same": "good", "different": "neutral"}


def why_words(pair: DoubleEntry) -> str:
    """In what they are alike; that they are of one day and one line goes without saying."""
    return enumerated(str(REASONS[code]) for code in pair.why.split())


def linked(activity: Activity) -> SafeString:
    """An entry, which leads to its page."""
    return link(reverse("activities:detail", args=[activity.pk]), activity.title_in)


def entry_words(activity: Activity) -> Any:
    """Whose entry it is."""
    return named(activity.council)


def drawn_decision(pair: DoubleEntry) -> SafeString:
    """What was said of it, as a badge."""
    return badge(pair.get_decision_display() or _("Undecided"), TONES[pair.decision])


def decided_words(pair: DoubleEntry) -> str:
    """Who decided; "" for nobody."""
    return pair.decided_by.display_name if pair.decided_by else ""
