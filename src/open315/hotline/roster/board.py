"""The roster of seven days: by line who is there when, when nobody is, and who is at two lines at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.pages.cells import drawn_rows
from open315.core.pages.declared import Column, Go
from open315.core.pages.steps import Draw, Press
from open315.core.spans import Span
from open315.hotline.drawing import line_words
from open315.hotline.models import Duty, Line
from open315.hotline.roster import queries, rules
from open315.hotline.roster.drawing import (
    away_badge,
    day_words,
    double_badge,
    duty_link,
    gap_badges,
    next_days,
    stacked,
)
from open315.hotline.roster.types import Away, Double


@dataclass(frozen=True, slots=True)
class Row:
    """One day of a line."""

    day: date
    duties: Sequence[Any]
    notes: Sequence[Any]


COLUMNS: Sequence[Column[Any]] = (
    Column("day", pgettext_lazy("a duty roster", "Day"), lambda each: day_words(each.day), kind="nowrap"),
    Column("duties", pgettext_lazy("a duty roster", "On duty"), lambda each: stacked(each.duties)),
    Column("notes", _("To look at"), lambda each: stacked(each.notes)),
)


@dataclass(frozen=True, slots=True)
class Week:
    """What is known of seven days."""

    first: date
    lines: Sequence[Line]
    duties: Sequence[Duty]
    away: Sequence[Away]
    gaps: dict[int, list[Span]]
    doubles: Sequence[Double]


def _week(actor: Actor, first: date) -> Week:
    lines = queries.own_lines(actor)
    window = Span(midnight(first), midnight(first + timedelta(days=rules.DAYS)))
    duties = queries.within([each.pk for each in lines], window)
    away = queries.away_among({each.account_id for each in duties}, first - rules.DAY, first + timedelta(days=8))
    present = rules.present(queries.as_on(duties), away)
    return Week(first, lines, duties, away, queries.unmanned(lines, first, rules.DAYS), rules.doubles(present))


def count_gaps(actor: Actor, first: date) -> int:
    """How many gaps the seven days from one on have at the lines of the actor's council."""
    found = queries.unmanned(queries.own_lines(actor), first, rules.DAYS)
    return sum(map(len, found.values()))


def shown_week(actor: Actor, first: date, draw: Draw) -> list[dict[str, Any]]:
    """A section for each line of the actor's council, as the kit draws tables."""
    week = _week(actor, first)
    return [_section(line, week, first, actor, draw) for line in week.lines]


def _section(line: Line, week: Week, first: date, actor: Actor, draw: Draw) -> dict[str, Any]:
    rows = [_row(line, week, each) for each in next_days(first, rules.DAYS)]
    part = {
        "title": line_words(line),
        "columns": COLUMNS,
        "body": drawn_rows(COLUMNS, rows, draw),
        "buttons": list(_buttons(line, first, actor)),
    }
    copy = Press(_("Copy the week before"), f"{reverse('hotline:copy_week', args=[line.pk])}?first={first.isoformat()}")
    return {"id": f"line-{line.pk}", "part": part, "copy": draw(copy) if actor.may("hotline:roster") else ""}


def _buttons(line: Line, first: date, actor: Actor) -> Iterable[Go]:
    if actor.may("hotline:roster"):
        week = f"?first={first.isoformat()}"
        yield Go(_("Enter a slot"), reverse("hotline:put_slot", args=[line.pk]) + week, icon="plus")
        yield Go(_("One person"), reverse("hotline:put_one", args=[line.pk]) + week)


def _row(line: Line, week: Week, day: date) -> Row:
    own = (each for each in week.duties if each.line_id == line.pk)
    # What began the evening before the first day and goes on stands there: on Monday after midnight it is the duty of this moment.
    here = [each for each in own if max(local_day(each.starts_at), week.first) == day]
    notes: list[Any] = gap_badges(each for each in week.gaps[line.pk] if local_day(each.starts_at) == day)
    names = {each.account_id: str(each.account) for each in week.duties}
    keys = {each.pk for each in here}
    notes += [double_badge(each, names[each.person]) for each in week.doubles if keys & set(each.keys)]
    away = (each for each in here if rules.is_away(each.account_id, Span(each.starts_at, each.ends_at), week.away))
    notes += [away_badge(str(each.account)) for each in away]
    return Row(day, [duty_link(each, day) for each in here], notes)
