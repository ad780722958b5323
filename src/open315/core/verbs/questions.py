"""What a verb asks for, as small typed descriptions: the console makes a form of them (`core.verbs.forms`), another door may not.

A question answers one keyword argument of the verb's function. What it depends on is asked of the actor and the object.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from open315.core.access import Actor

Words = Any


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a question is put to, and about which object."""

    actor: Actor
    row: Any


class Left:
    """Stands for an argument that is not given at all."""


LEFT = Left()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `argument` is the keyword it answers, where that is not called like the field."""

    name: str
    label: Words
    help: Words = ""
    required: bool = True
    argument: str = ""
    suits: Callable[[Asked], bool] = lambda _asked: True
    """Whether it has to be put at all."""
    otherwise: Any = LEFT
    """The argument where it was not put."""
    start: Callable[[Asked], Any] = lambda _asked: None
    """What the field begins with."""
    answer: Callable[[Asked, Any], Any] = lambda _asked, given: given
    """The argument, made of what was filled in. May raise the errors that people read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Question):
    """A line of text."""

    shortest: int | None = None
    longest: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Question):
    """A text of a few lines."""

    longest: int = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Question):
    """Yes, or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Question):
    """A day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Question):
    """A day and a time of it, in China."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Question):
    """An amount, typed in yuan and answered in cents."""

    most: int = 100_000_000


Choices = Callable[[Asked], Iterable[tuple[Any, Words]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One of those offered. `look` is "list", "find" (a long list that can be typed into) or "buttons"."""

    choices: Choices
    coerce: Callable[[str], Any] = str
    look: str = "list"
    hides_single: bool = False
    """Not shown where there is nothing to choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Question):
    """Any of those offered."""

    choices: Choices
