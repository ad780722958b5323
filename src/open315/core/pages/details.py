"""The page of one thing: what it is called, its buttons, and sections in a main column and beside it.

A room declares a `DetailPage` of sections; its view reads what is to be shown, once, and hands it to `detail_page`. Each section takes from
that what it is about. A section that has nothing says so, or is left out where it says nothing.
"""

from collections.abc import Callable, Iterable, Sequence
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
    """Rows of what belongs to the thing, or a sentence; `all_of_them` leads to the whole list. Left out where it does not belong to it."""

    title: Any
    columns: Sequence[Column[Any]]
    rows: Callable[[Shown], Iterable[Any]]
    empty: Any
    all_of_them: Callable[[Shown], tuple[Any, str]] | None = None
    belongs: Callable[[Shown], bool] | None = None
    template: ClassVar[str] = FOLDER + "table.html"

    def drawn(self, shown: Shown, request: StaffRequest) -> dict[str, Any]:
        """What its template needs."""
        return {
            "columns": self.columns,
            "body": drawn_rows(self.columns, self.rows(shown), drawing(request)),
            "empty": self.empty,
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


Section = Facts[Shown] | Table[Shown] | Lines[Shown] | Timeline[Shown] | Steps[Shown]


@dataclass(frozen=True, slots=True)
class DetailPage(Generic[Shown]):
    """The page of one thing: `title`, `lead` and `buttons` of what is shown; `back` is the list it belongs to, in words and address."""

    name: str
    section: str
    permission: str
    title: Callable[[Shown], Any]
    back: Callable[[], tuple[Any, str]]
    main: Sequence[Section[Shown]]
    aside: Sequence[Section[Shown]] = ()
    lead: Callable[[Shown], Any] | None = None
    buttons: Callable[[Shown], Iterable[Go]] | None = None
    template: str = "core/pages/detail.html"

    def __post_init__(self) -> None:
        DETAILS.enter(self)


DETAILS: Register[DetailPage[Any]] = Register("page")


def detail_page(request: StaffRequest, page: DetailPage[Shown], shown: Shown) -> HttpResponse:
    """The page of what is shown."""
    context = {
        "section": page.section,
        "title": page.title(shown),
        "lead": page.lead(shown) if page.lead else "",
        "back": page.back(),
        "buttons": list(page.buttons(shown)) if page.buttons else [],
        "main": _drawn(page.main, shown, request),
        "aside": _drawn(page.aside, shown, request),
        "shown": shown,
    }
    return render(request, page.template, context)


def _drawn(sections: Sequence[Section[Shown]], shown: Shown, request: StaffRequest) -> list[dict[str, Any]]:
    return [
        {"template": each.template, "title": each.title, "id": f"section-{place}", **each.drawn(shown, request)}
        for place, each in enumerate(sections)
        if not isinstance(each, Table) or each.belongs is None or each.belongs(shown)
    ]
