"""Pieces of pages that are drawn once and then kept, in this process: what is the same on page after page costs nothing there.

A piece is kept under everything it was drawn from, so it never has to be thrown away because something changed: another value
is another piece. (The drawing itself, templates and code, changes with a new process only.)
"""

from collections.abc import Callable, Hashable

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 500
"""Pieces kept; some are a dozen kilobytes. When they are more, all are drawn anew."""

_pieces: dict[Hashable, SafeString] = {}


def drawn(key: Hashable, draw: Callable[[], SafeString]) -> SafeString:
    """What `draw` gives in the reader's language, asked once for each `key`. The key holds all that the drawing depends on."""
    if settings.DEBUG:
        return draw()
    whole = (get_language(), key)
    found = _pieces.get(whole)
    if found is None:
        if len(_pieces) >= MOST:
            _pieces.clear()
        found = _pieces[whole] = draw()
    return found


def forget() -> None:
    """Draw everything anew."""
    _pieces.clear()
