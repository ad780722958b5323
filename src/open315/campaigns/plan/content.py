"""What a version of a plan holds: the campaign's own words, its sections, their measures, each under a key that stays. Pure but for reading rows.

A number (1, 1.2) is the place in the order and changes with it; the key does not, so that a comparison knows a measure again wherever it went.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from open315.campaigns.models import Campaign, Measure, PlanSection

HEAD, SECTION, MEASURE = "head", "section", "measure"
FIELDS: Mapping[str, tuple[str, ...]] = {
    HEAD: ("theme", "idea", "goals", "first_day", "last_day", "budget_cents"),
    SECTION: ("title", "text"),
    MEASURE: ("title", "responsible", "first_day", "last_day", "venue", "budget_cents", "output", "text", "serves"),
}
"""What a version keeps of each kind, in the order in which it is shown."""
SERVES = "serves"
"""Kept only where there is one, as the key of that measure, a blank, and its title."""


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a plan: `parent` is the key of what it stands in, `place` its place among its siblings from 1 on; every field is a text."""

    key: str
    kind: str
    parent: str
    place: int
    fields: Mapping[str, str]

    def as_data(self) -> dict[str, Any]:
        """For a version."""
        return {
            "key": self.key,
            "kind": self.kind,
            "parent": self.parent,
            "place": self.place,
            "fields": dict(self.fields),
        }


Content = tuple[Item, ...]
"""A plan in the order of the document: its head, then each section followed by its measures."""


def content_of(campaign: Campaign, sections: Iterable[PlanSection]) -> Content:
    """The plan as it stands; `sections` with their measures, in order."""
    return (
        Item(HEAD, HEAD, "", 1, _texts(campaign, HEAD)),
        *(
            item
            for place, section in enumerate(sections, 1)
            for item in _of_section(section, place, section.measures.all())
        ),
    )


def _of_section(section: PlanSection, place: int, measures: Iterable[Measure]) -> Iterator[Item]:
    key = f"{SECTION}{section.pk}"
    yield Item(key, SECTION, HEAD, place, _texts(section, SECTION))
    for at, measure in enumerate(measures, 1):
        yield Item(f"{MEASURE}{measure.pk}", MEASURE, key, at, _texts(measure, MEASURE))


def _texts(row: Any, kind: str) -> dict[str, str]:
    said = {
        name: "" if getattr(row, name) is None else str(getattr(row, name)) for name in FIELDS[kind] if name != SERVES
    }
    above = getattr(row, SERVES, None)
    return {**said, SERVES: f"{MEASURE}{above.pk} {above.title}"} if above is not None else said


def served(item: Item) -> tuple[int, str] | None:
    """The measure of the plan above that it carries out: its row and its title then; None for none."""
    key, _blank, title = item.fields.get(SERVES, "").partition(" ")
    return (int(key.removeprefix(MEASURE)), title) if key else None


def content_from(data: Iterable[Mapping[str, Any]]) -> Content:
    """The plan of a version, as `Item.as_data` wrote it."""
    return tuple(Item(**each) for each in data)


def numbers_of(content: Content) -> dict[str, str]:
    """The number of each section and measure by its key: 1, 1.2; the head has none."""
    found: dict[str, str] = {}
    for item in content:
        above = found.get(item.parent, "")
        found[item.key] = "" if item.kind == HEAD else f"{above}.{item.place}" if above else str(item.place)
    return found


@dataclass(frozen=True, slots=True)
class SectionRead:
    """A section of a version as it is read."""

    number: str
    item: Item
    measures: tuple[tuple[str, Item], ...]


def sections_read(content: Content) -> list[SectionRead]:
    """The sections with their numbers, and theirs."""
    numbers = numbers_of(content)
    found = []
    for parent, items in groupby(content[1:], key=lambda item: item.key if item.kind == SECTION else item.parent):
        section, *measures = items
        found.append(SectionRead(numbers[parent], section, tuple((numbers[each.key], each) for each in measures)))
    return found
