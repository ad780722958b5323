"""The calendar of activities as a page: a month or a week of days, the filters of the list, and the way to the days before and after."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from open315.activities.listing import PLAN, TONES, ActivityFilters
from open315.activities.models import Activity
from open315.activities.queries import standing_between
from open315.activities.schedule.rules import View, days_of, held_to, month_of, week_of
from open315.core.access import Actor
from open315.core.clock import SHANGHAI, local_day
from open315.core.pages.declared import Action, Empty, Go
from open315.core.pages.filters import changed
from open315.core.pages.lists import buttons
from open315.core.ui.days import DayField
from open315.core.ui.templatetags.ui import named

MONTH, WEEK = "month", "week"
SHOWN = {MONTH: 4, WEEK: 60}
"""So many stand on one day; the rest is counted, and led to."""
SATURDAY = 5
IN_OWN = Action(gettext_lazy("In your own calendar"), "activities:feeds", permission="activities:read")
EMPTY = Empty(
    gettext_lazy("Nothing stands in these days"),
    gettext_lazy("Go on to other days, take a filter away, or plan an activity."),
    art="inbox",
    action=PLAN,
)


class CalendarFilters(ActivityFilters):
    """The filters of the list but for its days: those are the view's. `view` and `day` say which days."""

    WITHOUT_CHIP: ClassVar[frozenset[str]] = frozenset({"view", "day"})
    first = None  # type: ignore[assignment]  # a field that is None is taken away
    last = None  # type: ignore[assignment]
    view = forms.ChoiceField(required=False, choices=[(MONTH, MONTH), (WEEK, WEEK)], widget=forms.HiddenInput)
    day = DayField(required=False, widget=forms.HiddenInput)

    def shown(self, today: date) -> View:
        """The days that are asked for; the month of today unless something is."""
        wanted = self.wanted()
        day = held_to(wanted.get("day") or today)
        return week_of(day) if wanted.get("view") == WEEK else month_of(day)


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity on one of its days."""

    activity: Activity
    tone: str
    words: str
    """When it begins on that day, or that it lasts on from the day before; its place, and its state once that is no plan any more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar. `more` is the number of those that do not stand there, and `href` leads to all of them."""

    day: date
    words: str
    entries: Sequence[Entry]
    more: int
    href: str
    kinds: str
    """Classes that say what kind of day it is."""
    is_today: bool

    @property
    def more_words(self) -> str:
        """How many more there are."""
        return _("%(n)d more") % {"n": self.more}


def calendar_context(actor: Actor, form: CalendarFilters, today: date) -> dict[str, Any]:
    """All that the page shows."""
    view = form.shown(today)
    cells = _cells(view, form, _by_day(actor, form.wanted(), view), today)
    return {
        "section": "activities",
        "title": _("Calendar of activities"),
        "heading": heading(view),
        "back": (_("Activities"), reverse("activities:list")),
        "buttons": [Go(_("As a list"), _list_address(form, view), key="l"), *buttons(actor, [IN_OWN, PLAN])],
        "form": form,
        "asks": True,
        "chips": form.chips(),
        "clear_url": form.clear_address(),
        "tabs": list(_tabs(form, view)),
        "view": view,
        "weeks": [cells[at : at + 7] for at in range(0, len(cells), 7)],
        "weekdays": [date_format(cell.day, "D") for cell in cells[:7]],
        "empty": EMPTY,
        "empty_button": next(iter(buttons(actor, [PLAN])), None),
        "is_empty": not any(cell.entries for cell in cells),
        "before_url": _turned(form, view, view.before),
        "after_url": _turned(form, view, view.after),
        "today_url": _turned(form, view, today),
    }


def heading(view: View) -> str:
    """The days in words: a month by its name, a week by its ends."""
    if view.name == MONTH:
        return date_format(view.day, "YEAR_MONTH_FORMAT")
    return f"{view.first.isoformat()} – {view.last.isoformat()}"


def _turned(form: CalendarFilters, view: View, day: date | None) -> str:
    return form.address(view=view.name, day=day.isoformat()) if day else ""


def _tabs(form: CalendarFilters, view: View) -> Iterator[dict[str, Any]]:
    labels = {MONTH: pgettext("view of a calendar", "Month"), WEEK: pgettext("view of a calendar", "Week")}
    for name, label in labels.items():
        address = form.address(view=name, day=view.day.isoformat())
        yield {"label": label, "href": address, "current": view.name == name}


def _list_address(form: CalendarFilters, view: View) -> str:
    """The list of what begins in these days; a month without the days of its neighbours."""
    first, last = view.first, view.last
    if view.name == MONTH:
        first = view.day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return reverse("activities:list") + changed(form.query, ("view", "day"), **days)


def _by_day(actor: Actor, wanted: Mapping[str, Any], view: View) -> Mapping[date, list[Activity]]:
    asked = {name: value for name, value in wanted.items() if name not in CalendarFilters.WITHOUT_CHIP}
    found: dict[date, list[Activity]] = defaultdict(list)
    for each in standing_between(actor, asked, view.first, view.last):
        for day in days_of(each.starts_at, each.ends_at, view.first, view.last):
            found[day].append(each)
    return found


def _cells(view: View, form: CalendarFilters, found: Mapping[date, list[Activity]], today: date) -> list[Cell]:
    days = [view.first + timedelta(days=at) for at in range((view.last - view.first).days + 1)]
    return [_cell(view, form, day, found.get(day, []), today) for day in days]


def _cell(view: View, form: CalendarFilters, day: date, rows: Sequence[Activity], today: date) -> Cell:
    most = SHOWN[view.name]
    if view.name == MONTH:
        href = f"{form.address(view=WEEK, day=day.isoformat())}#day-{day.isoformat()}"
    else:
        days = {"first": day.isoformat(), "last": day.isoformat()}
        href = reverse("activities:list") + changed(form.query, ("view", "day"), **days)
    return Cell(
        day,
        date_format(day, "l"),
        [_entry(each, day) for each in rows[:most]],
        more=max(0, len(rows) - most),
        href=href,
        kinds=" ".join(f"agenda__day--{kind}" for kind in _kinds(view, day, today, has_some=bool(rows))),
        is_today=day == today,
    )


def _kinds(view: View, day: date, today: date, *, has_some: bool) -> Iterator[str]:
    if view.name == MONTH and day.month != view.day.month:
        yield "other"
    if day.weekday() >= SATURDAY:
        yield "weekend"
    if day == today:
        yield "today"
    if not has_some:
        yield "empty"


def _entry(activity: Activity, day: date) -> Entry:
    goes_on = local_day(activity.starts_at) < day
    time = _("goes on") if goes_on else f"{activity.starts_at.astimezone(SHANGHAI):%H:%M}"
    said = [time, named(activity.region)]
    if activity.state != Activity.State.PLANNED:
        said.append(str(activity.get_state_display()))
    tone = "off" if activity.state == Activity.State.CANCELLED else TONES[Activity.State(activity.state)]
    return Entry(activity, tone, " · ".join(said))
