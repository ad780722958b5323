"""Cases that stand on the edges of periods and reckoning days, one pair for each: the last that counts, and the first that does not."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max

from open315.cases.models import Case, Clock, Handoff
from open315.core.clock import SHANGHAI, local_day
from open315.core.facts import Period

ONE_DAY = timedelta(days=1)
EARLY, LATE = time(0, 0), time(23, 59, 59)


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SHANGHAI)


def fill_edges(cast: Any, period: Period, today: date) -> None:
    """Add them around one period, all of Wuhan's council."""
    until = period.until or today
    _received(cast, period)
    _decided(cast, period.first, until)
    _limited(cast, period.first, until)


def _case(cast: Any, received_at: datetime, **known: Any) -> Case:
    number = (Case.objects.aggregate(Max("pk"))["pk__max"] or 0) + 1
    council = cast.bodies["wuhan"]
    return Case.objects.create(
        pk=number, number=f"邊{number:07d}", channel="web", council=council, holder=council, title="邊界",
        received_at=received_at, received_on=local_day(received_at), region_code="420102", city_code="420100",
        **{"kind": "complaint", "state": "registered", **known},
    )  # fmt: skip


def _received(cast: Any, period: Period) -> None:
    """In the last second before, the first and the last within, the first after."""
    for moment in (
        at(period.first - ONE_DAY, LATE),
        at(period.first, EARLY),
        at(period.last, LATE),
        at(period.last + ONE_DAY, EARLY),
    ):
        _case(cast, moment, amount_cents=1_00)


def _around(until: date) -> Iterator[date]:
    yield until
    yield until + ONE_DAY


def _decided(cast: Any, first: date, until: date) -> None:
    """Accepted, closed, declined, withdrawn and handed over on the reckoning day, and on the day after."""
    received = at(first, time(12))
    for day in _around(until):
        for moment in (at(day, EARLY), at(day, LATE)):
            _case(cast, received, state="accepted", accepted_at=moment)
            sent = _case(cast, received, state="referred")
            _hand_over(cast, sent, "sent", moment)
        for state in ("sent", "acknowledged", "answered", "refused", "returned"):
            _hand_over(cast, _case(cast, received), state, received)
        for result in ("mediated", "settled", "resolved_by_body", "not_settled", "other"):
            for accepted_at in (received, at(day, EARLY), None):
                _case(
                    cast, received, state="closed", accepted_at=accepted_at, closed_on=day, closed_at=at(day, EARLY),
                    result=result, recovered_cents=7_00,
                )  # fmt: skip
        for rating in (3, 4):
            for kind in ("complaint", "enquiry"):
                _case(cast, received, kind=kind, state="closed", closed_on=until, rating=rating, rated_on=day)
        _case(cast, received, state="declined", closed_on=day)
        _case(cast, received, state="withdrawn", closed_on=day)
    _case(cast, received, state="accepted", accepted_at=received, result="mediated", recovered_cents=900_00)


def _hand_over(cast: Any, case: Case, state: str, moment: datetime) -> None:
    Handoff.objects.create(
        case=case, from_organisation=case.council, to_organisation=cast.bodies["market"], state=state, sent_at=moment
    )


def _limited(cast: Any, first: date, until: date) -> None:
    """Limits that end on the reckoning day and around it: kept, missed, running, without a meaning any more; and a reopened case."""
    for key in ("acceptance", "mediation"):
        for day in (until - ONE_DAY, until, until + ONE_DAY):
            for state, ended in (
                ("met", day),
                ("late", day + ONE_DAY),
                ("running", None),
                ("void", day),
                ("paused", None),
            ):
                _clock(_case(cast, at(first, time(12))), key, state, first, day, ended)
        reopened = _case(cast, at(first, time(12)))
        _clock(reopened, key, "met", first, until, first)
        _clock(reopened, key, "late", first, first + ONE_DAY, until)


def _clock(case: Case, key: str, state: str, started: date, due: date, ended: date | None) -> None:
    Clock.objects.create(
        case=case, pack="council-2024", key=key, state=state, started_on=started, due_on=due, ended_on=ended
    )
