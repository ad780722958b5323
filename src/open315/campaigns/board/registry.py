"""The parts of the board, and what rooms enter in them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Campaign
from open315.core.access import Actor

WEEK = timedelta(days=6)
"""Today and the six days after it."""
SHOWN = 8
"""So many lines a part shows; the others are a number."""


class PartOf(StrEnum):
    """The parts, in their order."""

    WEEK = "week"
    LATE = "late"
    SILENT = "silent"
    UNMET = "unmet"
    TWICE = "twice"


TITLES: dict[PartOf, Any] = {
    PartOf.WEEK: _("Today and this week"),
    PartOf.LATE: _("Late, and with whom"),
    PartOf.SILENT: _("Councils of which nothing is known"),
    PartOf.UNMET: _("Requirements that nothing meets yet"),
    PartOf.TWICE: _("Perhaps entered twice"),
}
NOTHING: dict[PartOf, Any] = {
    PartOf.WEEK: _("Nothing is planned or due in these seven days."),
    PartOf.LATE: _("Nothing is overdue."),
    PartOf.SILENT: _("Every council directly below has planned or held something."),
    PartOf.UNMET: _("Every requirement is met by something that was held."),
    PartOf.TWICE: _("Nothing looks entered twice."),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line: its day (to order by and to tell; None for none), what it is, where it opens, with whom it lies."""

    what: Any
    href: str
    day: date | None = None
    whom: Any = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A part as it is drawn: its first lines, and how many more there are."""

    key: str
    title: Any
    items: Sequence[Item]
    more: int
    nothing: Any

    @property
    def number(self) -> int:
        """Of all lines."""
        return len(self.items) + self.more

    @property
    def tone(self) -> str:
        """How its number is coloured: what lies ahead is no fault."""
        return "info" if self.key == PartOf.WEEK else "bad" if self.key == PartOf.LATE else "warn"


Read = Callable[[Actor, Campaign, date], Iterable[Item] | None]
"""Its lines; None where the question does not arise."""


@dataclass(frozen=True, slots=True)
class _Entry:
    permission: str
    read: Read


@dataclass(slots=True)
class _Register:
    figures: list[str] = field(default_factory=list)
    entries: dict[tuple[PartOf, str], _Entry] = field(default_factory=dict)


_REGISTER = _Register()


def contribute(part: PartOf, name: str, permission: str, read: Read) -> None:
    """Enter lines in a part, for those who hold the permission; the same name replaces."""
    _REGISTER.entries[part, name] = _Entry(permission, read)


def contribute_figures(*keys: str) -> None:
    """Enter figures that are told as far as they are, against the year before; one that is there stays where it is."""
    _REGISTER.figures.extend(key for key in keys if key not in _REGISTER.figures)


def figures_entered() -> list[str]:
    """Their keys, in order."""
    return list(_REGISTER.figures)


def board_of(actor: Actor, campaign: Campaign, today: date) -> list[Shown]:
    """The parts of the board of a campaign, as far as somebody enters lines in them that this reader may see."""
    found = []
    for part in PartOf:
        entries = [each for (of, _name), each in _REGISTER.entries.items() if of == part and actor.may(each.permission)]
        told = [lines for each in entries if (lines := each.read(actor, campaign, today)) is not None]
        if told:
            items = [item for lines in told for item in lines]
            items.sort(key=lambda item: item.day or date.max)
            more = max(0, len(items) - SHOWN)
            found.append(Shown(part.value, TITLES[part], items[:SHOWN], more, NOTHING[part]))
    return found
