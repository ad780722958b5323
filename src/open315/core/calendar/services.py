"""Changing the calendar: a year from the State Council's notice, or one day that was wrong. Audited, and told to the rooms."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.calendar.completeness import missing_festivals
from open315.core.calendar.models import CalendarDay, CalendarYear
from open315.core.calendar.rules import SATURDAY, SHARED_FROM
from open315.core.calendar.shipped import NoticeDay, holiday_name
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.names import enumerated
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.step import making
from open315.core.verbs.who import holders

PERMISSION = "calendar:manage"
CHANGED = "core.calendar_changed"
"""Event with {"year": …}: whoever waits for a date counts again."""
FIRST_YEAR, LAST_YEAR = 1949, 2200


MANAGERS = holders(_("Only an administrator may change the working calendar."))
OWN_PAGE = NoFace("The pages of the working calendar have a form for it.")


YEAR: Target[CalendarYear] = Target(
    room="calendar",
    name="calendar_year",
    key=lambda loaded: loaded.year,
    announced=lambda done: {"year": done.row.year},
)
DAY: Target[date] = Target(
    room="calendar",
    name="calendar_day",
    key=lambda day: day.isoformat(),
    announced=lambda done: {"year": done.row.year},
)

LOAD_YEAR = Verb(
    "load_year",
    YEAR,
    event="calendar.year_loaded",
    emits=CHANGED,
    permission=PERMISSION,
    who=MANAGERS,
    makes=True,
    face=OWN_PAGE,
)


@LOAD_YEAR
def load_year(
    year: int, *, days: Sequence[NoticeDay], source: str, actor: Actor, at: datetime, replace: bool = False
) -> CalendarYear:
    """Load the notice of `year`. Days of its notice that were loaded before are replaced as a whole.

    InvalidInput for days that cannot be or are not the whole year, Conflict when the year is loaded and `replace` is not asked for.
    """
    with making(LOAD_YEAR, actor=actor, at=at) as done:
        check_days(year, days)
        if not source.strip():
            raise InvalidInput(_("Please state where the notice stands: its number or address."), field="source")
        loaded = CalendarYear.objects.select_for_update().filter(year=year).first()
        if loaded and not replace:
            raise Conflict(
                format_lazy(_("{year} is loaded already. Tick “replace” if a later notice changed it."), year=year),
                field="replace",
            )
        CalendarDay.objects.filter(plan_year=year).delete()
        CalendarDay.objects.filter(day__in=[each.day for each in days]).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(day=each.day, name=each.name, is_off=each.is_off, plan_year=year) for each in days
        )
        done.row, _created = CalendarYear.objects.update_or_create(
            year=year, defaults={"source": source.strip()[:200], "loaded_at": at, "version": uuid.uuid4().hex}
        )
        off = sum(each.is_off for each in days)
        done.say(off=off, working=len(days) - off, replaced=bool(loaded))
        return done.row


CORRECT_DAY = Verb(
    "correct_day",
    DAY,
    event="calendar.day_corrected",
    emits=CHANGED,
    permission=PERMISSION,
    who=MANAGERS,
    makes=True,
    face=OWN_PAGE,
)


@CORRECT_DAY
def correct_day(day: date, *, kind: str, name: str, reason: str, actor: Actor, at: datetime) -> None:
    """Make `day` "off", "working" or "plain" (what its weekday says). The year must be loaded; the reason is kept in the audit log.

    Repeating it changes nothing more. InvalidInput names the field; NotFound when the year is not loaded.
    """
    with making(CORRECT_DAY, actor=actor, at=at) as done:
        if kind not in ("off", "working", "plain"):
            raise InvalidInput(_("Choose what the day is."), field="kind")
        if not reason.strip():
            raise InvalidInput(_("Please give the reason, for example the number of the notice."), field="reason")
        if kind == "off" and not name.strip():
            raise InvalidInput(_("Please name the holiday."), field="name")
        year = CalendarYear.objects.select_for_update().filter(year=day.year).first()
        if year is None:
            raise NotFound(format_lazy(_("The calendar of {year} is not loaded."), year=day.year), field="day")
        CalendarDay.objects.filter(day=day).delete()
        if kind != "plain":
            CalendarDay.objects.create(day=day, name=name.strip()[:40], is_off=kind == "off", plan_year=day.year)
        year.version = uuid.uuid4().hex
        year.save(update_fields=["version"])
        done.row = day
        done.say(kind=kind, name=name.strip()[:40], reason=reason.strip()[:400])


def check_days(year: int, days: Sequence[NoticeDay]) -> None:
    """InvalidInput, with the day in the message, unless the days can be the notice of `year`, all of it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidInput(_("Please give the year with four digits."), field="year")
    if not any(each.is_off for each in days):
        raise InvalidInput(_("No day off was found in the text."), field="days")
    _check_each(year, days)
    if missing := missing_festivals(year, days):
        words = _(
            "This is not the whole year: no day off was read for {festivals}. The year stays unknown until it is complete."
        )
        raise InvalidInput(format_lazy(words, festivals=_Listed(missing)), field="days")


class _Listed:
    """Festivals in the reader's language, put together when shown."""

    def __init__(self, festivals: Sequence[str]) -> None:
        self._festivals = festivals

    def __str__(self) -> str:
        return enumerated(holiday_name(each) for each in self._festivals)


def _check_each(year: int, days: Sequence[NoticeDay]) -> None:
    seen: set[date] = set()
    for each in days:
        if each.day in seen:
            raise _wrong(_("{day} is there twice."), each)
        seen.add(each.day)
        if not _belongs(each.day, year):
            raise _wrong(_("{day} does not lie in the year of the notice."), each)
        if not each.is_off and each.day.weekday() < SATURDAY:
            raise _wrong(_("{day} is an ordinary working day and cannot be a make-up day."), each)


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year == year - 1 and (day.month, day.day) >= SHARED_FROM)


def _wrong(words: Any, each: NoticeDay) -> InvalidInput:
    return InvalidInput(format_lazy(words, day=each.day.isoformat()), field="days")
