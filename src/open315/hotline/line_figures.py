"""The figures of one line over a period: each leads to exactly its calls in the register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.facts.shares import percent
from open315.core.facts.wording import share
from open315.core.pages.cells import days, link, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Part, Table
from open315.core.pages.filters import FilterForm, day
from open315.hotline import measures, queries
from open315.hotline.drawing import hour_words, seconds_words
from open315.hotline.listing import LINES_WORDS
from open315.hotline.models import Call, KindName, Line

USUAL = timedelta(days=29)
"""Before today: thirty days are shown where nobody says otherwise."""


class PeriodFilters(FilterForm):
    """From which day to which."""

    first = day(_("From"))
    last = day(_("To"))


@dataclass(frozen=True, slots=True)
class Figures:
    """A line and its calls of a period."""

    line: Line
    first: date
    last: date
    calls: QuerySet[Call]

    def href(self, **more: Any) -> str:
        """The register of exactly these calls, narrowed further."""
        asked = {"line": self.line.pk, "first": self.first.isoformat(), "last": self.last.isoformat(), **more}
        return f"{reverse('hotline:list')}?{urlencode(asked)}"


def figures_of(actor: Actor, line: Line, first: date, last: date) -> Figures:
    """What the page of a line's figures needs."""
    calls = queries.listed(actor, {"line": line.pk, "first": first, "last": last})
    return Figures(line, first, last, calls.select_related(None).order_by())


def _seconds(value: Any) -> str:
    return seconds_words(None if value is None else round(value))


def _lines(shown: Figures) -> Iterator[tuple[Any, Any, Any]]:
    """What is counted, the figure, and what it is made of."""
    counts = measures.counts(shown.calls)
    yield _("Calls on the hotline"), link(shown.href(), counts["all"]), ""
    soon, waited, back, owed = (counts[each] for each in ("soon", "waited", "back", "owed"))
    in_time = _made_of(shown, "soon", soon, "waited", waited)
    yield _("Answered within the time of the line"), share(percent(soon, waited)), in_time
    median = measures.middle(shown.calls, "answered", "wait_seconds")
    yield _("Waiting time (median)"), _seconds(median), link(shown.href(how="answered"), counts["answered"])
    median = measures.middle(shown.calls, "lasted", "length_seconds")
    yield _("Length of a call (median)"), _seconds(median), link(shown.href(how="lasted"), counts["lasted"])
    yield _("Lost calls"), link(shown.href(how="lost"), counts["lost"]), ""
    again = _made_of(shown, "back", back, "owed", owed)
    yield _("Lost calls reached again in time"), share(percent(back, owed)), again


def _made_of(shown: Figures, part: str, some: int, whole: str, all_of_them: int) -> Any:
    links = {"part": link(shown.href(how=part), some), "whole": link(shown.href(how=whole), all_of_them)}
    return format_html(gettext("{part} of {whole}"), **links)


FIGURES: Sequence[Column[Any]] = (
    Column("label", pgettext_lazy("figures of a line", "Figure"), lambda each: each[0]),
    Column("value", pgettext_lazy("figures of a line", "Value"), lambda each: each[1], kind="number"),
    Column("of", pgettext_lazy("figures of a line", "Counted from"), lambda each: each[2], kind="number"),
)
COUNTS: Sequence[Column[Any]] = (
    Column("label", pgettext_lazy("figures of a line", "Which"), lambda each: each[0], kind="nowrap"),
    Column("value", _("Number of calls"), lambda each: each[1], kind="number"),
)


def _kinds(shown: Figures) -> Iterator[tuple[Any, Any]]:
    found = measures.by_kind(shown.calls)
    for kind in KindName:
        if number := found.get(kind.value):
            yield kind.label, link(shown.href(kind=kind.value), number)
    if number := found.get(""):
        yield _("not said"), link(shown.href(how="unsaid"), number)


def _hours(shown: Figures) -> Iterator[tuple[Any, Any]]:
    for hour, number in sorted(measures.by_hour(shown.calls).items()):
        yield hour_words(hour), link(shown.href(hour=hour), number)


def _days(shown: Figures) -> Iterator[tuple[Any, Any]]:
    for each, number in measures.by_day(shown.calls).items():
        yield each.isoformat(), link(shown.href(first=each.isoformat(), last=each.isoformat()), number)


NOTHING = _("Nobody rang in this period.")
PAGE: DetailPage[Figures] = DetailPage(
    name="hotline.line_figures",
    section="hotline",
    permission="hotline:read",
    title=lambda shown: _("Figures of %(line)s") % {"line": text(shown.line.name)},
    lead=lambda shown: days(shown.first, shown.last),
    back=lambda: (LINES_WORDS, reverse("hotline:lines")),
    buttons=lambda shown: [Go(_("Calls as a file"), shown.href().replace(reverse("hotline:list"), reverse("hotline:export")))],
    above=(Part("", "core/pages/filters.html", bare=True),),
    main=(
        Table(_("Figures"), FIGURES, _lines, NOTHING),
        Table(_("Calls by what they were about"), COUNTS, _kinds, NOTHING),
    ),
    aside=(
        Table(_("Calls by hour of the day"), COUNTS, _hours, NOTHING),
        Table(_("Calls by day"), COUNTS, _days, NOTHING),
    ),
)  # fmt: skip
