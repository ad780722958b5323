"""The one query all figures of the case room are counted from. Each parameter narrows it; an unknown one is an error.

A case belongs to the region of the council that registered it, so no case is counted in two cities. Duplicates are left
out: the case they repeat is counted. "Accepted", "solved" and so on mean: by the end of the day `until`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from open315.cases import queries
from open315.cases.facts.days import ChinaDay, DaysBetween
from open315.cases.models import Case, Clock, Handoff
from open315.cases.types import HandoffState, State
from open315.core import clock
from open315.core.access import Actor
from open315.core.facts.reading import shared
from open315.law import codelists
from open315.law.types import ClockState
from open315.org.facts import REGION, whole_code

Cases = QuerySet[Case]
Params = Mapping[str, str]

SOLVED_RESULTS = sorted(codelists.solved_results())
NOT_CODES = frozenset({"first", "last", "until", "kind", REGION})
NONE = "none"


def midnight(day: date) -> datetime:
    """The moment a day begins in China."""
    return datetime.combine(day, time(), tzinfo=clock.SHANGHAI)


def until_of(params: Params) -> date:
    """The day up to whose end it counts what became of a case."""
    return date.fromisoformat(params["until"]) if "until" in params else clock.today()


def was_accepted(until: date) -> Q:
    """Accepted by then."""
    return Q(accepted_at__lt=midnight(until + timedelta(days=1)))


def not_accepted(until: date) -> Q:
    """Not accepted by then."""
    return Q(accepted_at=None) | Q(accepted_at__gte=midnight(until + timedelta(days=1)))


def was_closed(until: date) -> Q:
    """Closed with a result by then, and not opened again since."""
    return Q(state=State.CLOSED, closed_on__lte=until)


def was_solved(until: date) -> Q:
    """Accepted, and closed with a result that counts as solved."""
    return was_accepted(until) & was_closed(until) & Q(result__in=SOLVED_RESULTS)


def was_ended_as(state: State, until: date) -> Q:
    """Declined or withdrawn by then."""
    return Q(state=state) & (Q(closed_on=None) | Q(closed_on__lte=until))


def is_open(until: date) -> Q:
    """Neither closed nor declined nor withdrawn by then."""
    ended_later = Q(closed_on__gt=until)
    return ended_later | ~Q(state__in=[State.CLOSED, State.DECLINED, State.WITHDRAWN])


def was_kept(until: date) -> Q:
    """Of a clock: it had ended in time by then."""
    return Q(state=ClockState.MET, ended_on__lte=until)


def was_missed(until: date) -> Q:
    """Of a clock: its due date had passed by then, and it had not ended in time."""
    return Q(state__in=[ClockState.LATE, ClockState.RUNNING], due_on__lt=until)


OUTCOMES: dict[str, Callable[[date], Q]] = {
    "accepted": was_accepted,
    "closed": was_closed,
    "solved": was_solved,
    "unsolved": lambda until: was_accepted(until) & was_closed(until) & ~Q(result__in=SOLVED_RESULTS),
    "solved_elsewhere": lambda until: was_closed(until) & not_accepted(until) & Q(result__in=SOLVED_RESULTS),
    "unsolved_elsewhere": lambda until: was_closed(until) & not_accepted(until) & ~Q(result__in=SOLVED_RESULTS),
    "declined": lambda until: was_ended_as(State.DECLINED, until),
    "withdrawn": lambda until: was_ended_as(State.WITHDRAWN, until),
    "open": is_open,
}


def _outcome(rows: Cases, value: str, params: Params) -> Cases:
    return rows.filter(OUTCOMES[value](until_of(params)))


def _referred(rows: Cases, value: str, params: Params) -> Cases:
    sent = Handoff.objects.filter(case=OuterRef("pk"), sent_at__lt=midnight(until_of(params) + timedelta(days=1)))
    return rows.filter(Exists(sent.exclude(state__in=[HandoffState.REFUSED, HandoffState.RETURNED])))


def _clock(rows: Cases, value: str, params: Params) -> Cases:
    """`clock=acceptance:judged` — its limit was kept or missed by then; `acceptance:kept` — kept each time."""
    key, _, which = value.partition(":")
    until = until_of(params)
    mine = Clock.objects.filter(case=OuterRef("pk"), key=key)
    kept, missed = was_kept(until), was_missed(until)
    if which == "kept":
        return rows.filter(Exists(mine.filter(kept)), ~Exists(mine.filter(missed)))
    if which == "judged":
        return rows.filter(Exists(mine.filter(kept | missed)))
    raise KeyError(value)


def _days(rows: Cases, value: str, params: Params) -> Cases:
    """`days=acceptance` or `days=closure`: the cases whose days until then are known."""
    return rows.filter(was_accepted(until_of(params)) if value == "acceptance" else was_closed(until_of(params)))


def _late(rows: Cases, value: str, params: Params) -> Cases:
    return rows.filter(Exists(Clock.objects.filter(was_missed(until_of(params)), case=OuterRef("pk"))))


def _code(field: str) -> Callable[[Cases, str, Params], Cases]:
    """One code of a list; "none" for cases without."""

    def narrow(rows: Cases, value: str, params: Params) -> Cases:
        return rows.filter(**{field: "" if value == NONE else value})

    return narrow


def _city(rows: Cases, value: str, params: Params) -> Cases:
    """A city of the scope, "none" for an unknown place, "elsewhere" for a place outside of the scope."""
    if value == "elsewhere":
        return rows.exclude(city_code="").exclude(city_code__startswith=params.get(REGION, ""))
    return rows.filter(city_code="" if value == NONE else value)


def _county(rows: Cases, value: str, params: Params) -> Cases:
    """The same for counties: a place known only as the city has none."""
    region = params.get(REGION, "")
    whole = whole_code(region)
    if value == "elsewhere":
        return rows.exclude(region_code="").exclude(region_code__startswith=region)
    return rows.filter(region_code__in=["", whole]) if value == NONE else rows.filter(region_code=value)


def _month(rows: Cases, value: str, params: Params) -> Cases:
    year, month = int(value[:4]), int(value[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    return rows.filter(received_on__gte=date(year, month, 1), received_on__lt=following)


def _trader(rows: Cases, value: str, params: Params) -> Cases:
    """One trader of the register, "none" for cases without, "not:1,2,3" for all the others."""
    if value == NONE:
        return rows.filter(trader=None)
    if value.startswith("not:"):
        return rows.filter(trader__isnull=False).exclude(
            trader__in=[int(item) for item in value[4:].split(",") if item]
        )
    return rows.filter(trader=int(value))


def _known(rows: Cases, value: str, params: Params) -> Cases:
    return rows.filter(**{f"{value}_cents__isnull": False})


NARROWERS: dict[str, Callable[[Cases, str, Params], Cases]] = {
    "outcome": _outcome,
    "referred": _referred,
    "clock": _clock,
    "days": _days,
    "late": _late,
    "channel": _code("channel"),
    "nature": _code("nature"),
    "goods": _code("goods"),
    "only_kind": _code("kind"),
    "city": _city,
    "county": _county,
    "month": _month,
    "trader": _trader,
    "known": _known,
}


def select(params: Params, actor: Actor) -> Cases:
    """The cases of the parameters that `actor` may see. KeyError for a parameter or value nobody knows."""
    first, last = date.fromisoformat(params["first"]), date.fromisoformat(params["last"])
    rows = shared(("visible", actor), lambda: queries.visible_to(actor)).exclude(state=State.DUPLICATE)
    rows = rows.filter(received_at__gte=midnight(first), received_at__lt=midnight(last + timedelta(days=1)))
    if params["kind"] != "any":
        rows = rows.filter(kind=params["kind"])
    if params.get(REGION):
        rows = rows.filter(council__region__code__startswith=params[REGION])
    for name, value in params.items():
        if name not in NOT_CODES:
            rows = NARROWERS[name](rows, value, params)
    return rows


def days_to(what: str) -> Any:
    """The natural days from receipt to acceptance or closure, as an expression."""
    end = ChinaDay(F("accepted_at")) if what == "acceptance" else F("closed_on")
    return DaysBetween(end, F("received_on"))
