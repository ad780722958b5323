"""Whose records the figures are counted from, and over which days each one's are complete: what the page of coverage shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.facts import Keeper, covered, scope_of, spec_of
from open315.core.facts.boards import boards_for, dimensions_of
from open315.core.facts.coverage import merged_spans
from open315.core.facts.dimensions import dimensions
from open315.core.names import enumerated
from open315.core.pages.cells import badge, days, lines
from open315.core.pages.declared import Column
from open315.core.pages.details import DetailPage, Note, Steps, Table

STATED, PRESUMED = pgettext_lazy("coverage", "Stated"), pgettext_lazy("coverage", "Since the first record here")
NOTHING = pgettext_lazy("coverage", "No records")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everybody whose records the actor's figures are counted from, with what records they are, once each."""

    kept: tuple["Kept", ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A keeper, and the boards whose figures are counted from those records."""

    keeper: Keeper
    boards: tuple[Any, ...]


def coverage_for(actor: Actor) -> Coverage:
    """The keepers of everything the actor's overview shows, in the scope it begins with."""
    found: dict[Keeper, list[Any]] = {}
    for board in boards_for(actor):
        known = scope_of({each.name: each.initial(actor) for each in dimensions(dimensions_of(board))})
        keepers = {
            keeper: None
            for name in sorted({spec_of(key).rows for key in board.facts})
            for keeper in covered(name, known, actor).keepers
            if str(keeper.name)
        }
        for keeper in keepers:
            found.setdefault(keeper, []).append(board.records or board.title)
    return Coverage(tuple(Kept(keeper, tuple(boards)) for keeper, boards in found.items()))


def _spans(kept: Kept) -> Any:
    return lines(days(span.first, span.last) for span in merged_spans(kept.keeper.spans))


def _known_by(kept: Kept) -> Any:
    if not kept.keeper.spans:
        return badge(NOTHING, "warn")
    return badge(PRESUMED, "info") if kept.keeper.presumed else badge(STATED, "good")


def _notes(_shown: Coverage) -> Iterable[Note]:
    yield Note(
        _("What it is for"),
        _(
            "A zero is told and two years are compared only over days on which the records are complete. "
            "Otherwise the reason stands in its place."
        ),
    )
    yield Note(
        _("Who states it"),
        _(
            "The administrator of a council, on the page of the body. After an import of old cases it is proposed there."
        ),
    )


PAGE: DetailPage[Coverage] = DetailPage(
    name="figures.coverage",
    section="facts",
    permission="facts:read",
    title=lambda shown: _("From when the records are complete"),
    back=lambda: (_("Figures"), reverse("facts:overview")),
    main=(
        Table(
            _("Whose records the figures are counted from"),
            (
                Column("name", _("Body"), lambda kept: kept.keeper.name),
                Column("of", _("Records of"), lambda kept: enumerated(kept.boards)),
                Column("days", _("Records complete"), _spans, kind="nowrap"),
                Column("known", _("How it is known"), _known_by),
            ),
            rows=lambda shown: shown.kept,
            empty=_("No figures are counted from records of any body here."),
        ),
    ),
    aside=(Steps(_notes, _("Good to know")),),
)
