"""What people see of a verb, and what they are told once it is done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from open315.core.verbs.questions import Question

Words = Any
"""A translatable sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a verb looks beside its object: among the main buttons or behind "More", in which order, with which key, what it asks."""

    place: int
    main: bool = False
    key: str = ""
    tone: str = "secondary"
    questions: tuple[Question, ...] = ()
    takes_files: bool = False


@dataclass(frozen=True, slots=True)
class NoFace:
    """This verb has no button beside its object, and why: where it is found instead."""

    why: str


@dataclass(frozen=True, slots=True)
class Tell:
    """A message in the console about what was done: its words with named places, its tone, and the accounts it goes to."""

    words: Words
    to: Callable[[Any, Any], Iterable[int]]
    """Accounts, from the object and the event."""
    tone: str = "info"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to the person outside whom the object concerns: subject with named places, templates, what it says, what it is called."""

    subject: Words
    body: str
    """The path of two templates, `<body>.txt` and `<body>.html`."""
    says: Callable[[Any, Any], dict[str, Any] | None]
    """Plain data for subject and templates, from the object and the event; None where this time nobody is written to."""
    name: Words
