"""How a cell of the matrix looks: a sign, a number and words for those who cannot see colours."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from open315.activities.matrix.types import Signs, Standing
from open315.core.pages.cells import badge

WORDS: dict[Standing, Any] = {
    Standing.DONE: pgettext_lazy("matrix", "Done, with proof"),
    Standing.UNDER_WAY: pgettext_lazy("matrix", "Under way"),
    Standing.PLANNED: pgettext_lazy("matrix", "Planned"),
    Standing.LATE: pgettext_lazy("matrix", "Late"),
    Standing.NOTHING: pgettext_lazy("matrix", "Nothing"),
}
MARKS = {
    Standing.DONE: "✓",
    Standing.UNDER_WAY: "…",
    Standing.PLANNED: "○",
    Standing.LATE: "!",
    Standing.NOTHING: "·",
}
KEYS = {each: each.value.replace("_", "-") for each in Standing}
"""Parts of class names."""
TONES = {
    Standing.DONE: "good",
    Standing.UNDER_WAY: "info",
    Standing.PLANNED: "neutral",
    Standing.LATE: "bad",
    Standing.NOTHING: "neutral",
}


def standing_badge(standing: Standing) -> SafeString:
    """A state in words."""
    return badge(WORDS[standing], TONES[standing])


def mark(standing: Standing, signs: Signs, href: str, words: str) -> SafeString:
    """A cell: its sign and the number of its activities, leading to what stands behind it. `words` are escaped, the address is made of numbers.

    Written without the ways of the kit: seven hundred of them are a third of the page.
    """
    number = signs.activities or ""
    return SafeString(
        f'<a class="mark mark--{KEYS[standing]}" href="{href}" title="{words}" aria-label="{words}">'
        f"{MARKS[standing]}{number}</a>"
    )
