"""Fragments of pages, cached in this process: what is the same on page after page is rendered once.

A fragment is cached under everything it was rendered from, so nothing ever makes it stale: another value is another fragment.
(What renders it, templates and code, changes with a new process only.)
"""

from collections.abc import Callable, Hashable

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 500
"""Fragments cached; some are a dozen kilobytes. When they are more, all are rendered anew."""

_fragments: dict[Hashable, SafeString] = {}


def rendered_once(key: Hashable, render: Callable[[], SafeString]) -> SafeString:
    """What `render` gives in the reader's language, asked once for each `key`. The key holds all that the rendering depends on."""
    if settings.DEBUG:
        return render()
    whole = (get_language(), key)
    found = _fragments.get(whole)
    if found is None:
        if len(_fragments) >= MOST:
            _fragments.clear()
        found = _fragments[whole] = render()
    return found


def forget() -> None:
    """Render everything anew."""
    _fragments.clear()
