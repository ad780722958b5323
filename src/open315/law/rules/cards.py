"""What a consumer may ask for, as cards (ADR 0156): each point with its article and the days on which it holds, from `seeds/rights.toml`. Pure.

cards_on(date(2026, 11, 29))                       # every card with a right that holds on that day, with the points of that day
search(cards_on(day), "健身卡")                     # those in which all words are found, either script
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from open315.core.names import Names, names
from open315.core.text import letters
from open315.law.rules.exits import FOLDER
from open315.law.rules.texts import in_brackets

RIGHT, LIMIT = "right", "limit"
PARTS = (RIGHT, LIMIT)
FIRST_DAY = date(1994, 1, 1)
"""The Consumer Protection Law's first day: no card speaks of an earlier one."""


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of a card: what the law gives (`right`) or where it ends (`limit`), from a day until a day."""

    part: str
    words: Names
    article: Names
    valid_from: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it may be said of `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def cited(self) -> Names:
        """The article, the titles of Chinese texts between the brackets that such titles have."""
        return Names(in_brackets(self.article.zh_hant), en=self.article.en)


@dataclass(frozen=True, slots=True)
class Card:
    """A right in points. `nature` and `claims` are what a complaint begun from it is about; `tips` rest on no law."""

    code: str
    title: Names
    points: tuple[Point, ...]
    tips: tuple[Names, ...]
    nature: str
    claims: tuple[str, ...]
    related: tuple[str, ...]
    words: tuple[str, ...]

    def on(self, day: date) -> "Card | None":
        """The card of `day`; None where no right of it holds."""
        points = tuple(each for each in self.points if each.holds_on(day))
        if not any(each.part == RIGHT for each in points):
            return None
        return Card(self.code, self.title, points, self.tips, self.nature, self.claims, self.related, self.words)

    @property
    def rights(self) -> tuple[Point, ...]:
        """What the law gives."""
        return tuple(each for each in self.points if each.part == RIGHT)

    @property
    def limits(self) -> tuple[Point, ...]:
        """Where it ends."""
        return tuple(each for each in self.points if each.part == LIMIT)


@cache
def all_cards() -> dict[str, Card]:
    """Every card by its code, with all its points, in the order in which they are shown."""
    data = tomllib.loads((files(FOLDER) / "rights.toml").read_text(encoding="utf-8"))
    return {each["code"]: _card(each) for each in data["cards"]}


def cards_on(day: date) -> Sequence[Card]:
    """The cards of `day`, each with the points that hold on it."""
    return [found for each in all_cards().values() if (found := each.on(day))]


def card_on(code: str, day: date) -> Card | None:
    """One card as it is on `day`; None where there is none of that code, or it does not hold."""
    card = all_cards().get(code)
    return card.on(day) if card else None


def search(cards: Iterable[Card], asked: str) -> Sequence[Card]:
    """The cards in which each of the words asked for is found, in either script; all of them where nothing is asked."""
    wanted = [letters(word) for word in re.split(r"[\s,，、。]+", asked) if letters(word)]
    return [card for card in cards if all(word in _told(card) for word in wanted)]


def _told(card: Card) -> str:
    texts = [card.title, *card.tips, *(text for each in card.points for text in (each.words, each.article))]
    return " ".join(
        letters(said) for said in (*card.words, *(each for text in texts for each in (text.zh_hant, text.en)))
    )


def _card(data: dict[str, Any]) -> Card:
    return Card(
        code=data["code"],
        title=names(data["title"]),
        points=tuple(_point(each) for each in data["points"]),
        tips=tuple(names(each) for each in data["tips"]),
        nature=data["nature"],
        claims=tuple(data["claims"]),
        related=tuple(data["related"]),
        words=tuple(data["words"]),
    )


def _point(data: dict[str, Any]) -> Point:
    if data["part"] not in PARTS:
        raise ValueError(f"no part of a card: {data['part']}")
    return Point(
        data["part"], names(data["words"]), names(data["article"]), data["valid_from"], data.get("valid_until")
    )
