"""What each fact of the hotline means, counted by hand over the whole table, nothing of `hotline.facts`: both sides of midnight, hour, state, wait, council."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from open315.hotline.models import Call, Caller, Line
from open315.hotline.tests.making import line
from tests.figures.recount import Sample

MARCH = Period(date(2026, 3, 1), date(2026, 3, 15))
ASKED = (
    (MARCH, Scope()),
    (MARCH, Scope(region="42")),
    (Period(date(2026, 3, 2), date(2026, 3, 2)), Scope(region="4201")),
)
MOMENTS = tuple(
    datetime(2026, *day, tzinfo=SHANGHAI)
    for day in ((2, 28, 23, 59), (3, 1, 0, 0), (3, 2, 0, 0), (3, 2, 23, 59), (3, 15, 23, 59), (3, 16, 0, 0))
)
HOURS = timedelta(hours=24)
COURSES: tuple[tuple[str, int | None, int | None, str], ...] = (
    ("over", 30, 60, "enquiry"), ("over", 31, 90, "complaint"), ("over", None, None, "report"), ("over", 5, None, ""),
    ("talking", 10, None, ""), ("ringing", None, None, ""),
)  # fmt: skip
"""State, waited, lasted, kind of calls that are not lost."""
LOST: tuple[tuple[bool, timedelta | None], ...] = (
    (False, None), (True, None), (True, HOURS), (True, HOURS + timedelta(seconds=1)), (True, timedelta(0)),
)  # fmt: skip
"""Whether the number is known, and how long after it she was reached."""


def fill(cast: Any) -> None:
    """Every moment × council × course; a second line of Wuhan sets another time."""
    lines = [line(cast, body) for body in ("province", "wuhan", "huangshi")]
    lines.append(line(cast, "wuhan", name="慢線", answer_within=31))
    caller = Caller.objects.create(council=cast.bodies["wuhan"], number_index="x", created_at=MOMENTS[0])
    for on in lines:
        for at in MOMENTS:
            for state, wait, length, kind in COURSES:
                _row(on, at, state=state, wait_seconds=wait, length_seconds=length, kind=kind)
            for is_known, after in LOST:
                due = {"due_at": at + HOURS, "caller": caller} if is_known else {}
                _row(on, at, state="missed", wait_seconds=40, settled_at=at + after if after is not None else None, **due)  # fmt: skip


def _row(on: Line, at: datetime, **columns: Any) -> None:
    Call.objects.create(line=on, started_at=at, **columns)


def _of(period: Period, scope: Scope) -> list[Call]:
    """Those that began on days of the period in China on lines of the councils of the region."""
    rows = Call.objects.select_related("line__council")
    return [
        each
        for each in rows
        if period.first <= each.started_at.astimezone(SHANGHAI).date() <= period.last
        and str(each.line.council.region_id).startswith(scope.get("region"))
    ]


def received(period: Period, scope: Scope) -> int:
    return len(_of(period, scope))


def _lost(each: Call) -> bool:
    return each.state == "missed"


def _answered(each: Call) -> bool:
    return each.state in ("over", "talking") and each.wait_seconds is not None


def lost(period: Period, scope: Scope) -> int:
    return sum(map(_lost, _of(period, scope)))


def _share(part: list[Call], whole: list[Call]) -> Decimal | None:
    return Decimal(len(part)) * 100 / Decimal(len(whole)) if whole else None


def soon(period: Period, scope: Scope) -> Decimal | None:
    whole = [each for each in _of(period, scope) if _lost(each) or _answered(each)]
    return _share(
        [each for each in whole if _answered(each) and (each.wait_seconds or 0) <= each.line.answer_within], whole
    )


def back(period: Period, scope: Scope) -> Decimal | None:
    whole = [each for each in _of(period, scope) if _lost(each) and each.due_at]
    return _share([each for each in whole if each.settled_at and each.settled_at <= each.started_at + HOURS], whole)


def _median(values: list[int]) -> Decimal | None:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return Decimal(ordered[middle] + ordered[~middle]) / 2 if ordered else None


def wait(period: Period, scope: Scope) -> Decimal | None:
    return _median([each.wait_seconds or 0 for each in _of(period, scope) if _answered(each)])


def length(period: Period, scope: Scope) -> Decimal | None:
    rows = _of(period, scope)
    return _median([each.length_seconds for each in rows if each.state == "over" and each.length_seconds is not None])


def _by(code: Any) -> Any:
    def counted(period: Period, scope: Scope) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in _of(period, scope):
            found[code(each)] = found.get(code(each), 0) + 1
        return found

    return counted


SAMPLE = Sample(
    fill,
    "secretariat",
    ASKED,
    {
        "hotline.received": received, "hotline.lost": lost, "hotline.answered_soon": soon, "hotline.reached_again": back, "hotline.wait": wait,
        "hotline.length": length, "hotline.by_kind": _by(lambda each: each.kind or "none"), "hotline.by_line": _by(lambda each: str(each.line_id)),
        "hotline.by_hour": _by(lambda each: f"{each.started_at.astimezone(SHANGHAI).hour:02}"),
    },
    {"hotline.wait": lambda each: each.wait_seconds, "hotline.length": lambda each: each.length_seconds},
)  # fmt: skip
