"""What is no consumer complaint, and where it goes instead: wages, a neighbour's noise, a sale between individuals, a purchase for business … (ADR 0025). Pure.

A person says what a purchase was for; words in the text only raise the question. Nothing is decided by a machine alone.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from open315.core.names import Names, names
from open315.core.text import letters

FOLDER = "open315.law.seeds"
CONSUMER = "consumer"
"""Bought or used for daily life: the only purpose for which there is a consumer complaint."""
COMPLAINT, REPORT = "complaint", "report"


@dataclass(frozen=True, slots=True)
class Dated:
    """The article that sends people there, from a day until a day."""

    article: Names
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out. `route` says whither, `sector` and `level` which authority if it is one ("" and 0 otherwise)."""

    code: str
    label: Names
    route: Names
    sector: str
    level: int
    articles: tuple[Dated, ...]
    words: tuple[str, ...]
    goods: tuple[str, ...]
    """Goods for which it is a consumer's matter all the same: a farmer's seeds (Consumer Protection Law Art 62)."""

    def article_on(self, day: date) -> Names:
        """What was in force on `day`."""
        return next((each.article for each in self.articles if each.holds_on(day)), Names(""))


@cache
def all_exits() -> dict[str, Exit]:
    """Every way out by its code, in the order in which people are asked."""
    data = tomllib.loads((files(FOLDER) / "exits.toml").read_text(encoding="utf-8"))
    return {each["code"]: _exit(each) for each in data["exits"]}


def exit_of(purpose: str, goods: str = "") -> Exit | None:
    """The way out for what somebody said it is; None for a consumer's own matter, and for what nobody said."""
    found = all_exits().get(purpose)
    return None if found is None or goods in found.goods else found


def keeps_out(kind: str, purpose: str, goods: str = "") -> Exit | None:
    """The way out of a complaint that is none. Reports and questions may come from anybody about anything."""
    return exit_of(purpose, goods) if kind == COMPLAINT else None


def hints(texts: Iterable[str]) -> Sequence[Exit]:
    """The ways out of which the words of a text remind: for a person to look at, never a decision."""
    told = " ".join(letters(text) for text in texts)
    return [each for each in all_exits().values() if any(letters(word) in told for word in each.words)]


def _exit(data: dict[str, object]) -> Exit:
    each: dict[str, object] = dict(data)
    articles = [
        Dated(names(one["article"]), one["valid_from"], one.get("valid_until"))
        for one in each["articles"]  # type: ignore[attr-defined]
    ]
    return Exit(
        code=str(each["code"]),
        label=names(each["label"]),
        route=names(each["route"]),
        sector=str(each.get("sector", "")),
        level=int(str(each.get("level", 0))),
        articles=tuple(articles),
        words=tuple(each.get("words", ())),  # type: ignore[arg-type]
        goods=tuple(each.get("but_goods", ())),  # type: ignore[arg-type]
    )
