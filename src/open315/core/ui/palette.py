"""What the palette (Ctrl+K) finds: pages by themselves, and what rooms let it find; each reader only what she may open (ADR 0159).

Who uses it: whoever knows what she wants and not where it stands, with her hands on the keys. Two letters in whichever language or
script, arrows, Enter. `/console/go/` is the same as a page, for readers without script.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.text import letters
from open315.core.ui.nav import groups_for

MOST = 8
"""So many are shown of a group while something is looked for."""
LONGEST = 60
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; `at` is the address of the page it is asked from, as its reader's browser says it."""

    q: str = ""
    at: str = ""

    def fits(self, label: Any) -> bool:
        """Whether the label holds every word, in whatever language of the interface and script: Chinese anywhere, Latin where a word begins."""
        wanted = [folded for word in self.q.split() if (folded := letters(word))]
        said = [[letters(word) for word in each.split()] for each in _in_every_language(label)]
        return all(any(_holds(words, word) for words in said) for word in wanted)


def _holds(words: list[str], wanted: str) -> bool:
    return any(each.startswith(wanted) if wanted.isascii() else wanted in each for each in words)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: what it is called, where it leads, perhaps what else tells it, and the key that does the same."""

    label: Any
    url: str
    note: Any = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """A group of what was found, under its heading."""

    label: Any
    hits: tuple[Hit, ...]


Finder = Callable[[Actor, Asked], Iterable[Hit]]
_FINDERS: dict[str, tuple[int, str, Any, Finder]] = {}


def find_with(key: str, permission: str, label: Any, finder: Finder, *, order: int) -> None:
    """Let the palette show what `finder` finds to those with the permission, under `label`; the same key replaces."""
    _FINDERS[key] = (order, permission, label, finder)


def asked_of(q: str, at: str) -> Asked:
    """What was asked, cut to what a reader types."""
    return Asked(q.strip()[:LONGEST], at[:LONGEST_ADDRESS])


def found_for(actor: Actor, asked: Asked) -> list[Hits]:
    """What the reader may open of what she looks for, in groups; without words what lies nearest."""
    groups = [
        Hits(label, tuple(finder(actor, asked)))
        for _order, permission, label, finder in sorted(_FINDERS.values(), key=lambda each: each[0])
        if actor.may(permission)
    ]
    return [each for each in groups if each.hits]


def _pages(actor: Actor, asked: Asked) -> Iterator[Hit]:
    """The first page and what the navigation shows the reader."""
    known = [Hit(pgettext_lazy("first page", "Today"), reverse("console"))]
    for group in groups_for(actor):
        known += [Hit(entry.label, entry.href, group.label, entry.letter) for entry in group.entries]
    fitting = (hit for hit in known if asked.fits(hit.label))
    return islice(fitting, MOST) if asked.q else fitting


def _in_every_language(label: Any) -> Iterator[str]:
    for code, *_names in settings.INTERFACE_LANGUAGES:
        with translation.override(code):
            yield str(label)


find_with("pages", "console:open", _("Pages"), _pages, order=20)
