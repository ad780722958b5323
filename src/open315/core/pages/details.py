"""The page of one thing: what it is called, its buttons, and sections in a main column and beside it.

A room declares a `DetailPage` of sections; its view reads what is to be shown, once, and hands it to `detail_page`. Each section takes from
that what it is about. A section that has nothing says so, or is left out where it says nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.http import HttpResponse
from django.shortcuts import render

from open315.core.access import StaffRequest
from open315.core.pages.cells import drawn_rows
from open315.core.pages.declared import Column, Go
from open315.core.pages.register import Register
from open315.core.pages.steps import Step, drawing, is_step

Shown = TypeVar("Shown")
FOLDER = "core/pages/sections/"
PLACES = ("above", "main", "aside", "below")
"""Where sections of a page stand."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know, among the steps."""

    title: Any
    text: Any


@dataclass(frozen=True, slots=True)
class Facts(Generic[Shown]):
    """Names and values; an empty value is a dash."""

    title: Any
    lines: Callable[[Shown], Iterable[tuple[Any, Any]]]
    below: Callable[[Shown], Iterable[Go]] | None = None
    template: ClassVar[str] = FOLDER + "facts.html"

    def drawn(self, shown: Shown, request: StaffRequest) -> dict[str, Any]:
        """What its template needs."""
        return {"lines": list(self.lines(shown)), "below": list(self.below(shown)) if self.below else []}


@dataclass(frozen=True, slots=True)
class Table(Generic[Shown]):
    """Rows of what belongs to the thing, or a sentence; `all_of_them` leads to the whole list. Left out where it does not belong to it.

    A table that belongs only where it has rows needs no sentence.
    """

    title: Any
    columns: Sequence[Column[Any]]
    rows: Callable[[Shown], Iterable[Any]]
    empty: Any
    all_of_them: Callable[[Shown], tuple[Any, str]] | None = None
    belongs: Callable[[Shown], bool] | None = None
    lead: Any = ""
    buttons: Callable[[Shown], Iterable[Go]] | None = None
    template: ClassVar[str] = FOLDER + "table.html"

    def drawn(self, shown: Shown, request: StaffRequest) -> dict[str, Any]:
        """What its template needs."""
        columns = [each for each in self.columns if not each.permission or request.actor.may(each.permission)]
        return {
            "columns": columns,
            "body": drawn_rows(columns, self.rows(shown), drawing(request)),
            "empty": self.empty,
            "lead": self.lead,
            "buttons": list(self.buttons(shown)) if self.buttons else [],
            "whole": self.all_of_them(shown) if self.all_of_them else None,
        }


@dataclass(frozen=True, slots=True)
class Lines(Generic[Shown]):
    """A list of words or links; left out when there are none."""

    title: Any
    lines: Callable[[Shown], Iterable[Any]]
    template: ClassVar[str] = FOLDER + "lines.html"

    def drawn(self, shown: Shown, request: StaffRequest) -> dict[str, Any]:
        """What its template needs."""
        return {"lines": list(self.lines(shown))}


@dataclass(frozen=True, slots=True)
class Timeline(Generic[Shown]):
    """What happened: entries as the component `timeline` takes them."""

    title: Any
    entries: Callable[[Shown], Iterable[Any]]
    template: ClassVar[str] = FOLDER + "timeline.html"

    def drawn(self, shown: Shown, request: StaffRequest) -> dict[str, Any]:
        """What its template needs."""
        return {"entries": list(self.entries(shown))}


@dataclass(frozen=True, slots=True)
class Steps(Generic[Shown]):
    """What can be done with the thing: buttons that lead on, steps that ask once more, notes."""

    steps: Callable[[Shown], Iterable[Go | Step | Note]]
    title: Any = ""
    template: ClassVar[str] = FOLDER + "steps.html"

    def drawn(self, shown: Shown, request: StaffRequest) -> dict[str, Any]:
        """What its template needs."""
        draw = drawing(request)
        steps = list(self.steps(shown))
        return {
            "steps": [
                {
                    "step": each,
                    "drawn": draw(each) if is_step(each) else "",
                    "is_note": isinstance(each, Note),
                }
                for each in steps
            ]
        }


@dataclass(frozen=True, slots=True)
class Part(Generic[Shown]):
    """What no other section draws: a template of the room's, which knows `shown` and what the view adds. `bare` leaves out card and heading."""

    title: Any
    inner: str
    belongs: Callable[[Shown], bool] | None = None
    bare: bool = False

    @property
    def template(self) -> str:
        """The card around it, or the template itself."""
        return self.inner if self.bare else FOLDER + "part.html"

    def drawn(self, shown: Shown, request: StaffRequest) -> dict[str, Any]:
        """What its template needs."""
        return {"inner": self.inner}


Section = Facts[Shown] | Part[Shown] | Table[Shown] | Lines[Shown] | Timeline[Shown] | Steps[Shown]


@dataclass(frozen=True, slots=True)
class DetailPage(Generic[Shown]):
    """The page of one thing: `title`, `lead` and `buttons` of what is shown; `back` is the list it belongs to, in words and address.

    `heading` is what stands above it, if that is not the title. Sections stand in a main column and beside it (`aside`), or over the
    whole width `above` and `below` those. `is_wide` makes the main column the broader one.
    """

    name: str
    section: str
    permission: str
    title: Callable[[Shown], Any]
    back: Callable[[], tuple[Any, str]] | None
    main: Sequence[Section[Shown]]
    aside: Sequence[Section[Shown]] = ()
    above: Sequence[Section[Shown]] = ()
    below: Sequence[Section[Shown]] = ()
    heading: Callable[[Shown], Any] | None = None
    is_wide: bool = False
    lead: Callable[[Shown], Any] | None = None
    buttons: Callable[[Shown], Iterable[Go]] | None = None
    template: str = "core/pages/detail.html"

    def __post_init__(self) -> None:
        DETAILS.enter(self)


DETAILS: Register[DetailPage[Any]] = Register("page")


def detail_page(
    request: StaffRequest, page: DetailPage[Shown], shown: Shown, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page of what is shown; `more` is what templates of the room's own need besides."""
    context = {
        "section": page.section,
        "title": page.title(shown),
        "heading": page.heading(shown) if page.heading else "",
        "lead": page.lead(shown) if page.lead else "",
        "back": page.back() if page.back else None,
        "buttons": list(page.buttons(shown)) if page.buttons else [],
        "is_wide": page.is_wide,
        "parts": {name: drawn_sections(getattr(page, name), shown, request) for name in PLACES},
        "shown": shown,
        **(more or {}),
    }
    return render(request, page.template, context)


def drawn_sections(sections: Sequence[Section[Shown]], shown: Shown, request: StaffRequest) -> list[dict[str, Any]]:
    """Sections made ready for `core/pages/parts.html`; without those that do not belong to what is shown."""
    return [
        {"template": each.template, "title": each.title, "id": f"section-{place}", **each.drawn(shown, request)}
        for place, each in enumerate(sections)
        if _belongs(each, shown)
    ]


def _belongs(section: Section[Shown], shown: Shown) -> bool:
    belongs = section.belongs if isinstance(section, (Table, Part)) else None
    return belongs is None or belongs(shown)
